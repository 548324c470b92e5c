// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** The only way out: every connection that users can cause goes through the guard. */
@NullMarked
package io.gatehouse.alerting.outbound;

import org.jspecify.annotations.NullMarked;
