// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** The adapter for Vert.x Web. */
@NullMarked
package io.gatehouse.vertx;

import org.jspecify.annotations.NullMarked;
