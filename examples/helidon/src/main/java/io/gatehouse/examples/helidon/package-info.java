// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** A small shop on Helidon SE. */
@NullMarked
package io.gatehouse.examples.helidon;

import org.jspecify.annotations.NullMarked;
