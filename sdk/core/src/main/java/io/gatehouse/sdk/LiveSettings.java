// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import io.gatehouse.protocol.Settings;
import io.gatehouse.protocol.redact.Redactor;
import java.util.List;
import java.util.Set;

/**
 * What is in force: the configuration, and over it what the server wants. Replaced as a whole.
 * Thread-safe.
 */
final class LiveSettings {

  private static final long MIN_FLUSH_MILLIS = 100;
  private static final long MAX_FLUSH_MILLIS = 3_600_000;

  private final RequestLogPolicy configured;
  private final Redaction redaction;
  private volatile Snapshot current;

  /** One state; exchanges use the one they began with. */
  record Snapshot(
      long revision,
      long flushMillis,
      RequestLogPolicy requestLog,
      boolean errorMessages,
      Set<String> excludedRoutes,
      Redactor redactor) {}

  LiveSettings(long flushMillis, RequestLogPolicy requestLog, Redaction redaction) {
    this.configured = requestLog;
    this.redaction = redaction;
    this.current =
        new Snapshot(
            0,
            flushMillis,
            requestLog,
            redaction.tellsErrorMessages(),
            Set.of(),
            redaction.redactor(List.of()));
  }

  Snapshot current() {
    return current;
  }

  /** Exchanges that begin from now on follow these. */
  void apply(Settings pushed) {
    current =
        new Snapshot(
            pushed.revision(),
            Math.max(MIN_FLUSH_MILLIS, Math.min(MAX_FLUSH_MILLIS, pushed.flushIntervalMillis())),
            configured.with(pushed.requestLog()),
            redaction.tellsErrorMessages(),
            Set.copyOf(pushed.excludedRoutes()),
            redaction.redactor(pushed.redaction()));
  }
}
