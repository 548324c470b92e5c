// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** Monitors: what is checked, when, how, and what came of it. */
@NullMarked
package io.gatehouse.alerting.monitor;

import org.jspecify.annotations.NullMarked;
