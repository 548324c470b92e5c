// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.log;

import io.gatehouse.storage.CountSource;
import io.gatehouse.storage.ErrorKind;
import io.gatehouse.storage.IngestOutcome;
import io.gatehouse.storage.RequestLog;

/** Numbers of enum values in records; they never change, whatever the order in the source. */
final class Codes {

  private Codes() {}

  static int of(ErrorKind kind) {
    return switch (kind) {
      case SERVER -> 0;
      case VALIDATION -> 1;
    };
  }

  static ErrorKind errorKind(int code) {
    return switch (code) {
      case 0 -> ErrorKind.SERVER;
      case 1 -> ErrorKind.VALIDATION;
      default -> throw unknown("error kind", code);
    };
  }

  static int of(IngestOutcome.Kind kind) {
    return switch (kind) {
      case REJECTED -> 0;
      case CORRECTED -> 1;
      case TRUNCATED -> 2;
      case QUARANTINED -> 3;
    };
  }

  static IngestOutcome.Kind outcomeKind(int code) {
    return switch (code) {
      case 0 -> IngestOutcome.Kind.REJECTED;
      case 1 -> IngestOutcome.Kind.CORRECTED;
      case 2 -> IngestOutcome.Kind.TRUNCATED;
      case 3 -> IngestOutcome.Kind.QUARANTINED;
      default -> throw unknown("outcome", code);
    };
  }

  static int of(RequestLog.Body.State state) {
    return switch (state) {
      case NONE -> 0;
      case CAPTURED -> 1;
      case TOO_LARGE -> 2;
      case MASKED -> 3;
    };
  }

  static RequestLog.Body.State bodyState(int code) {
    return switch (code) {
      case 0 -> RequestLog.Body.State.NONE;
      case 1 -> RequestLog.Body.State.CAPTURED;
      case 2 -> RequestLog.Body.State.TOO_LARGE;
      case 3 -> RequestLog.Body.State.MASKED;
      default -> throw unknown("body state", code);
    };
  }

  static int of(CountSource source) {
    return switch (source) {
      case COUNTERS -> 0;
      case METRICS -> 1;
      case SPANS -> 2;
    };
  }

  static CountSource countSource(int code) {
    return switch (code) {
      case 0 -> CountSource.COUNTERS;
      case 1 -> CountSource.METRICS;
      case 2 -> CountSource.SPANS;
      default -> throw unknown("source of counts", code);
    };
  }

  static int of(RequestLog.Ending ending) {
    return switch (ending) {
      case COMPLETE -> 0;
      case FAILED -> 1;
      case ABORTED -> 2;
    };
  }

  static RequestLog.Ending ending(int code) {
    return switch (code) {
      case 0 -> RequestLog.Ending.COMPLETE;
      case 1 -> RequestLog.Ending.FAILED;
      case 2 -> RequestLog.Ending.ABORTED;
      default -> throw unknown("ending", code);
    };
  }

  private static CodecException unknown(String what, int code) {
    return new CodecException("unknown %s number %d".formatted(what, code));
  }
}
