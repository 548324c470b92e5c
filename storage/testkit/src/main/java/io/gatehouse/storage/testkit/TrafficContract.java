// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.testkit;

import static io.gatehouse.storage.testkit.Data.APP;
import static io.gatehouse.storage.testkit.Data.START;
import static io.gatehouse.storage.testkit.Data.at;
import static io.gatehouse.storage.testkit.Data.batch;
import static io.gatehouse.storage.testkit.Data.rollup;
import static io.gatehouse.storage.testkit.Data.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.Buckets;
import io.gatehouse.storage.ConsumerReport;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.TimeRange;
import io.gatehouse.storage.TrafficQueries.Bar;
import io.gatehouse.storage.TrafficQueries.BreakdownRow;
import io.gatehouse.storage.TrafficQueries.Dimension;
import io.gatehouse.storage.TrafficQueries.TrendPoint;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What {@link io.gatehouse.storage.TrafficQueries} must answer. */
public abstract class TrafficContract extends StorageContract {

  private static final Scope DAY = scope(START, START + 1440);
  private static final Buckets HOURS = new Buckets(60, ZoneOffset.UTC);

  private void append(Rollup... rollups) {
    storage().writer().append(List.of(batch(START + 1440, rollups)), new LogPosition(0, 1));
  }

  @Test
  void totals_emptyStore_areZero() {
    assertThat(storage().traffic().totals(DAY).requests()).isZero();
    assertThat(storage().traffic().series(DAY, HOURS)).isEmpty();
    assertThat(storage().traffic().latency(DAY, HOURS)).isEmpty();
    assertThat(storage().traffic().durations(DAY)).isEqualTo(Histogram.EMPTY);
    assertThat(storage().traffic().breakdown(DAY, Dimension.ENDPOINT, 10)).isEmpty();
    assertThat(storage().traffic().extent(APP)).isNull();
  }

  @Test
  void totals_rangeIsHalfOpen() {
    append(
        rollup(START - 1, "GET", "/a", 200, null, 1, 1_000),
        rollup(START, "GET", "/a", 200, null, 2, 1_000),
        rollup(START + 1439, "GET", "/a", 200, null, 4, 1_000),
        rollup(START + 1440, "GET", "/a", 200, null, 8, 1_000));

    assertThat(storage().traffic().totals(DAY).requests()).isEqualTo(6);
  }

  @Test
  void totals_countEachClassOnce() {
    append(
        rollup(START, "GET", "/a", 0, "a", 1, 1_000),
        rollup(START, "GET", "/a", 101, "a", 2, 1_000),
        rollup(START, "GET", "/a", 204, "b", 4, 1_000),
        rollup(START, "GET", "/a", 304, "b", 8, 1_000),
        rollup(START, "GET", "/a", 422, null, 16, 1_000),
        rollup(START, "GET", "/a", 503, null, 32, 1_000));

    assertThat(storage().traffic().totals(DAY))
        .satisfies(
            totals -> {
              assertThat(totals.requests()).isEqualTo(63);
              assertThat(totals.informational()).isEqualTo(2);
              assertThat(totals.successful()).isEqualTo(5);
              assertThat(totals.redirects()).isEqualTo(8);
              assertThat(totals.clientErrors()).isEqualTo(16);
              assertThat(totals.serverErrors()).isEqualTo(32);
              assertThat(totals.responseBytes()).isEqualTo(6_300);
              assertThat(totals.consumers()).isEqualTo(2);
            });
  }

  @Test
  void totals_environments_areKeptApart() {
    append(rollup(START, "GET", "/a", 200, null, 1, 1_000));
    storage()
        .writer()
        .append(
            List.of(
                Batch.builder(APP, "staging", Data.millis(START))
                    .rollups(List.of(rollup(START, "GET", "/a", 200, null, 2, 1_000)))
                    .build()),
            new LogPosition(0, 2));

    assertThat(storage().traffic().totals(DAY).requests()).isEqualTo(3);
    assertThat(in("staging")).isEqualTo(2);
    assertThat(in("unknown")).isZero();
  }

  private long in(String environment) {
    Scope scope = new Scope(APP, Set.of(environment), DAY.range(), DAY.filter());
    return storage().traffic().totals(scope).requests();
  }

