// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.InstanceReport;
import io.gatehouse.storage.KeyUse;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.Body;
import io.gatehouse.storage.RequestLog.ExceptionInfo;
import io.gatehouse.storage.TraceLog;
import io.gatehouse.storage.TraceSpan;
import io.gatehouse.storage.duckdb.Entry.Endpoint;
import io.gatehouse.storage.duckdb.Entry.Instance;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes single requests, and spans and log lines that came by themselves. */
final class RequestRows {

  private final WriteSession session;
  private final Memory memory;

  RequestRows(WriteSession session) {
    this.session = session;
    this.memory = session.memory();
  }

  /**
   * Tells whether it is new: one with the id of another is left out.
   *
   * @param sender of the batch
   * @param senderVersion number of the version of the app that it is of
   */
  boolean add(
      int app,
      int environment,
      int receivedMinute,
      RequestLog log,
      @Nullable InstanceReport sender,
      int senderVersion)
      throws SQLException {
    UUID id = log.id();
    if (!memory
        .requests()
        .add(app, id.getMostSignificantBits(), id.getLeastSignificantBits(), receivedMinute)) {
      return false;
    }
    Dictionaries dictionaries = memory.dictionaries();
    int minute = (int) (log.startEpochMicros() / 60_000_000);
    Endpoint endpoint = dictionaries.endpoint(app, environment, log.method(), log.route(), minute);
    UUID slot = log.instance();
    Instance instance =
        slot == null
            ? null
            : dictionaries.instance(app, environment, slot, receivedMinute * 60_000L);
    RowAppender row =
        session
            .appender(RequestTable.REQUEST.table)
            .begin()
            .add(app)
            .add(environment)
            .add(log.startEpochMicros())
            .add(id)
            .add(receivedMinute)
            .add(memory.nextSequence())
            .add(endpoint.number)
            .add((short) log.status())
            .add(StoredStatus.code(log.ending()))
            .add(consumer(app, environment, log, minute))
            .add(instance == null ? Dictionaries.NO_INSTANCE : instance.id)
            .add(log.durationMicros())
            .add(log.requestBytes())
            .add(log.responseBytes())
            .add(log.weight());
    addTexts(row, log);
    KeyUse key = log.key();
    row.add(isCaptured(log.requestBody()) || isCaptured(log.responseBody()))
        .add(log.corrected())
        .add(HeaderText.write(log.requestHeaders()))
        .add(HeaderText.write(log.responseHeaders()))
        .add(RequestJson.logs(log.logs()))
        .add(RequestJson.spans(log.spans()))
        .add(log.attributesJson().equals("{}") ? null : log.attributesJson())
        .add(key == null ? null : nonEmpty(key.id()))
        .add(key == null ? null : nonEmpty(key.refusal()))
        .add(isOf(log, sender) ? senderVersion : version(app, environment, log, instance))
        .end();
    addBodies(app, receivedMinute, log);
    return true;
  }

  private static boolean isOf(RequestLog log, @Nullable InstanceReport sender) {
    UUID slot = log.instance();
    return log.version() == null && (slot == null || (sender != null && slot.equals(sender.id())));
  }

  private int version(int app, int environment, RequestLog log, @Nullable Instance instance) {
    String version = log.version();
    if (version == null && instance != null) {
      version = instance.versionOfCalls();
    }
    return memory.appVersions().number(memory.dictionaries(), app, environment, version);
  }

  private static void addTexts(RowAppender row, RequestLog log) throws SQLException {
    ExceptionInfo exception = log.exception();
    UrlParts url = UrlParts.of(log.url());
    row.add(log.method())
        .add(log.route())
        .add(url.origin())
        .add(url.path())
        .add(url.query())
        .add(log.clientAddress())
        .add(log.traceId())
        .add(exception == null ? null : exception.type())
        .add(exception == null ? null : exception.message())
        .add(exception == null ? null : exception.stacktrace())
        .add(exception == null ? null : exception.sentryEventId());
  }

  private void addBodies(int app, int receivedMinute, RequestLog log) throws SQLException {
    Body request = log.requestBody();
    Body response = log.responseBody();
    if (request.state() == Body.State.NONE && response.state() == Body.State.NONE) {
      return;
    }
    session
        .appender(RequestTable.BODY.table)
        .begin()
        .add(app)
        .add(log.startEpochMicros())
        .add(log.id())
        .add(receivedMinute)
        .add(StoredBody.state(request))
        .add(request.text())
        .add(StoredBody.state(response))
        .add(response.text())
        .end();
  }

  void add(int app, int receivedMinute, TraceSpan span) throws SQLException {
    session
        .appender(RequestTable.SPAN.table)
        .begin()
        .add(app)
        .add(span.span().startEpochNanos() / 1000)
        .add(receivedMinute)
        .add(span.traceId())
        .add(RequestJson.span(span.span()))
        .end();
  }

  void add(int app, int receivedMinute, TraceLog log) throws SQLException {
    ExceptionInfo exception = log.exception();
    session
        .appender(RequestTable.LOG.table)
        .begin()
        .add(app)
        .add(log.line().epochMicros())
        .add(receivedMinute)
        .add(log.traceId())
        .add(log.spanId())
        .add(log.id().high())
        .add(log.id().low())
        .add(RequestJson.log(log.line()))
        .add(exception == null ? null : exception.type())
        .add(exception == null ? null : exception.message())
        .add(exception == null ? null : exception.stacktrace())
        .end();
  }

  private int consumer(int app, int environment, RequestLog log, int minute) {
    @Nullable String identifier = log.consumer();
    if (identifier == null || identifier.isEmpty()) {
      return Dictionaries.ANONYMOUS;
    }
    return memory.dictionaries().consumer(app, environment, identifier, minute).number;
  }

  private static @Nullable String nonEmpty(String text) {
    return text.isEmpty() ? null : text;
  }

  private static boolean isCaptured(Body body) {
    return body.state() == Body.State.CAPTURED;
  }
}
