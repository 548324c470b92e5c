// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** The adapter for Armeria servers. */
@NullMarked
package io.gatehouse.armeria;

import org.jspecify.annotations.NullMarked;
