// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import io.gatehouse.collector.decode.TooLargeException;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.otlp.Cursor.FieldReader;
import java.io.IOException;

/** Reads single spans, log records and metrics. Used by one thread. */
final class RecordReader {

  private final AttributeReader attributes;
  private final OtlpSink sink;
  private final Corrections corrections;
  private final FieldReader spanFields = this::spanField;
  private final SpanData span = new SpanData();
  private final LogData log = new LogData();
  private final Attributes event = new Attributes();
  private int events;
  private long pointBytes;

  RecordReader(AttributeReader attributes, OtlpSink sink, Corrections corrections) {
    this.attributes = attributes;
    this.sink = sink;
    this.corrections = corrections;
  }

  void span(Cursor in) throws IOException {
    span.clear();
    events = 0;
    in.message(Shapes.SPAN, spanFields);
    sink.span(span);
  }

  private void spanField(int number, Cursor value) throws IOException {
    switch (number) {
      case 1 -> span.traceId = value.id();
      case 2 -> span.spanId = value.id();
      case 3 -> span.traceState = value.text(OtlpLimits.NAME_BYTES);
      case 4 -> span.parentSpanId = value.id();
      case 5 -> span.name = value.name(OtlpLimits.NAME_BYTES);
      case 6 -> span.kind = (int) value.integer();
      case 7 -> span.startNanos = value.integer();
      case 8 -> span.endNanos = value.integer();
      case 9 -> attributes.read(value, span.attributes);
      case 11 -> event(value);
      case 15 ->
          value.message(
              Shapes.STATUS,
              (field, status) -> {
                if (field == 3) {
                  span.statusCode = (int) status.integer();
                }
              });
      default -> span.flags = value.integer();
    }
  }

  private void event(Cursor in) throws IOException {
    if (++events > OtlpLimits.EVENTS) {
      if (!corrections.again("events-cut")) {
        corrections.truncated("events-cut", "more than " + OtlpLimits.EVENTS);
      }
      return;
    }
    event.clear();
    String[] name = {""};
    in.message(
        Shapes.EVENT,
        (number, value) -> {
          if (number == 2) {
            name[0] = value.text(OtlpLimits.NAME_BYTES);
          } else if (number == 3) {
            attributes.read(value, event);
          }
        });
    if (name[0].equals("exception")) {
      Exceptions.Found found = Exceptions.find(event, "", corrections);
      if (found != null && !span.exceptions.contains(found)) {
        span.exceptions.add(found);
      }
    }
  }

  void log(Cursor in) throws IOException {
    log.clear();
    in.message(Shapes.LOG, this::logField);
    sink.log(log);
  }

  private void logField(int number, Cursor value) throws IOException {
    switch (number) {
      case 1 -> log.timeNanos = value.integer();
      case 2 -> log.severityNumber = (int) value.integer();
      case 3 -> log.severityText = value.text(OtlpLimits.KEY_BYTES);
      case 5 -> log.body = attributes.any(value);
      case 6 -> attributes.read(value, log.attributes);
      case 9 -> log.traceId = value.id();
      case 10 -> log.spanId = value.id();
      case 11 -> log.observedNanos = value.integer();
      default -> log.eventName = value.text(OtlpLimits.NAME_BYTES);
    }
  }

  /**
   * @param maxPoints how many more points the request may hold
   * @return how many it had
   */
  long metric(Cursor in, long maxPoints) throws IOException {
    MetricData metric = new MetricData();
    pointBytes = 0;
    long[] points = {0};
    in.message(
        Shapes.METRIC,
        (number, value) -> {
          switch (number) {
            case 1 -> metric.name = value.name(OtlpLimits.NAME_BYTES);
            case 3 -> metric.unit = value.text(OtlpLimits.KEY_BYTES);
            default -> points(number, value, metric, points, maxPoints);
          }
        });
    long excess = Math.max(0, points[0] - Math.max(0, maxPoints));
    if (excess > 0) {
      sink.overLimit(excess);
    }
    sink.metric(metric);
    return points[0];
  }

  private void points(int kind, Cursor in, MetricData metric, long[] points, long maxPoints)
      throws IOException {
    metric.histogram |= kind == 9 || kind == 10;
    in.message(
        Shapes.POINTS,
        (number, value) -> {
          if (number == 2) {
            metric.temporality = (int) value.integer();
          } else if (++points[0] > maxPoints) {
            return;
          } else if (kind == 11 || !sink.wants(metric.name)) {
            metric.passedOver++;
          } else {
            metric.points.add(point(kind, value));
          }
        });
  }

  private PointData point(int kind, Cursor in) throws IOException {
    PointData point = new PointData();
    switch (kind) {
      case 9 -> in.message(Shapes.HISTOGRAM_POINT, histogramField(point));
      case 10 -> {
        point.exponential = true;
        in.message(Shapes.EXPONENTIAL_POINT, exponentialField(point));
      }
      default -> in.message(Shapes.NUMBER_POINT, numberField(point));
    }
    pointBytes += point.bytes();
    if (pointBytes > OtlpLimits.STAGED_BYTES) {
      throw new TooLargeException("has a metric of too many points: send smaller batches");
    }
    return point;
  }

  private FieldReader numberField(PointData point) {
    return (number, value) -> {
      switch (number) {
        case 2 -> point.startNanos = value.integer();
        case 3 -> point.timeNanos = value.integer();
        case 4 -> point.value = value.number();
        case 6 -> point.value = value.integer();
        default -> attributes.read(value, point.attributes);
      }
    };
  }

  private FieldReader histogramField(PointData point) {
    return (number, value) -> {
      switch (number) {
        case 2 -> point.startNanos = value.integer();
        case 3 -> point.timeNanos = value.integer();
        case 4 -> point.count = value.integer();
        case 5 -> point.sum = value.number();
        case 6 -> point.addCount(value.integer());
        case 7 -> point.addBound(value.number());
        case 9 -> attributes.read(value, point.attributes);
        case 11 -> point.min = value.number();
        case 12 -> point.max = value.number();
        default -> {
          // Flags: a point without a recorded value has no count either.
        }
      }
    };
  }

  private FieldReader exponentialField(PointData point) {
    return (number, value) -> {
      switch (number) {
        case 1 -> attributes.read(value, point.attributes);
        case 2 -> point.startNanos = value.integer();
        case 3 -> point.timeNanos = value.integer();
        case 4 -> point.count = value.integer();
        case 5 -> point.sum = value.number();
        case 6 -> point.scale = (int) value.integer();
        case 7 -> point.zeroCount = value.integer();
        case 8 ->
            value.message(
                Shapes.BUCKETS,
                (field, bucket) -> {
                  if (field == 1) {
                    point.offset = (int) bucket.integer();
                  } else {
                    point.addCount(bucket.integer());
                  }
                });
        case 12 -> point.min = value.number();
        case 13 -> point.max = value.number();
        default -> {
          // Flags: a point without a recorded value has no count either.
        }
      }
    };
  }
}
