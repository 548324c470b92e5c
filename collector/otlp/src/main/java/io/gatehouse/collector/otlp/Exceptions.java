// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.Limits;
import io.gatehouse.storage.RequestLog.ExceptionInfo;
import org.jspecify.annotations.Nullable;

/** Exceptions, which come as events of spans and as log records. */
final class Exceptions {

  private Exceptions() {}

  /**
   * One exception; equal ones of a request are kept once.
   *
   * @param stacktrace null when it was not told
   */
  record Found(String type, String message, @Nullable String stacktrace) {

    ExceptionInfo info(@Nullable String sentryEventId) {
      return new ExceptionInfo(type, message, stacktrace, sentryEventId);
    }

    long bytes() {
      return (long) type.length()
          + message.length()
          + (stacktrace == null ? 0 : stacktrace.length());
    }
  }

  /**
   * Null when the attributes tell of none.
   *
   * @param body what stands for the message when it is missing
   */
  static @Nullable Found find(Attributes from, String body, Corrections corrections) {
    String type = from.text("exception.type");
    String message = from.text("exception.message");
    if (type == null && message == null) {
      return null;
    }
    String stacktrace = from.text("exception.stacktrace");
    return new Found(
        type == null ? "" : corrections.cut(type, Limits.ERROR_TYPE, "error-type-cut"),
        corrections.cut(message == null ? body : message, Limits.ERROR_MESSAGE, "message-cut"),
        stacktrace == null ? null : Texts.cut(stacktrace, Limits.STACKTRACE - 64, corrections));
  }
}
