// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.testkit;

import static io.gatehouse.storage.testkit.Data.APP;
import static io.gatehouse.storage.testkit.Data.START;
import static io.gatehouse.storage.testkit.Data.at;
import static io.gatehouse.storage.testkit.Data.batch;
import static io.gatehouse.storage.testkit.Data.id;
import static io.gatehouse.storage.testkit.Data.millis;
import static io.gatehouse.storage.testkit.Data.requestLog;
import static io.gatehouse.storage.testkit.Data.scope;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.storage.ConsumerReport;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.Maintenance.Progress;
import io.gatehouse.storage.Maintenance.RetentionLimits;
import io.gatehouse.storage.MessageId;
import io.gatehouse.storage.RequestEdit;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.Body;
import io.gatehouse.storage.RequestLog.LogLine;
import io.gatehouse.storage.RequestLogQueries.StoredRequest;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.TraceLog;
import io.gatehouse.storage.TraceSpan;
import io.gatehouse.storage.TrafficQueries.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * What retention, erasure and rewriting must leave of requests that {@link
 * io.gatehouse.storage.RequestLogQueries} tells.
 */
public abstract class RequestChangeContract extends StorageContract {

  private static final long MICROS = START * 60_000_000;

  @Test
  void retain_bodiesBeforeLogs_areDeleted() {
    appendRequests(requestLog(id(1), MICROS, "/a", 200));
    RetentionLimits limits = new RetentionLimits(14, 395, 1825, 30, 7);

    storage().maintenance().retain(limits, millis(at(8, 0)));
    assertThat(storage().requestLogs().find(APP, id(1), null))
        .hasValueSatisfying(
            found -> {
              assertThat(found.log().responseBody()).isEqualTo(Body.NONE);
              assertThat(found.log().requestHeaders()).isNotEmpty();
              assertThat(found.hasBodies()).isFalse();
            });
    storage().maintenance().retain(limits, millis(at(31, 0)));
    assertThat(storage().requestLogs().find(APP, id(1), null)).isEmpty();
  }

  @Test
  void retain_sealedBodiesBeforeLogs_areDeleted() {
    appendRequests(requestLog(id(1), MICROS, "/a", 200));
    storage().maintenance().compact(millis(at(3, 0)));
    RetentionLimits limits = new RetentionLimits(14, 395, 1825, 30, 7);

    storage().maintenance().retain(limits, millis(at(8, 0)));
    StoredRequest found = storage().requestLogs().find(APP, id(1), null).orElseThrow();
    assertThat(found.log().responseBody()).isEqualTo(Body.NONE);
    assertThat(found.hasBodies()).isFalse();
    assertThat(found.log().requestHeaders()).isNotEmpty();
    storage().maintenance().retain(limits, millis(at(31, 0)));
    assertThat(storage().requestLogs().find(APP, id(1), null)).isEmpty();
  }

  @Test
  void eraseConsumer_requestsAreGone_countsStay() {
    RequestLog other =
        requestLog(id(2), MICROS + 1, "/kept", 200).toBuilder()
            .consumer("globex")
            .traceId(null)
            .build();
    storage()
        .writer()
        .append(
            List.of(
                batch(START)
                    .rollups(List.of(Data.rollup(START, "GET", "/a", 200, "acme", 5, 10)))
                    .requestLogs(List.of(requestLog(id(1), MICROS, "/gone", 200), other))
                    .consumers(List.of(new ConsumerReport("acme", "Acme Inc", "gold")))
                    .build(),
                batch(at(9, 0))
                    .requestLogs(List.of(requestLog(id(3), at(9, 0) * 60_000_000, "/gone", 200)))
                    .build()),
            new LogPosition(0, 1));
    storage().maintenance().compact(millis(at(3, 0)));

    assertThat(storage().maintenance().eraseConsumer(APP, "acme", Long.MAX_VALUE / 4)).isTrue();
    reopen();
    Scope all = scope(START, START + 20 * 1440);
    assertThat(storage().requestLogs().list(all, null, 9).items())
        .extracting(item -> item.log().url())
        .containsExactly("/kept");
    assertThat(storage().requestLogs().find(APP, id(2), null).orElseThrow().log()).isEqualTo(other);
    assertThat(storage().traffic().totals(all).requests()).isEqualTo(5);
    assertThat(storage().traffic().breakdown(all, Dimension.CONSUMER, 9))
        .singleElement()
        .satisfies(row -> assertThat(row.key()).startsWith("erased-"));
    assertThat(storage().maintenance().eraseConsumer(APP, "acme", Long.MAX_VALUE / 4)).isFalse();
  }

