// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** A small shop on Javalin. */
@NullMarked
package io.gatehouse.examples.javalin;

import org.jspecify.annotations.NullMarked;
