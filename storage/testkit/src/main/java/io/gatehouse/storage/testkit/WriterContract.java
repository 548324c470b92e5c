// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.testkit;

import static io.gatehouse.storage.testkit.Data.APP;
import static io.gatehouse.storage.testkit.Data.START;
import static io.gatehouse.storage.testkit.Data.batch;
import static io.gatehouse.storage.testkit.Data.message;
import static io.gatehouse.storage.testkit.Data.rollup;
import static io.gatehouse.storage.testkit.Data.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.BatchNumber;
import io.gatehouse.storage.ConsumerQueries.Flag;
import io.gatehouse.storage.ConsumerQueries.Sort;
import io.gatehouse.storage.ConsumerReport;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.Maintenance.RetentionLimits;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.StorageException;
import io.gatehouse.storage.TelemetryWriter.Applied;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a {@link io.gatehouse.storage.TelemetryWriter} must do. */
public abstract class WriterContract extends StorageContract {

  private static final LogPosition END = new LogPosition(0, 100);
  private static final Scope DAY = scope(START, START + 1440);

  private Applied append(Batch... batches) {
    return storage().writer().append(List.of(batches), END);
  }

  private long requests() {
    return storage().traffic().totals(DAY).requests();
  }

  @Test
  void position_newStore_isStart() {
    assertThat(storage().writer().position()).isEqualTo(LogPosition.START);
  }

  @Test
  void position_afterAppendAndReopen_isTheEnd() {
    append(batch(START, rollup(START, "GET", "/a", 200, null, 1, 1_000)));

    assertThat(storage().writer().position()).isEqualTo(END);
    reopen();
    assertThat(storage().writer().position()).isEqualTo(END);
  }

  @Test
  void append_nothing_movesThePosition() {
    assertThat(append()).isEqualTo(new Applied(0, 0, 0));
    assertThat(storage().writer().position()).isEqualTo(END);
  }

  @Test
  void append_sameMessageTwiceInOneCall_countsOnce() {
    Batch once =
        batch(START)
            .messageId(message(1))
            .rollups(List.of(rollup(START, "GET", "/a", 200, null, 3, 1_000)))
            .build();

    Applied applied = append(once, once);

    assertThat(applied.batches()).isEqualTo(1);
    assertThat(applied.duplicates()).isEqualTo(1);
    assertThat(requests()).isEqualTo(3);
  }

  @Test
  void append_sameMessageAfterReopen_countsOnce() {
    Batch once =
        batch(START)
            .messageId(message(1))
            .rollups(List.of(rollup(START, "GET", "/a", 200, null, 3, 1_000)))
            .build();
    append(once);
    reopen();

    assertThat(append(once).duplicates()).isEqualTo(1);
    assertThat(requests()).isEqualTo(3);
  }

  @Test
  void append_sameMessageOfAnotherApp_countsForBoth() {
    for (int app = APP; app <= APP + 1; app++) {
      append(
          Batch.builder(app, Data.PROD, Data.millis(START))
              .messageId(message(1))
              .rollups(List.of(rollup(START, "GET", "/a", 200, null, 3, 1_000)))
              .build());
    }

    Scope other = new Scope(APP + 1, DAY.environments(), DAY.range(), DAY.filter());
    assertThat(requests()).isEqualTo(3);
    assertThat(storage().traffic().totals(other).requests()).isEqualTo(3);
  }

  private static Batch numbered(UUID instance, long epoch, long sequence) {
    return batch(START)
        .number(new BatchNumber(instance, epoch, sequence, sequence))
        .rollups(List.of(rollup(START, "GET", "/a", 200, null, 1, 1_000)))
        .build();
  }

  @Test
  void append_numberedBatches_inAnyOrderWithRepeatsAndReopens_countOnceEach() {
    Random random = new Random(3);
    List<Batch> all = new ArrayList<>();
    for (long epoch = 1; epoch <= 3; epoch++) {
      for (long sequence = 1; sequence <= 40; sequence++) {
        all.add(numbered(new UUID(0, random.nextInt(2)), epoch, sequence));
        all.add(all.get(random.nextInt(all.size())));
      }
    }
    Collections.shuffle(all, random);
    long distinct = all.stream().map(Batch::number).distinct().count();
    for (int from = 0; from < all.size(); from += 60) {
      append(all.subList(from, Math.min(from + 60, all.size())).toArray(new Batch[0]));
      reopen();
    }

    assertThat(requests()).isEqualTo(distinct);
    assertThat(append(all.toArray(new Batch[0])).batches()).isZero();
    assertThat(requests()).isEqualTo(distinct);
  }

  @Test
  void append_numberedBatch_aYearLater_isStillKnown() {
    UUID instance = new UUID(0, 9);
    append(numbered(instance, 1, 1), numbered(instance, 1, 3));
    long later = START + 365 * 1440L;
    storage().maintenance().retain(RetentionLimits.DEFAULT, Data.millis(later));

    Batch late =
        batch(later)
            .number(new BatchNumber(instance, 1, 3, 3))
            .rollups(List.of(rollup(later, "GET", "/a", 200, null, 1, 1_000)))
            .build();
    assertThat(append(late).duplicates()).isEqualTo(1);
    assertThat(append(numbered(instance, 1, 2)).batches()).isEqualTo(1);
  }

  @Test
  void append_withoutMessageId_countsEachTime() {
    Batch batch = batch(START, rollup(START, "GET", "/a", 200, null, 3, 1_000));
    append(batch);
    append(batch);

    assertThat(requests()).isEqualTo(6);
  }

