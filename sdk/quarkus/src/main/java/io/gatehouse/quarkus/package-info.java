// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** The adapter for Quarkus REST. */
@NullMarked
package io.gatehouse.quarkus;

import org.jspecify.annotations.NullMarked;
