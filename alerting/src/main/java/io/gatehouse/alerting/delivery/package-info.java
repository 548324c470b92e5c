// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** Brings what is in the outbox to where it belongs. */
@NullMarked
package io.gatehouse.alerting.delivery;

import org.jspecify.annotations.NullMarked;
