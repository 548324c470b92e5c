// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import org.jspecify.annotations.Nullable;

/** One log record as it came. Reused from record to record. */
final class LogData {

  long timeNanos;
  long observedNanos;
  int severityNumber;
  String severityText = "";
  String eventName = "";
  @Nullable Object body;
  byte @Nullable [] traceId;
  byte @Nullable [] spanId;
  final Attributes attributes = new Attributes();

  void clear() {
    timeNanos = 0;
    observedNanos = 0;
    severityNumber = 0;
    severityText = "";
    eventName = "";
    body = null;
    traceId = null;
    spanId = null;
    attributes.clear();
  }
}
