// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import static java.util.Objects.requireNonNull;

import io.gatehouse.storage.RequestLog.ExceptionInfo;
import io.gatehouse.storage.RequestLog.LogLine;
import org.jspecify.annotations.Nullable;

/**
 * A log line that came by itself; requests of the same trace show it.
 *
 * @param id identity within the app; a second line with it is ignored
 * @param traceId 32 lower-case hex digits
 * @param spanId the span it was written in, 16 lower-case hex digits; null = not told
 * @param exception the exception that it tells of; null = none
 */
public record TraceLog(
    MessageId id,
    String traceId,
    @Nullable String spanId,
    LogLine line,
    @Nullable ExceptionInfo exception) {

  public TraceLog {
    requireNonNull(id, "id");
    requireNonNull(traceId, "traceId");
    requireNonNull(line, "line");
  }
}
