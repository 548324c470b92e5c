// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.gatehouse.benchmarks.hello;

import org.jspecify.annotations.NullMarked;
