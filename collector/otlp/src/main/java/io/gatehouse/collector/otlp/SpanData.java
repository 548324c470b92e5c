// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One span as it came. Reused from span to span. */
final class SpanData {

  static final int SERVER = 2;
  static final int CLIENT = 3;
  static final int STATUS_ERROR = 2;

  byte @Nullable [] traceId;
  byte @Nullable [] spanId;
  byte @Nullable [] parentSpanId;
  String traceState = "";
  String name = "";
  int kind;
  long startNanos;
  long endNanos;
  int statusCode;
  long flags;
  final Attributes attributes = new Attributes();

  /** What events named {@code exception} tell, oldest first. */
  final List<Exceptions.Found> exceptions = new ArrayList<>();

  void clear() {
    traceId = null;
    spanId = null;
    parentSpanId = null;
    traceState = "";
    name = "";
    kind = 0;
    startNanos = 0;
    endNanos = 0;
    statusCode = 0;
    flags = 0;
    attributes.clear();
    exceptions.clear();
  }
}
