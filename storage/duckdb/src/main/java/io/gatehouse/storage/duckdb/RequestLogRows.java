// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.Body;
import io.gatehouse.storage.RequestLog.ExceptionInfo;
import io.gatehouse.storage.duckdb.Entry.Endpoint;
import java.sql.SQLException;
import java.util.UUID;

/** Writes request logs; bodies go to a table of their own because they are kept for less time. */
final class RequestLogRows {

  private final WriteSession session;
  private final Memory memory;

  RequestLogRows(WriteSession session) {
    this.session = session;
    this.memory = session.memory();
  }

  void add(int app, int environment, int receivedMinute, RequestLog log) throws SQLException {
    UUID id = log.id();
    if (!memory
        .requestLogs()
        .add(app, id.getMostSignificantBits(), id.getLeastSignificantBits(), receivedMinute)) {
      return;
    }
    Dictionaries dictionaries = memory.dictionaries();
    int minute = (int) (log.startEpochMicros() / 60_000_000);
    Endpoint endpoint = dictionaries.endpoint(app, environment, log.method(), log.route(), minute);
    UUID slot = log.instance();
    int instance =
        slot == null
            ? Dictionaries.NO_INSTANCE
            : dictionaries.instance(app, environment, slot, receivedMinute * 60_000L).id;
    boolean hasBodies = isCaptured(log.requestBody()) || isCaptured(log.responseBody());
    RowAppender row =
        session
            .appender("request_log")
            .begin()
            .add(app)
            .add(environment)
            .add(log.startEpochMicros())
            .add(id)
            .add(receivedMinute)
            .add(endpoint.number)
            .add((short) log.status())
            .add(consumer(app, environment, log, minute))
            .add(instance)
            .add(log.durationMicros())
            .add(log.requestBytes())
            .add(log.responseBytes());
    addTexts(row, log);
    row.add(!log.logs().isEmpty())
        .add(!log.spans().isEmpty())
        .add(hasBodies)
        .add(log.corrected())
        .add(RequestLogJson.detail(log))
        .end();
    if (log.requestBody().state() != Body.State.NONE
        || log.responseBody().state() != Body.State.NONE) {
      session
          .appender("request_body")
          .begin()
          .add(app)
          .add(log.startEpochMicros())
          .add(id)
          .add(RequestLogJson.bodies(log))
          .end();
    }
  }

  private static void addTexts(RowAppender row, RequestLog log) throws SQLException {
    ExceptionInfo exception = log.exception();
    row.add(log.method())
        .add(log.route())
        .add(log.url())
        .add(path(log.url()))
        .add(log.clientAddress())
        .add(log.traceId())
        .add(exception == null ? null : exception.type())
        .add(exception == null ? null : exception.message());
  }

  private int consumer(int app, int environment, RequestLog log, int minute) {
    String identifier = log.consumer();
    if (identifier == null || identifier.isEmpty()) {
      return Dictionaries.ANONYMOUS;
    }
    return memory.dictionaries().consumer(app, environment, identifier, minute).number;
  }

  private static boolean isCaptured(Body body) {
    return body.state() == Body.State.CAPTURED;
  }

  /** The path of a URL that may be absolute, or a path already. */
  static String path(String url) {
    int scheme = url.indexOf("://");
    int from = 0;
    if (scheme > 0 && url.lastIndexOf('/', scheme) == -1) {
      from = url.indexOf('/', scheme + 3);
      if (from < 0) {
        return "/";
      }
    }
    int end = from;
    while (end < url.length() && url.charAt(end) != '?' && url.charAt(end) != '#') {
      end++;
    }
    return url.substring(from, end);
  }
}
