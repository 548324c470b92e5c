// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.testkit;

import static io.gatehouse.storage.testkit.Data.START;
import static io.gatehouse.storage.testkit.Data.at;
import static io.gatehouse.storage.testkit.Data.batch;
import static io.gatehouse.storage.testkit.Data.millis;
import static io.gatehouse.storage.testkit.Data.rollup;
import static io.gatehouse.storage.testkit.Data.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.EndpointQueries.EndpointRow;
import io.gatehouse.storage.EndpointReport;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.Scope;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link io.gatehouse.storage.EndpointQueries} must answer. */
public abstract class EndpointContract extends StorageContract {

  private static final Scope DAY = scope(START, START + 1440);
  private static final long T = 10_000;

  private void append(Batch batch) {
    storage().writer().append(List.of(batch), new LogPosition(0, 1));
  }

  private EndpointRow only(Scope scope) {
    List<EndpointRow> rows = storage().endpoints().list(scope, T);
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  @Test
  void list_declaredAndNeverCalled_hasZeroRequests() {
    append(batch(START + 5).endpoints(List.of(new EndpointReport("GET", "/a"))).build());

    assertThat(only(DAY))
        .satisfies(
            row -> {
              assertThat(row.declared()).isTrue();
              assertThat(row.requests()).isZero();
              assertThat(row.p50Micros()).isNaN();
              assertThat(row.maxMicros()).isNaN();
              assertThat(row.firstSeenEpochMinute()).isEqualTo(START + 5);
              assertThat(row.lastSeenEpochMinute()).isNull();
            });
  }

  @Test
  void list_declaredAfterCalled_staysOneEndpoint() {
    append(batch(START, rollup(START, "GET", "/a", 200, null, 1, 1_000)));
    assertThat(only(DAY).declared()).isFalse();
    append(batch(START).endpoints(List.of(new EndpointReport("GET", "/a"))).build());
    reopen();

    assertThat(only(DAY).declared()).isTrue();
    assertThat(only(DAY).requests()).isEqualTo(1);
  }

  @Test
  void list_routesThatDifferByASlashAtTheEnd_areOneEndpointAsFirstSpelled() {
    append(batch(START).endpoints(List.of(new EndpointReport("GET", "/a/"))).build());
    append(
        batch(
            START,
            rollup(START, "GET", "/a", 200, null, 2, 1_000),
            rollup(START, "GET", "/a/", 200, null, 3, 1_000),
            rollup(START, "GET", "/", 200, null, 1, 1_000)));
    reopen();

    assertThat(storage().endpoints().list(DAY, T))
        .extracting(EndpointRow::route, EndpointRow::requests)
        .containsExactlyInAnyOrder(tuple("/a/", 5L), tuple("/", 1L));
  }

  @Test
  void list_figures_areOfTheRange() {
    append(
        batch(
            START,
            rollup(
                START,
                "GET",
                "/a",
                200,
                "x",
                Histogram.of(
                    new int[] {
                      Histogram.bucketOf(5_000),
                      Histogram.bucketOf(30_000),
                      Histogram.bucketOf(900_000)
                    },
                    new long[] {90, 7, 3})),
            rollup(START + 1, "GET", "/a", 404, null, 5, 5_000),
            rollup(at(2, 0), "GET", "/a", 200, "y", 1_000, 5_000)));

    assertThat(only(DAY))
        .satisfies(
            row -> {
              assertThat(row.requests()).isEqualTo(105);
              assertThat(row.clientErrors()).isEqualTo(5);
              assertThat(row.consumers()).isEqualTo(1);
              assertThat(row.p50Micros()).isCloseTo(5_000, within(60.0));
              assertThat(row.p95Micros()).isCloseTo(30_000, within(400.0));
              assertThat(row.p99Micros()).isCloseTo(900_000, within(10_000.0));
              assertThat(row.maxMicros()).isGreaterThanOrEqualTo(900_000);
              assertThat(row.satisfied()).isEqualTo(95);
              assertThat(row.tolerating()).isEqualTo(7);
              assertThat(row.frustrated()).isEqualTo(3);
              assertThat(row.requestBytes()).isEqualTo(1_050);
            });
  }

  @Test
  void list_allFasterOrSlowerThanT_hasOneKindOnly() {
    append(batch(START, rollup(START, "GET", "/fast", 200, null, 3, T)));
    append(batch(START, rollup(START, "GET", "/slow", 200, null, 4, 5 * T)));

    assertThat(storage().endpoints().list(DAY, T))
        .extracting(EndpointRow::satisfied, EndpointRow::tolerating, EndpointRow::frustrated)
        .containsExactlyInAnyOrder(tuple(3L, 0L, 0L), tuple(0L, 0L, 4L));
  }

  @Test
  void list_seenTimes_areExactInAnyTierAndOrder() {
    append(batch(at(3, 0), rollup(at(1, 77), "GET", "/a", 200, null, 1, 1_000)));
    append(batch(at(3, 0), rollup(at(0, 33), "GET", "/a", 200, null, 1, 1_000)));
    storage().maintenance().compact(millis(at(9, 0)));
    append(batch(at(3, 0), rollup(at(2, 11), "GET", "/a", 200, null, 1, 1_000)));

    assertThat(only(DAY).firstSeenEpochMinute()).isEqualTo(at(0, 33));
    assertThat(only(DAY).lastSeenEpochMinute()).isEqualTo(at(2, 11));
    reopen();
    assertThat(only(DAY).lastSeenEpochMinute()).isEqualTo(at(2, 11));
  }

  @Test
  void list_filterOnEndpoints_leavesOthersOut() {
    append(
        batch(
            START,
            rollup(START, "GET", "/a", 200, "x", 1, 1_000),
            rollup(START, "POST", "/a", 500, "x", 2, 1_000)));

    assertThat(only(scope(START, START + 1440, "method:POST")).requests()).isEqualTo(2);
    assertThat(storage().endpoints().list(scope(START, START + 1440, "status:5xx"), T))
        .extracting(EndpointRow::requests)
        .containsExactlyInAnyOrder(0L, 2L);
  }

  @Test
  void find_knownId_isTheSameRow() {
    append(batch(START, rollup(START, "GET", "/a", 200, "x", 3, 1_000)));
    append(batch(START, rollup(START, "GET", "/b", 200, "x", 5, 1_000)));

    for (EndpointRow row : storage().endpoints().list(DAY, T)) {
      assertThat(storage().endpoints().find(DAY, row.id(), T)).contains(row);
    }
  }

  @Test
  void find_unknownOrForeignId_isEmpty() {
    append(batch(START, rollup(START, "GET", "/a", 200, null, 1, 1_000)));
    storage()
        .writer()
        .append(
            List.of(
                Batch.builder(Data.APP + 1, "prod", millis(START))
                    .rollups(List.of(rollup(START, "GET", "/z", 200, null, 1, 1_000)))
                    .build()),
            new LogPosition(0, 2));
    Scope foreign = new Scope(Data.APP + 1, Set.of(), DAY.range(), DAY.filter());

    assertThat(storage().endpoints().find(foreign, only(DAY).id(), T)).isEmpty();
    assertThat(storage().endpoints().find(DAY, 123_456, T)).isEmpty();
  }
}
