// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** Micrometer: the SDK's numbers, and the current exchange over threads. */
@NullMarked
package io.gatehouse.micrometer;

import org.jspecify.annotations.NullMarked;
