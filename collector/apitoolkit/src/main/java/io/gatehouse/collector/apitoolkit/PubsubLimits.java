// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.apitoolkit;

/** How much one publish request may hold. */
final class PubsubLimits {

  /** 10 MiB of messages, which base64 in JSON makes a third longer. */
  static final int WIRE_BYTES = 14 << 20;

  static final int MESSAGES = 1_000;

  private PubsubLimits() {}
}
