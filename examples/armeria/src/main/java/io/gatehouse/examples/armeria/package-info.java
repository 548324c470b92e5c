// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** A small shop on Armeria. */
@NullMarked
package io.gatehouse.examples.armeria;

import org.jspecify.annotations.NullMarked;