  @Test
  void append_resentOneToFiveTimesWithReopens_countsEachMessageOnce() {
    Random random = new Random(5);
    RandomBatches source = new RandomBatches(11);
    Oracle oracle = new Oracle();
    List<Batch> sent = new ArrayList<>();
    for (int round = 0; round < 6; round++) {
      List<Batch> call = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        Batch fresh = source.next(START, START + 1440);
        sent.add(fresh);
        oracle.append(fresh);
        call.add(fresh);
        for (int copies = random.nextInt(5); copies > 0; copies--) {
          call.add(sent.get(random.nextInt(sent.size())));
        }
      }
      append(call.toArray(new Batch[0]));
      reopen();
    }

    for (int app = APP; app <= APP + 1; app++) {
      Scope scope = new Scope(app, DAY.environments(), DAY.range(), DAY.filter());
      assertThat(storage().traffic().totals(scope)).isEqualTo(oracle.totals(scope));
      assertThat(storage().traffic().durations(scope)).isEqualTo(oracle.durations(scope));
    }
  }

  @Test
  void append_poisonAlone_isRefusedAndNothingIsStored() {
    Batch good = batch(START, rollup(START, "GET", "/a", 200, null, 3, 1_000));
    append(good);

    StorageException failure =
        catchThrowableOfType(
            StorageException.class,
            () -> storage().writer().append(List.of(poison()), new LogPosition(0, 200)));

    assertThat(failure.kind()).isEqualTo(StorageException.Kind.POISON);
    assertThat(storage().writer().position()).isEqualTo(END);
    assertThat(requests()).isEqualTo(3);
  }

  @Test
  void append_poisonAmongOthers_storesNoneOfTheCall() {
    Batch good = batch(START, rollup(START, "GET", "/a", 200, null, 3, 1_000));

    StorageException failure =
        catchThrowableOfType(StorageException.class, () -> append(good, poison(), good));

    assertThat(failure.kind()).isEqualTo(StorageException.Kind.POISON);
    assertThat(storage().writer().position()).isEqualTo(LogPosition.START);
    assertThat(requests()).isZero();
    append(good);
    assertThat(requests()).isEqualTo(3);
  }

  private static Batch poison() {
    Histogram durations = Histogram.ofValue(1);
    Rollup before1970 =
        new Rollup(-5, "GET", "/a", 200, null, 1, durations, 1, 0, durations, 0, Histogram.EMPTY);
    return batch(START).messageId(message(77)).rollups(List.of(before1970)).build();
  }

  @Test
  void append_requestsWithoutDuration_countInTotalsAndNotInPercentiles() {
    append(
        batch(
            START,
            new Rollup(
                START,
                "GET",
                "/a",
                200,
                null,
                10,
                Histogram.ofValue(1_000),
                1_000,
                0,
                Histogram.EMPTY,
                0,
                Histogram.EMPTY)));

    assertThat(requests()).isEqualTo(10);
    assertThat(storage().traffic().durations(DAY).total()).isEqualTo(1);
  }

  @Test
  void append_unusualText_isKept() {
    String route = "/ü/\u0000/'; DROP TABLE x; --/\uD83D\uDE00/\"";
    append(batch(START, rollup(START, "GET", route, 200, "o'neill, \"x\"", 1, 1_000)));

    assertThat(storage().endpoints().list(DAY, 1))
        .singleElement()
        .satisfies(row -> assertThat(row.route()).isEqualTo(route));
    assertThat(storage().consumers().find(DAY, "o'neill, \"x\"")).isPresent();
  }

  @Test
  void describeConsumers_nullNameOrGroup_removesIt() {
    append(
        batch(START)
            .consumers(List.of(new ConsumerReport("acme", "Acme", "gold")))
            .rollups(List.of(rollup(START, "GET", "/a", 200, "acme", 1, 1_000)))
            .build());

    storage().writer().describeConsumers(APP, List.of(new ConsumerReport("acme", "New", null)));

    assertThat(storage().consumers().find(DAY, "acme").orElseThrow())
        .satisfies(
            row -> {
              assertThat(row.name()).isEqualTo("New");
              assertThat(row.group()).isNull();
            });
  }

  @Test
  void describeConsumers_beforeFirstRequest_isRemembered() {
    storage().writer().describeConsumers(APP, List.of(new ConsumerReport("acme", "Acme", "x")));
    reopen();
    append(batch(START, rollup(START, "GET", "/a", 200, "acme", 1, 1_000)));

    assertThat(storage().consumers().list(DAY, "", Flag.ALL, Sort.REQUESTS, true, null, 10).items())
        .singleElement()
        .satisfies(row -> assertThat(row.name()).isEqualTo("Acme"));
  }

  @Test
  void append_consumerReportWithNull_leavesItUnchanged() {
    append(
        batch(START)
            .consumers(List.of(new ConsumerReport("acme", "Acme", "gold")))
            .rollups(List.of(rollup(START, "GET", "/a", 200, "acme", 1, 1_000)))
            .build());
    append(batch(START).consumers(List.of(new ConsumerReport("acme", null, "blue"))).build());
    reopen();

    assertThat(storage().consumers().find(DAY, "acme").orElseThrow())
        .satisfies(
            row -> {
              assertThat(row.name()).isEqualTo("Acme");
              assertThat(row.group()).isEqualTo("blue");
            });
  }
}
