// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** What must hold for any input, tried with inputs that Jazzer makes up. */
@NullMarked
package io.gatehouse.fuzz;

import org.jspecify.annotations.NullMarked;
