// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.log;

import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.Exchange;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hands lines to the exchange that is current on this thread. */
final class CurrentLog {

  private CurrentLog() {}

  /** Tells a line; the message is made only when it is kept. */
  static void tell(
      Instant when, String level, @Nullable String logger, Supplier<@Nullable String> message) {
    Exchange exchange = CurrentExchange.get();
    if (!exchange.keepsLogs() || (logger != null && isOurs(logger))) {
      return;
    }
    String text = message.get();
    if (text != null) {
      long micros = when.getEpochSecond() * 1_000_000 + when.getNano() / 1_000;
      exchange.log(micros, level, logger, text);
    }
  }

  /** What the SDK logs itself would otherwise be told of a request it says something about. */
  private static boolean isOurs(String logger) {
    return logger.startsWith("io.gatehouse.sdk")
        || logger.startsWith("io.gatehouse.servlet")
        || logger.startsWith("io.gatehouse.spring")
        || logger.startsWith("io.gatehouse.log");
  }
}
