// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** Targets that need to see what the store keeps to itself. */
@NullMarked
package io.gatehouse.storage.duckdb;

import org.jspecify.annotations.NullMarked;
