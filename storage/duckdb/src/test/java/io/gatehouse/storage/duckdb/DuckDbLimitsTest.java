// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import static io.gatehouse.storage.testkit.Data.APP;
import static io.gatehouse.storage.testkit.Data.START;
import static io.gatehouse.storage.testkit.Data.batch;
import static io.gatehouse.storage.testkit.Data.error;
import static io.gatehouse.storage.testkit.Data.instance;
import static io.gatehouse.storage.testkit.Data.millis;
import static io.gatehouse.storage.testkit.Data.rollup;
import static io.gatehouse.storage.testkit.Data.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.ErrorKind;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.IngestOutcome.Kind;
import io.gatehouse.storage.InstanceQueries.OutcomeRow;
import io.gatehouse.storage.KeyUse;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.TrafficQueries.BreakdownRow;
import io.gatehouse.storage.TrafficQueries.Dimension;
import io.gatehouse.storage.UsageQueries.By;
import io.gatehouse.storage.UsageQueries.Selection;
import io.gatehouse.storage.UsageQueries.UsageRow;
import io.gatehouse.storage.testkit.Data;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits fold what is too much into {@code (other)}; what is counted does not change. */
class DuckDbLimitsTest {

  private static final Scope DAY = scope(START, START + 1440);

  private static final UUID FIRST = new UUID(1, 1);

  @TempDir Path directory;
  private DuckDbStorage storage;

  @BeforeEach
  void open() {
    storage =
        new DuckDbStorage(
            TestStorage.config(directory).withLimits(new DuckDbConfig.Limits(3, 5, 4, 2, 2, 3)),
            TestStorage.CLOCK);
    storage.open();
  }

  @AfterEach
  void close() {
    storage.close();
  }

  private void append(Batch batch) {
    storage.writer().append(List.of(batch), new LogPosition(0, 1));
  }

  private List<String> keys(Dimension dimension) {
    return storage.traffic().breakdown(DAY, dimension, 100).stream()
        .map(BreakdownRow::key)
        .sorted()
        .toList();
  }

  private long truncated(String reason) {
    return storage.instances().outcomes(APP, 0).stream()
        .filter(row -> row.kind() == Kind.TRUNCATED && row.reason().equals(reason))
        .mapToLong(OutcomeRow::count)
        .sum();
  }

  @Test
  void append_tooManyRoutes_keepsMethodAndTotals() {
    List<Rollup> rollups = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      rollups.add(rollup(START, i % 2 == 0 ? "GET" : "POST", "/r" + i, 200, null, 1, 1_000));
    }
    rollups.add(rollup(START, "WEIRD", "/x", 200, null, 1, 1_000));
    rollups.add(rollup(START, "GET", Rollup.UNMATCHED, 404, null, 1, 1_000));
    append(batch(START).rollups(rollups).build());
    append(batch(START, rollup(START, "GET", "/r0", 200, null, 1, 1_000)));

