// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** The adapter for Javalin 7. */
@NullMarked
package io.gatehouse.javalin;

import org.jspecify.annotations.NullMarked;
