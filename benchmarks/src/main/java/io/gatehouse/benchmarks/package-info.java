// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** Measurements, each printed as a ratio to something measured in the same run. */
@NullMarked
package io.gatehouse.benchmarks;

import org.jspecify.annotations.NullMarked;
