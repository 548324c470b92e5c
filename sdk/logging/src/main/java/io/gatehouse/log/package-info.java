// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** Tells lines of the application's log with the request they belong to. */
@NullMarked
package io.gatehouse.log;

import org.jspecify.annotations.NullMarked;
