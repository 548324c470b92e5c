// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** What the SDK costs a request, beside its peers. */
@NullMarked
package io.gatehouse.benchmarks.sdk;

import org.jspecify.annotations.NullMarked;
