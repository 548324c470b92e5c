// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** A small shop on Quarkus REST. */
@NullMarked
package io.gatehouse.examples.quarkus;

import org.jspecify.annotations.NullMarked;
