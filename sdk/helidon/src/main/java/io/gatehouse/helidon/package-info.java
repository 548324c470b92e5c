// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** The adapter for Helidon 4 SE. */
@NullMarked
package io.gatehouse.helidon;

import org.jspecify.annotations.NullMarked;
