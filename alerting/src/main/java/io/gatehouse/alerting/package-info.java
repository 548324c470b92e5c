// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** What monitors and rules have in common. */
@NullMarked
package io.gatehouse.alerting;

import org.jspecify.annotations.NullMarked;