  @Test
  void totals_anotherApp_isNotSeen() {
    append(rollup(START, "GET", "/a", 200, "acme", 1, 1_000));

    Scope foreign = new Scope(APP + 1, Set.of(), DAY.range(), DAY.filter());
    assertThat(storage().traffic().totals(foreign).requests()).isZero();
    assertThat(storage().traffic().breakdown(foreign, Dimension.ENDPOINT, 10)).isEmpty();
    assertThat(storage().endpoints().list(foreign, 1)).isEmpty();
    assertThat(storage().consumers().find(foreign, "acme")).isEmpty();
  }

  @Test
  void series_newConsumers_countWhereTheyFirstCame() {
    append(
        rollup(at(0, 10), "GET", "/a", 200, "old", 1, 1_000),
        rollup(at(0, 70), "GET", "/a", 200, "old", 1, 1_000),
        rollup(at(0, 75), "GET", "/a", 200, "new", 1, 1_000));

    assertThat(storage().traffic().series(DAY, HOURS))
        .extracting(Bar::startEpochMinute, Bar::consumers, Bar::newConsumers)
        .containsExactly(tuple(START, 1L, 1L), tuple(START + 60, 2L, 1L));
  }

  @Test
  void series_daysOfAZone_startAtLocalMidnight() {
    ZoneId zone = ZoneId.of("Asia/Kolkata");
    append(
        rollup(at(0, 18 * 60 + 29), "GET", "/a", 200, null, 1, 1_000),
        rollup(at(0, 18 * 60 + 30), "GET", "/a", 200, null, 2, 1_000));

    assertThat(storage().traffic().series(DAY, new Buckets(1440, zone)))
        .extracting(Bar::startEpochMinute, Bar::requests)
        .containsExactly(tuple(START - 330, 1L), tuple(START + 1440 - 330, 2L));
  }

  @Test
  void breakdown_endpoints_haveFiguresAndPercentiles() {
    append(
        rollup(
            START,
            "GET",
            "/a",
            200,
            "x",
            Histogram.of(
                new int[] {Histogram.bucketOf(1_000), Histogram.bucketOf(50_000)},
                new long[] {95, 5})),
        rollup(START, "GET", "/a", 500, "y", 10, 1_000),
        rollup(START, "POST", "/b", 404, null, 1, 2_000));

    List<BreakdownRow> rows = storage().traffic().breakdown(DAY, Dimension.ENDPOINT, 10);

    assertThat(rows).extracting(BreakdownRow::key).containsExactly("GET /a", "POST /b");
    assertThat(rows.get(0))
        .satisfies(
            row -> {
              assertThat(row.requests()).isEqualTo(110);
              assertThat(row.serverErrors()).isEqualTo(10);
              assertThat(row.consumers()).isEqualTo(2);
              assertThat(row.p50Micros()).isCloseTo(1_000, within(1_000));
              assertThat(row.p99Micros()).isCloseTo(50_000, within(50_000));
            });
    assertThat(rows.get(1).clientErrors()).isEqualTo(1);
  }

  private static Offset<Double> within(double value) {
    return Offset.offset(value * 0.012);
  }

  @Test
  void breakdown_everyDimension_addsUpToTotals() {
    append(
        rollup(START, "GET", "/v1/a", 200, "x", 3, 1_000),
        rollup(START, "GET", "/v1/b", 404, null, 5, 1_000),
        rollup(START, "POST", "/v2/a", 200, "y", 7, 1_000));
    storage().writer().describeConsumers(APP, List.of(new ConsumerReport("x", null, "gold")));

    assertThat(keys(Dimension.PREFIX)).containsExactly("/v1=8", "/v2=7");
    assertThat(keys(Dimension.METHOD)).containsExactly("GET=8", "POST=7");
    assertThat(keys(Dimension.STATUS)).containsExactly("200=10", "404=5");
    assertThat(keys(Dimension.CONSUMER)).containsExactly("y=7", "=5", "x=3");
    assertThat(keys(Dimension.GROUP)).containsExactly("=12", "gold=3");
    assertThat(keys(Dimension.ENVIRONMENT)).containsExactly("prod=15");
    assertThat(storage().traffic().breakdown(DAY, Dimension.ENDPOINT, 1))
        .extracting(BreakdownRow::key)
        .containsExactly("POST /v2/a");
  }

