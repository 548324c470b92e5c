// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.testkit;

import static io.gatehouse.storage.testkit.Data.START;
import static io.gatehouse.storage.testkit.Data.at;
import static io.gatehouse.storage.testkit.Data.millis;
import static io.gatehouse.storage.testkit.Data.scope;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.Buckets;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.Maintenance.RetentionLimits;
import io.gatehouse.storage.Scope;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What {@link io.gatehouse.storage.Maintenance} must do, above all: that tiers, late data and
 * deletion do not change what is answered.
 */
public abstract class MaintenanceContract extends StorageContract {

  private static final List<ZoneId> ZONES =
      List.of(
          ZoneOffset.UTC,
          ZoneId.of("Europe/Berlin"),
          ZoneId.of("America/New_York"),
          ZoneId.of("Asia/Kolkata"),
          ZoneId.of("Australia/Lord_Howe"));
  private static final List<String> FILTERS =
      List.of(
          "",
          "status:5xx",
          "-status:2xx",
          "method:GET path:/v1/*",
          "consumer:consumer-3,consumer-4",
          "-consumer:consumer-1 status:<400",
          "endpoint:\"POST /v0/things/2\" consumer:\"\"");

  private static final int[] BAR_DAYS = {1, 2, 7};

  private final RandomBatches source = new RandomBatches(42);
  private final Oracle oracle = new Oracle();
  private long position = 1;

  private void append(long from, long to, int count) {
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Batch batch = source.next(from, to);
      batches.add(batch);
      oracle.append(batch);
    }
    storage().writer().append(batches, new LogPosition(0, position++));
  }

  /** A range around the change to summer time in Europe and America, so that zones matter. */
  @Test
  void compact_randomDataWithLateComers_answersStayTheSame() {
    append(at(0, 0), at(30, 0), 200);
    verify(1);
    storage().maintenance().compact(millis(at(20, 700)));
    verify(2);
    append(at(0, 0), at(30, 0), 200);
    verify(3);
    storage().maintenance().compact(millis(at(28, 615)));
    append(at(10, 0), at(29, 0), 100);
    reopen();
    verify(4);
    storage().maintenance().compact(millis(at(40, 0)));
    storage().maintenance().compact(millis(at(40, 0)));
    verify(5);
  }

  private void verify(long seed) {
    Random random = new Random(seed);
    for (String filter : FILTERS) {
      ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
      long from = at(0, 0) + random.nextInt(20 * 1440);
      long to = from + 1 + random.nextInt(15 * 1440);
      verify(scope(from, to, filter), zone, random);
    }
    for (ZoneId zone : ZONES) {
      verify(scope(at(-1, 0), at(35, 0)), zone, random);
    }
  }

  private void verify(Scope scope, ZoneId zone, Random random) {
    assertThat(storage().traffic().totals(scope)).as("%s", scope).isEqualTo(oracle.totals(scope));
    assertThat(storage().traffic().durations(scope))
        .as("%s", scope)
        .isEqualTo(oracle.durations(scope));
    for (int minutes :
        List.of(random.nextBoolean() ? 15 : 60, 360, 1440 * BAR_DAYS[random.nextInt(3)])) {
      Buckets buckets = new Buckets(minutes, zone);
      assertThat(storage().traffic().series(scope, buckets))
          .as("%s %s", scope, buckets)
          .isEqualTo(oracle.series(scope, buckets));
      assertThat(storage().traffic().latency(scope, buckets))
          .as("%s %s", scope, buckets)
          .isEqualTo(oracle.latency(scope, buckets));
    }
    assertThat(storage().endpoints().list(scope, 1_000))
        .filteredOn(row -> row.requests() > 0)
        .as("%s", scope)
        .allSatisfy(
            row -> {
              String endpoint = row.method() + " " + row.route();
              assertThat(oracle.endpoints(scope)).containsEntry(endpoint, row.requests());
              assertThat(oracle.consumersByEndpoint(scope))
                  .containsEntry(endpoint, row.consumers());
            })
        .hasSameSizeAs(oracle.endpoints(scope).keySet());
  }

  @Test
  void retain_minutesDeleted_wholeHoursAnswerTheSame() {
    append(at(0, 0), at(30, 0), 200);
    storage().maintenance().compact(millis(at(31, 0)));
    storage().maintenance().retain(new RetentionLimits(5, 90, 365, 30, 7), millis(at(31, 0)));

    assertThat(storage().maintenance().size().minuteRows()).isLessThan(1_000);
    Scope scope = scope(at(2, 0), at(29, 120));
    assertThat(storage().traffic().totals(scope)).isEqualTo(oracle.totals(scope));
    Buckets sixHours = new Buckets(360, ZoneOffset.UTC);
    assertThat(storage().traffic().series(scope, sixHours))
        .isEqualTo(oracle.series(scope, sixHours));

    append(at(1, 0), at(30, 0), 100); // late for minutes that are gone
    assertThat(storage().traffic().totals(scope)).isEqualTo(oracle.totals(scope));
    storage().maintenance().retain(new RetentionLimits(1, 3, 365, 30, 7), millis(at(31, 0)));
    Scope days = scope(at(2, 0), at(29, 0));
    assertThat(storage().traffic().totals(days)).isEqualTo(oracle.totals(days));
  }

  @Test
  void retain_beforeCompaction_deletesNothing() {
    append(at(0, 0), at(10, 0), 50);
    storage().maintenance().retain(new RetentionLimits(1, 2, 365, 30, 7), millis(at(30, 0)));

    Scope scope = scope(at(0, 0), at(10, 0));
    assertThat(storage().traffic().totals(scope)).isEqualTo(oracle.totals(scope));
  }

  @Test
  void retain_olderThanTheLastTier_isGone() {
    append(at(0, 0), at(10, 0), 50);
    storage().maintenance().compact(millis(at(400, 0)));
    storage().maintenance().retain(new RetentionLimits(1, 2, 100, 30, 7), millis(at(400, 0)));

    assertThat(storage().traffic().totals(scope(at(0, 0), at(10, 0))).requests()).isZero();
  }

  @Test
  void forgetApp_removesItAndNothingElse() {
    append(at(0, 0), at(3, 0), 50);
    storage().maintenance().compact(millis(at(10, 0)));
    Scope kept = scope(at(0, 0), at(3, 0));
    Scope forgotten = new Scope(Data.APP + 1, kept.environments(), kept.range(), kept.filter());

    storage().maintenance().forgetApp(Data.APP + 1);

    assertThat(storage().traffic().totals(forgotten).requests()).isZero();
    assertThat(storage().endpoints().list(forgotten, 1)).isEmpty();
    assertThat(storage().traffic().extent(Data.APP + 1)).isNull();
    assertThat(storage().traffic().totals(kept)).isEqualTo(oracle.totals(kept));
  }

  @Test
  void checkpoint_keepsPositionAndData() {
    append(START, START + 60, 20);
    assertThat(storage().maintenance().checkpoint(Long.MAX_VALUE)).isTrue();
    reopen();

    Scope scope = scope(START, START + 60);
    assertThat(storage().traffic().totals(scope)).isEqualTo(oracle.totals(scope));
    assertThat(storage().writer().position()).isEqualTo(new LogPosition(0, 1));
  }

  @Test
  void checkpoint_noSpace_isNotMade() {
    append(START, START + 60, 20);

    assertThat(storage().maintenance().checkpoint(0)).isFalse();
  }
}
