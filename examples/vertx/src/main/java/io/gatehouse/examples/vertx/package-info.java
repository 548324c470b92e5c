// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** A small shop on Vert.x Web. */
@NullMarked
package io.gatehouse.examples.vertx;

import org.jspecify.annotations.NullMarked;
