// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** The adapter for Micronaut on Netty. */
@NullMarked
package io.gatehouse.micronaut;

import org.jspecify.annotations.NullMarked;
