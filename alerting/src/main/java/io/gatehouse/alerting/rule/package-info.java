// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** Alert rules: what they read, when they fire, and what is written for whom. */
@NullMarked
package io.gatehouse.alerting.rule;

import org.jspecify.annotations.NullMarked;
