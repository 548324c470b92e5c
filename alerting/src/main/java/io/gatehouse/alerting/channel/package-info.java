// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** Where people are told, and how a message looks there. */
@NullMarked
package io.gatehouse.alerting.channel;

import org.jspecify.annotations.NullMarked;
