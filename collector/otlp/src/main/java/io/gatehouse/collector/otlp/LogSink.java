// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.collector.decode.MessageIds;
import io.gatehouse.collector.decode.Normalise;
import io.gatehouse.collector.decode.TooLargeException;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.Limits;
import io.gatehouse.storage.CountSource;
import io.gatehouse.storage.MessageId;
import io.gatehouse.storage.RequestLog.ExceptionInfo;
import io.gatehouse.storage.RequestLog.LogLine;
import io.gatehouse.storage.TraceLog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps log records that belong to a request, and takes the events of Apitally's SDKs. */
final class LogSink extends SignalSink {

  private static final String SERVER_SPAN = "apitally.request.server_span_id";
  private static final int RECORD_BYTES = 300;
  private static final List<String> LEVELS =
      List.of("trace", "debug", "info", "warn", "error", "fatal");

  /** How often an equal record came before in this request. */
  private final Map<MessageId, Integer> seen = new HashMap<>();

  LogSink(Sender sender, Corrections corrections) {
    super(Signal.LOGS, sender, corrections);
  }

  /** They tell of no requests; errors among them are counted beside any metrics. */
  @Override
  CountSource source(Staging.Parts parts) {
    return CountSource.SPANS;
  }

  @Override
  public void log(LogData log) throws TooLargeException {
    long nanos = log.timeNanos > 0 ? log.timeNanos : log.observedNanos;
    long micros = nanos > 0 ? nanos / 1000 : sender.nowMillis() * 1000;
    if (scope.equals(SdkEvents.SCOPE) && log.traceId == null) {
      new SdkEvents(parts(), corrections).take(log, micros / 60_000_000L);
      return;
    }
    String traceId = Ids.trace(log.traceId);
    String spanId = Ids.span(log.spanId);
    boolean linked = spanId != null || log.attributes.has(SERVER_SPAN);
    if (traceId == null || !linked) {
      // A line of no request: taken, and kept nowhere.
      return;
    }
    String body = log.body instanceof String text ? text : log.body == null ? "" : json(log.body);
    Exceptions.Found exception = Exceptions.find(log.attributes, body, corrections);
    String message = message(log, body, exception);
    if (message.isEmpty()) {
      return;
    }
    LogLine line =
        new LogLine(
            micros,
            level(log),
            corrections.cut(message, Limits.LOG_MESSAGE, "log-message-cut"),
            scope.isEmpty() ? null : corrections.cut(scope, 256, "logger-cut"),
            log.attributes.text("code.file.path", "code.filepath"),
            lineNumber(log.attributes));
    ExceptionInfo info =
        exception == null
            ? null
            : exception.info(log.attributes.text("apitally.exception.sentry_event_id"));
    staging.charge(
        RECORD_BYTES + line.message().length() + (exception == null ? 0 : exception.bytes()));
    parts().logs.add(new TraceLog(id(traceId, spanId, line), traceId, spanId, line, info));
  }

  private static String json(Object body) {
    return JsonText.of(body);
  }

  private static String message(LogData log, String body, Exceptions.@Nullable Found exception) {
    if (!body.isEmpty()) {
      return body;
    }
    if (exception != null) {
      return exception.type() + (exception.message().isEmpty() ? "" : ": " + exception.message());
    }
    return log.eventName;
  }

  private static String level(LogData log) {
    int number = log.severityNumber;
    return number >= 1 && number <= 24
        ? LEVELS.get((number - 1) / 4)
        : Normalise.logLevel(log.severityText.isEmpty() ? null : log.severityText);
  }

  private static @Nullable Integer lineNumber(Attributes attributes) {
    long line = attributes.integer(-1, "code.line.number", "code.lineno");
    return line > 0 && line < Integer.MAX_VALUE ? (int) line : null;
  }

  private MessageId id(String traceId, @Nullable String spanId, LogLine line) {
    byte[] content =
        (traceId + spanId + line.epochMicros() + line.level() + "\n" + line.message())
            .getBytes(UTF_8);
    MessageId id = MessageIds.ofBytes(content, 0, content.length);
    int place = seen.merge(id, 1, Integer::sum);
    return place == 1 ? id : MessageIds.derive(id.toUuid(), place);
  }

  @Override
  void finish() {
    // Each record stands for itself.
  }
}
