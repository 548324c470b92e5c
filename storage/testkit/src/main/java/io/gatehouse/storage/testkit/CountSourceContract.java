// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.testkit;

import static io.gatehouse.storage.testkit.Data.START;
import static io.gatehouse.storage.testkit.Data.batch;
import static io.gatehouse.storage.testkit.Data.instance;
import static io.gatehouse.storage.testkit.Data.requestLog;
import static io.gatehouse.storage.testkit.Data.rollup;
import static io.gatehouse.storage.testkit.Data.scope;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.CountSource;
import io.gatehouse.storage.ErrorKind;
import io.gatehouse.storage.ErrorQueries;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.Ending;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.TrafficQueries.BreakdownRow;
import io.gatehouse.storage.TrafficQueries.Dimension;
import io.gatehouse.storage.TrafficQueries.Estimate;
import io.gatehouse.storage.TrafficQueries.Totals;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Requests that are told by several routes are counted once, by the best of them. */
public abstract class CountSourceContract extends StorageContract {

  private static final Scope DAY = scope(START, START + 1440);
  private static final UUID A = new UUID(1, 1);
  private static final UUID B = new UUID(2, 2);

  private void append(Batch... batches) {
    storage().writer().append(List.of(batches), new LogPosition(0, 1));
  }

  private static Batch counters(long minute, long requests) {
    return batch(minute)
        .rollups(List.of(rollup(minute, "GET", "/a", 200, null, requests, 10)))
        .build();
  }

  private static Batch metrics(long minute, UUID instance, long requests) {
    return batch(minute)
        .source(CountSource.METRICS)
        .instance(instance(instance, false, "1"))
        .rollups(List.of(rollup(minute, "GET", "/a", 200, null, requests, 10)))
        .build();
  }

  private static RequestLog span(long minute, long id, double weight) {
    return requestLog(new UUID(minute, id), minute * 60_000_000, "/a", 200).toBuilder()
        .weight(weight)
        .build();
  }

  private static Batch spans(long minute, UUID instance, RequestLog... logs) {
    return batch(minute)
        .source(CountSource.SPANS)
        .instance(instance(instance, false, "1"))
        .requestLogs(List.of(logs))
        .build();
  }

  private long requests() {
    return storage().traffic().totals(DAY).requests();
  }

  @Test
  void spans_alone_areCountedOnce() {
    append(spans(START, A, span(START, 1, 1), span(START, 2, 1)));
    append(spans(START, A, span(START, 2, 1), span(START, 3, 1)));
    reopen();
    append(spans(START, A, span(START, 3, 1)));

    assertThat(requests()).isEqualTo(3);
    assertThat(storage().requestLogs().list(DAY, null, 9).items()).hasSize(3);
    Histogram durations = storage().traffic().durations(DAY);
    assertThat(durations)
        .isEqualTo(Histogram.of(new int[] {Histogram.bucketOf(1_500)}, new long[] {3}));
  }

  @Test
  void metrics_afterSpansOfTheInstance_takeTheirPlace() {
    append(spans(START, A, span(START, 1, 1)), spans(START, B, span(START, 2, 1)));
    append(metrics(START + 1, A, 5));
    append(spans(START + 2, A, span(START + 2, 3, 1)), spans(START + 2, B, span(START + 2, 4, 1)));

    // Five by the metrics of A, two by the spans of B.
    assertThat(requests()).isEqualTo(7);
    assertThat(storage().requestLogs().list(DAY, null, 9).items()).hasSize(4);
    reopen();
    append(spans(START + 3, A, span(START + 3, 5, 1)));
    assertThat(requests()).isEqualTo(7);
  }

  @Test
  void counters_afterMetricsAndSpans_takeTheirPlaceInTheEnvironment() {
    append(spans(START, A, span(START, 1, 1)), metrics(START, B, 4));
    append(counters(START + 1, 10));
    append(metrics(START + 2, B, 4), spans(START + 2, A, span(START + 2, 2, 1)));

    Totals totals = storage().traffic().totals(DAY);
    assertThat(totals.requests()).isEqualTo(10);
    assertThat(totals.requestBytes()).isEqualTo(100);
    assertThat(storage().traffic().sizes(DAY).requestBytes().total()).isEqualTo(10);
    Batch elsewhere = metrics(START + 2, B, 4).toBuilder().build();
    append(
        Batch.builder(elsewhere.app(), "staging", elsewhere.receivedEpochMillis())
            .source(CountSource.METRICS)
            .rollups(elsewhere.rollups())
            .build());
    assertThat(requests()).isEqualTo(14);
  }

  @Test
  void counters_silentForLong_giveWay() {
    append(counters(START, 10));
    append(metrics(START + 59, A, 4));
    assertThat(requests()).isEqualTo(10);
    append(metrics(START + 100, A, 4));
    assertThat(requests()).isEqualTo(14);
  }

  @Test
  void spans_countedLongAgo_stayCounted() {
    append(spans(START, A, span(START, 1, 1)));
    append(spans(START + 30, A, span(START + 30, 2, 1)));
    append(metrics(START + 31, A, 5));

    // The first minutes are taken back, whatever came later was not provisional any more.
    assertThat(requests()).isEqualTo(6);
  }

