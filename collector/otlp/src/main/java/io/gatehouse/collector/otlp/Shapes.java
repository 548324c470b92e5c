// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import static io.gatehouse.collector.otlp.Shape.many;
import static io.gatehouse.collector.otlp.Shape.one;

import io.gatehouse.collector.otlp.Shape.Field;
import io.gatehouse.collector.otlp.Shape.Kind;

/** The message types of OTLP, as far as they are read. */
final class Shapes {

  private static final Field START = one(2, "startTimeUnixNano", Kind.FIXED64);
  private static final Field TIME = one(3, "timeUnixNano", Kind.FIXED64);

  static final Shape RESOURCE = Shape.of(many(1, "attributes", Kind.MESSAGE));
  static final Shape SCOPE = Shape.of(one(1, "name", Kind.TEXT), one(2, "version", Kind.TEXT));

  static final Shape KEY_VALUE = Shape.of(one(1, "key", Kind.TEXT), one(2, "value", Kind.MESSAGE));
  static final Shape ANY_VALUE =
      Shape.of(
          one(1, "stringValue", Kind.TEXT),
          one(2, "boolValue", Kind.VARINT),
          one(3, "intValue", Kind.VARINT),
          one(4, "doubleValue", Kind.DOUBLE),
          one(5, "arrayValue", Kind.MESSAGE),
          one(6, "kvlistValue", Kind.MESSAGE),
          one(7, "bytesValue", Kind.BYTES));
  static final Shape VALUES = Shape.of(many(1, "values", Kind.MESSAGE));

  static final Shape SPAN =
      Shape.of(
          one(1, "traceId", Kind.ID),
          one(2, "spanId", Kind.ID),
          one(3, "traceState", Kind.TEXT),
          one(4, "parentSpanId", Kind.ID),
          one(5, "name", Kind.TEXT),
          one(6, "kind", Kind.VARINT),
          one(7, "startTimeUnixNano", Kind.FIXED64),
          one(8, "endTimeUnixNano", Kind.FIXED64),
          many(9, "attributes", Kind.MESSAGE),
          many(11, "events", Kind.MESSAGE),
          one(15, "status", Kind.MESSAGE),
          one(16, "flags", Kind.FIXED32));
  static final Shape EVENT =
      Shape.of(
          one(1, "timeUnixNano", Kind.FIXED64),
          one(2, "name", Kind.TEXT),
          many(3, "attributes", Kind.MESSAGE));
  static final Shape STATUS = Shape.of(one(2, "message", Kind.TEXT), one(3, "code", Kind.VARINT));

  static final Shape LOG =
      Shape.of(
          one(1, "timeUnixNano", Kind.FIXED64),
          one(2, "severityNumber", Kind.VARINT),
          one(3, "severityText", Kind.TEXT),
          one(5, "body", Kind.MESSAGE),
          many(6, "attributes", Kind.MESSAGE),
          one(9, "traceId", Kind.ID),
          one(10, "spanId", Kind.ID),
          one(11, "observedTimeUnixNano", Kind.FIXED64),
          one(12, "eventName", Kind.TEXT));

  static final Shape METRIC =
      Shape.of(
          one(1, "name", Kind.TEXT),
          one(3, "unit", Kind.TEXT),
          one(5, "gauge", Kind.MESSAGE),
          one(7, "sum", Kind.MESSAGE),
          one(9, "histogram", Kind.MESSAGE),
          one(10, "exponentialHistogram", Kind.MESSAGE),
          one(11, "summary", Kind.MESSAGE));

  /** Gauge, sum, histogram, exponential histogram and summary alike. */
  static final Shape POINTS =
      Shape.of(many(1, "dataPoints", Kind.MESSAGE), one(2, "aggregationTemporality", Kind.VARINT));

  static final Shape NUMBER_POINT =
      Shape.of(
          START,
          TIME,
          one(4, "asDouble", Kind.DOUBLE),
          one(6, "asInt", Kind.FIXED64),
          many(7, "attributes", Kind.MESSAGE));
  static final Shape HISTOGRAM_POINT =
      Shape.of(
          START,
          TIME,
          one(4, "count", Kind.FIXED64),
          one(5, "sum", Kind.DOUBLE),
          many(6, "bucketCounts", Kind.FIXED64),
          many(7, "explicitBounds", Kind.DOUBLE),
          many(9, "attributes", Kind.MESSAGE),
          one(10, "flags", Kind.VARINT),
          one(11, "min", Kind.DOUBLE),
          one(12, "max", Kind.DOUBLE));
  static final Shape EXPONENTIAL_POINT =
      Shape.of(
          many(1, "attributes", Kind.MESSAGE),
          START,
          TIME,
          one(4, "count", Kind.FIXED64),
          one(5, "sum", Kind.DOUBLE),
          one(6, "scale", Kind.SIGNED),
          one(7, "zeroCount", Kind.FIXED64),
          one(8, "positive", Kind.MESSAGE),
          one(10, "flags", Kind.VARINT),
          one(12, "min", Kind.DOUBLE),
          one(13, "max", Kind.DOUBLE));
  static final Shape BUCKETS =
      Shape.of(one(1, "offset", Kind.SIGNED), many(2, "bucketCounts", Kind.VARINT));

  private Shapes() {}

  /**
   * What surrounds the records of a signal.
   *
   * @param request the export request
   * @param resource what one resource sent
   * @param scope what one instrumentation scope of a resource sent
   */
  record Envelope(Shape request, Shape resource, Shape scope) {

    static Envelope of(Signal signal) {
      return new Envelope(
          Shape.of(many(1, signal.resources(), Kind.MESSAGE)),
          Shape.of(one(1, "resource", Kind.MESSAGE), many(2, signal.scopes(), Kind.MESSAGE)),
          Shape.of(one(1, "scope", Kind.MESSAGE), many(2, signal.records(), Kind.MESSAGE)));
    }
  }
}