    assertThat(keys(Dimension.ENDPOINT))
        .containsExactly(
            "GET (other)",
            "GET (unmatched)",
            "GET /r0",
            "GET /r2",
            "GET /r4",
            "POST (other)",
            "POST /r1",
            "POST /r3",
            "_OTHER (other)");
    assertThat(storage.traffic().totals(DAY).requests()).isEqualTo(23);
    assertThat(truncated("cap-routes")).isEqualTo(16);
  }

  @Test
  void append_tooManyConsumers_keepsTotalsAlsoAfterReopen() {
    List<Rollup> rollups = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      rollups.add(rollup(START, "GET", "/a", 200, "c" + i, 1, 1_000));
    }
    append(batch(START).rollups(rollups).build());
    close();
    open();
    append(batch(START).rollups(rollups).build());

    assertThat(keys(Dimension.CONSUMER)).containsExactly("(other)", "c0", "c1", "c2", "c3");
    assertThat(storage.traffic().totals(DAY).requests()).isEqualTo(20);
    assertThat(storage.traffic().totals(DAY).consumers()).isEqualTo(5);
    assertThat(truncated("cap-consumers")).isEqualTo(12);
  }

  @Test
  void append_tooManyEnvironments_keepsTotals() {
    for (int i = 0; i < 6; i++) {
      append(
          Batch.builder(APP, "env" + i, millis(START))
              .rollups(List.of(rollup(START, "GET", "/a", 200, null, 1, 1_000)))
              .build());
    }

    assertThat(keys(Dimension.ENVIRONMENT)).containsExactly("(other)", "env0", "env1", "env2");
    assertThat(storage.traffic().totals(DAY).requests()).isEqualTo(6);
    assertThat(truncated("cap-environments")).isEqualTo(3);
  }

  @Test
  void append_tooManyErrorTypes_keepsTotals() {
    List<ErrorRollup> errors = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      errors.add(error(START, "/a", null, i, 2));
    }
    append(batch(START).errors(errors).build());

    assertThat(storage.errors().groups(DAY, ErrorKind.SERVER, 10))
        .extracting(row -> row.type(), row -> row.count())
        .containsExactly(
            tuple("(other)", 8L),
            tuple("java.lang.IllegalStateException", 2L),
            tuple("java.lang.IllegalStateException", 2L));
    assertThat(truncated("cap-errors")).isEqualTo(4);
  }

  @Test
  void append_tooManyInstances_shareOne() {
    for (int i = 1; i <= 5; i++) {
      append(batch(START).instance(Data.instance(new UUID(1, i), false, "1")).build());
    }

    assertThat(storage.instances().list(APP, Set.of(), 0))
        .extracting(row -> row.id(), row -> row.messages())
        .containsExactlyInAnyOrder(
            tuple(new UUID(1, 1), 1L), tuple(new UUID(1, 2), 1L), tuple(new UUID(0, 0), 3L));
    assertThat(truncated("cap-instances")).isEqualTo(3);
  }

  /** K4, K6: what is over the limit is counted under one name, and none is lost. */
  @Test
  void k4_tooManyVersions_keepTotalsAlsoAfterReopen() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 7; i++) {
        append(
            batch(START, keyed(1)).toBuilder().instance(instance(FIRST, false, "v" + i)).build());
      }
      close();
      open();
    }

    Selection day = new Selection(APP, Set.of(), DAY.range(), Set.of(), null);
    assertThat(storage.usage().usage(day, Set.of(By.VERSION), 100))
        .extracting(UsageRow::version, row -> row.sums().requests())
        .containsExactly(tuple("(other)", 8L), tuple("v0", 2L), tuple("v1", 2L), tuple("v2", 2L));
    assertThat(storage.usage().usage(day, Set.of(), 1).get(0).sums().requests()).isEqualTo(14);
    assertThat(truncated("cap-versions")).isEqualTo(8);
  }

  private static Rollup keyed(long requests) {
    return new Rollup(
        START,
        "GET",
        "/a",
        200,
        null,
        requests,
        Histogram.EMPTY,
        0,
        0,
        Histogram.EMPTY,
        0,
        Histogram.EMPTY,
        0,
        0,
        new KeyUse("aaaaaaaaaaaa", ""));
  }

  @Test
  void append_anotherApp_hasItsOwnLimits() {
    append_tooManyConsumers_keepsTotalsAlsoAfterReopen();
    append(
        Batch.builder(APP + 1, "prod", millis(START))
            .rollups(List.of(rollup(START, "GET", "/a", 200, "mine", 1, 1_000)))
            .build());

    Scope other = new Scope(APP + 1, DAY.environments(), DAY.range(), DAY.filter());
    assertThat(storage.traffic().breakdown(other, Dimension.CONSUMER, 9))
        .extracting(BreakdownRow::key)
        .containsExactly("mine");
  }
}