  @Test
  void takenBack_inAClosedHour_fitsInAllTiers() {
    append(spans(START, A, span(START, 1, 1)));
    storage().maintenance().compact((START + 3 * 1440) * 60_000);
    append(metrics(START + 5, A, 5));

    assertThat(requests()).isEqualTo(5);
    assertThat(storage().traffic().totals(scope(START, START + 60)).requests()).isEqualTo(5);
    assertThat(storage().traffic().durations(DAY).total()).isEqualTo(5);
  }

  @Test
  void sources_areShownWithWhatIsNotCounted() {
    append(spans(START, A, span(START, 1, 1)));
    append(metrics(START + 1, A, 5));
    append(spans(START + 2, A, span(START + 2, 2, 1)));

    assertThat(storage().instances().countSources(Data.APP))
        .extracting(s -> s.instance(), s -> s.source(), s -> s.leftOut())
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(A, CountSource.METRICS, 0L),
            org.assertj.core.groups.Tuple.tuple(A, CountSource.SPANS, 2L));
  }

  @Test
  void errors_ofRequests_areCountedWithThem() {
    RequestLog log = span(START, 1, 1);
    ErrorRollup error =
        new ErrorRollup(
            START, ErrorKind.SERVER, "GET", "/a", null, 7, "X", "m", null, null, 1, log.id());
    Batch batch = spans(START, A, log).toBuilder().errors(List.of(error)).build();
    append(batch);
    append(batch);

    assertThat(errors()).isEqualTo(1);
    append(metrics(START + 1, A, 5));
    RequestLog next = span(START + 2, 1, 1);
    append(
        spans(START + 2, A, next).toBuilder()
            .errors(
                List.of(
                    new ErrorRollup(
                        START + 2,
                        ErrorKind.SERVER,
                        "GET",
                        "/a",
                        null,
                        7,
                        "X",
                        "m",
                        null,
                        null,
                        1,
                        next.id())))
            .build());
    // Metrics know no exceptions, so those of spans are counted all the same.
    assertThat(errors()).isEqualTo(2);
  }

  private long errors() {
    return storage().errors().groups(DAY, ErrorKind.SERVER, 10).stream()
        .mapToLong(ErrorQueries.ErrorGroupRow::count)
        .sum();
  }

  @Test
  void weights_countAsManyRequestsAndSaySo() {
    RequestLog[] logs = new RequestLog[2_000];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = span(START, UUID.randomUUID().getMostSignificantBits(), 2.5);
    }
    append(spans(START, A, logs));

    assertThat(requests()).isBetween(4_850L, 5_150L);
    Estimate estimate = storage().traffic().estimate(DAY);
    assertThat(estimate.seen()).isEqualTo(2_000);
    assertThat(estimate.requests()).isEqualTo(requests());
    assertThat(storage().requestLogs().list(DAY, null, 1).items().get(0).log().weight())
        .isEqualTo(2.5);
    assertThat(storage().traffic().estimate(scope(START + 1, START + 9)).seen()).isZero();
  }

  @Test
  void brokenOff_isAServerErrorOrNone() {
    append(
        batch(START)
            .rollups(
                List.of(
                    new Rollup(
                        START,
                        "GET",
                        "/a",
                        200,
                        "acme",
                        10,
                        Histogram.of(new int[] {100}, new long[] {10}),
                        50,
                        0,
                        Histogram.EMPTY,
                        0,
                        Histogram.EMPTY,
                        3,
                        2)))
            .build());

    for (int days : new int[] {0, 3}) {
      storage().maintenance().compact((START + days * 1440L) * 60_000);
      Totals totals = storage().traffic().totals(DAY);
      assertThat(totals.requests()).isEqualTo(10);
      assertThat(totals.serverErrors()).isEqualTo(3);
      assertThat(totals.successful()).isEqualTo(7);
      assertThat(totals.durationMicros()).isEqualTo(50);
      assertThat(storage().traffic().durations(DAY).total()).isEqualTo(10);
      Map<String, Long> statuses =
          storage().traffic().breakdown(DAY, Dimension.STATUS, 10).stream()
              .collect(Collectors.toMap(BreakdownRow::key, BreakdownRow::requests));
      assertThat(statuses).isEqualTo(Map.of("200", 5L, "failed", 3L, "aborted", 2L));
      assertThat(totalsOf("status:failed")).isEqualTo(3);
      assertThat(totalsOf("status:aborted")).isEqualTo(2);
      assertThat(totalsOf("status:200")).isEqualTo(10);
      assertThat(totalsOf("-status:failed")).isEqualTo(7);
    }
  }

  private long totalsOf(String filter) {
    return storage().traffic().totals(scope(START, START + 1440, filter)).requests();
  }

  @Test
  void spans_thatBrokeOff_countAlike() {
    append(
        spans(
            START,
            A,
            span(START, 1, 1).toBuilder().ending(Ending.FAILED).build(),
            span(START, 2, 1).toBuilder().ending(Ending.ABORTED).status(0).build()));

    assertThat(totalsOf("status:failed")).isEqualTo(1);
    assertThat(totalsOf("status:aborted")).isEqualTo(1);
    assertThat(storage().traffic().totals(DAY).serverErrors()).isEqualTo(1);
  }
}
