// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

/** How much of one export request is read and kept. */
final class OtlpLimits {

  static final int WIRE_BYTES = 16 << 20;

  /** Of a request whose sender is known only when it is read. */
  static final int UNKNOWN_WIRE_BYTES = 4 << 20;

  static final long INFLATED_BYTES = 64L << 20;

  /** Spans, log records or data points; the rest is rejected. */
  static final int ITEMS = 50_000;

  static final int ATTRIBUTES = 256;
  static final int EVENTS = 128;
  static final int KEY_BYTES = 256;
  static final int TEXT_BYTES = 64 << 10;
  static final int NAME_BYTES = 4 << 10;
  static final int DEPTH = 32;

  /** Elements of one array or map, all levels together. */
  static final int NODES = 2_000;

  /** Of one data point; senders have 160 at most by default. */
  static final int BUCKETS = 2_000;

  /** Resources and scopes of one request; beyond it nothing honest lies. */
  static final int ENVELOPES = 50_000;

  /** Different processes that one request may tell of. */
  static final int INSTANCES = 2_000;

  /** Texts of the SDK events of one scope: a start-up event holds an OpenAPI document. */
  static final int EVENT_TEXT_BYTES = 8 << 20;

  /** What is kept of one request until it is whole; more is refused. */
  static final long STAGED_BYTES = 32L << 20;

  private OtlpLimits() {}
}
