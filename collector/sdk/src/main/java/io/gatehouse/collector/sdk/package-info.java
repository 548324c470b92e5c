// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
/** The native protocol, as {@code docs/protocol.md} describes it. */
@NullMarked
package io.gatehouse.collector.sdk;

import org.jspecify.annotations.NullMarked;