  private List<String> keys(Dimension dimension) {
    return storage().traffic().breakdown(DAY, dimension, 100).stream()
        .map(row -> row.key() + "=" + row.requests())
        .toList();
  }

  @Test
  void trends_onlyAskedValues() {
    append(
        rollup(START, "GET", "/a", 200, null, 1, 1_000),
        rollup(START + 60, "GET", "/a", 500, null, 2, 1_000),
        rollup(START, "GET", "/b", 200, null, 4, 1_000));

    assertThat(storage().traffic().trends(DAY, HOURS, Dimension.ENDPOINT, List.of("GET /a", "no")))
        .containsExactly(
            new TrendPoint("GET /a", START, 1, 0), new TrendPoint("GET /a", START + 60, 2, 2));
    assertThat(storage().traffic().trends(DAY, HOURS, Dimension.ENDPOINT, List.of())).isEmpty();
  }

  @Test
  void sizes_ignoreStatusAndConsumer() {
    append(
        rollup(START, "GET", "/a", 200, "x", 3, 1_000),
        rollup(START, "GET", "/b", 500, "y", 2, 1_000));

    Scope scope = scope(START, START + 1440, "path:/a status:5xx consumer:y");
    assertThat(storage().traffic().sizes(scope).responseBytes().total()).isEqualTo(3);
    assertThat(storage().traffic().sizes(scope).requestBytes().total()).isEqualTo(3);
    assertThat(storage().traffic().sizes(DAY).requestBytes().total()).isEqualTo(5);
  }

  @Test
  void filter_eachField_selects() {
    append(
        rollup(START, "GET", "/v1/a_b", 200, "x", 1, 1_000),
        rollup(START, "POST", "/v1/axb", 404, null, 2, 1_000),
        rollup(START, "GET", "/v2/c", 503, "y", 4, 1_000));
    storage().writer().describeConsumers(APP, List.of(new ConsumerReport("y", null, "gold")));

    assertThat(requests("method:get")).isEqualTo(5);
    assertThat(requests("path:/v1/a_b")).isEqualTo(1);
    assertThat(requests("path:/V1/*")).isEqualTo(3);
    assertThat(requests("a_b")).isEqualTo(1);
    assertThat(requests("-path:/v1/*")).isEqualTo(4);
    assertThat(requests("endpoint:\"GET /v2/c\"")).isEqualTo(4);
    assertThat(requests("status:4xx,503")).isEqualTo(6);
    assertThat(requests("status:>404")).isEqualTo(4);
    assertThat(requests("status:<=404")).isEqualTo(3);
    assertThat(requests("-status:404")).isEqualTo(5);
    assertThat(requests("consumer:x")).isEqualTo(1);
    assertThat(requests("consumer:\"\"")).isEqualTo(2);
    assertThat(requests("-consumer:x")).isEqualTo(6);
    assertThat(requests("consumer.group:gold")).isEqualTo(4);
    assertThat(requests("-consumer.group:gold")).isEqualTo(3);
    assertThat(requests("method:GET status:5xx consumer:y")).isEqualTo(4);
    assertThat(requests("path:none")).isZero();
  }

  @Test
  void filter_onlyForRequestLogs_isLeftOut() {
    append(rollup(START, "GET", "/a", 200, null, 1, 1_000));

    assertThat(requests("duration:>1h has:error")).isEqualTo(1);
  }

  private long requests(String filter) {
    return storage().traffic().totals(scope(START, START + 1440, filter)).requests();
  }

  @Test
  void extent_spansFirstAndLastMinute() {
    append(
        rollup(at(3, 5), "GET", "/a", 200, null, 1, 1_000),
        rollup(at(0, 7), "GET", "/b", 200, null, 1, 1_000),
        rollup(at(9, 1), "GET", "/a", 200, null, 1, 1_000));

    assertThat(storage().traffic().extent(APP)).isEqualTo(new TimeRange(at(0, 7), at(9, 2)));
    storage().maintenance().compact(Data.millis(at(20, 0)));
    assertThat(storage().traffic().extent(APP)).isEqualTo(new TimeRange(at(0, 7), at(9, 2)));
  }
}