  @Test
  void rewriteRequests_changesTextsInTablesAndFiles() {
    appendRequests(
        requestLog(id(1), MICROS, "/old?a=1", 500),
        requestLog(id(2), MICROS + 1, "/same", 200),
        requestLog(id(3), at(9, 0) * 60_000_000, "/new?a=1", 500));
    storage().maintenance().compact(millis(at(3, 0)));
    long[] counts = new long[3];
    Progress progress =
        new Progress() {
          @Override
          public void total(long requests) {
            counts[0] = requests;
          }

          @Override
          public void done(long requests, long changed) {
            counts[1] += requests;
            counts[2] += changed;
          }
        };

    storage()
        .maintenance()
        .rewriteRequests(
            APP,
            edit(
                log ->
                    log.url().endsWith("a=1")
                        ? log.toBuilder()
                            .url(log.url().replace("a=1", "a=x"))
                            .requestHeaders(List.of())
                            .responseBody(new Body(Body.State.MASKED, null, false))
                            .build()
                        : log),
            progress);
    reopen();

    assertThat(counts).containsExactly(3, 3, 2);
    Scope all = scope(START, START + 20 * 1440);
    assertThat(storage().requestLogs().list(all, null, 9).items())
        .extracting(item -> item.log().url())
        .containsExactly("/new?a=x", "/same", "/old?a=x");
    RequestLog plain = requestLog(id(1), MICROS, "/old?a=x", 500);
    assertThat(storage().requestLogs().find(APP, id(1), null).orElseThrow().log())
        .isEqualTo(
            plain.toBuilder()
                .requestHeaders(List.of())
                .responseBody(new Body(Body.State.MASKED, null, false))
                .build());
    assertThat(storage().requestLogs().find(APP, id(2), null).orElseThrow().log())
        .isEqualTo(requestLog(id(2), MICROS + 1, "/same", 200));
  }

  /** Requests by the given function; spans and lines that came by themselves lose "secret". */
  private static RequestEdit edit(UnaryOperator<RequestLog> requests) {
    return new RequestEdit() {
      @Override
      public RequestLog request(RequestLog request) {
        return requests.apply(request);
      }

      @Override
      public TraceSpan span(TraceSpan span) {
        RequestLog.Span old = span.span();
        return new TraceSpan(
            span.traceId(),
            new RequestLog.Span(
                old.spanId(),
                old.parentSpanId(),
                old.name(),
                old.kind(),
                old.startEpochNanos(),
                old.endEpochNanos(),
                old.status(),
                old.attributesJson().replace("secret", "x")));
      }

      @Override
      public TraceLog line(TraceLog line) {
        LogLine old = line.line();
        RequestLog.ExceptionInfo exception = line.exception();
        return new TraceLog(
            line.id(),
            line.traceId(),
            line.spanId(),
            new LogLine(
                old.epochMicros(),
                old.level(),
                old.message().replace("secret", "x"),
                old.logger(),
                old.file(),
                old.line()),
            exception == null
                ? null
                : new RequestLog.ExceptionInfo(
                    exception.type(),
                    exception.message().replace("secret", "x"),
                    exception.stacktrace(),
                    null));
      }
    };
  }

  private static final Progress SILENT =
      new Progress() {
        @Override
        public void total(long requests) {}

        @Override
        public void done(long requests, long changed) {}
      };

  @Test
  void rewriteRequests_changesSpansAndLinesThatCameByThemselves_inTablesAndFiles() {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    RequestLog log =
        requestLog(id(1), MICROS, "/a", 200).toBuilder()
            .traceId(trace)
            .exception(null)
            .spans(List.of())
            .logs(List.of())
            .build();
    List<TraceSpan> spans = new ArrayList<>();
    for (String tenant : List.of("secret", "kept")) {
      spans.add(
          new TraceSpan(
              trace,
              new RequestLog.Span(
                  "00f067aa0ba902b" + spans.size(),
                  null,
                  "GET",
                  "client",
                  MICROS * 1000 + spans.size(),
                  MICROS * 1000 + 9,
                  "OK",
                  "{\"tenant\":\"" + tenant + "\"}")));
    }
    TraceLog failure =
        new TraceLog(
            new MessageId(1, 2),
            trace,
            null,
            new LogLine(MICROS + 3, "error", "a secret", "x.Y", null, null),
            new RequestLog.ExceptionInfo("X", "of a secret", "at x", null));
    TraceLog other =
        new TraceLog(
            new MessageId(1, 3),
            trace,
            null,
            new LogLine(MICROS + 4, "info", "plain", null, null, null),
            null);
    for (int days : new int[] {0, 3}) {
      storage()
          .writer()
          .append(
              List.of(
                  batch(START).spans(spans).logs(List.of(failure, other)).build(),
                  batch(START).requestLogs(List.of(log)).build()),
              new LogPosition(0, 1 + days));
      storage().maintenance().compact(millis(at(days, 0)));

      storage().maintenance().rewriteRequests(APP, edit(request -> request), SILENT);
      reopen();

      RequestLog found = storage().requestLogs().find(APP, id(1), null).orElseThrow().log();
      assertThat(found.spans())
          .extracting(RequestLog.Span::attributesJson)
          .containsExactly("{\"tenant\":\"x\"}", "{\"tenant\":\"kept\"}");
      assertThat(found.logs()).extracting(LogLine::message).containsExactly("a x", "plain");
      assertThat(found.exception())
          .isEqualTo(new RequestLog.ExceptionInfo("X", "of a x", "at x", null));
    }
  }
}
