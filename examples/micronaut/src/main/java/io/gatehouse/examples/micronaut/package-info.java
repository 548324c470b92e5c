// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** A small shop on Micronaut. */
@NullMarked
package io.gatehouse.examples.micronaut;

import org.jspecify.annotations.NullMarked;
