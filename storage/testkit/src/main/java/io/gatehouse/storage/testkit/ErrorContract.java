// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.testkit;

import static io.gatehouse.storage.testkit.Data.APP;
import static io.gatehouse.storage.testkit.Data.START;
import static io.gatehouse.storage.testkit.Data.at;
import static io.gatehouse.storage.testkit.Data.batch;
import static io.gatehouse.storage.testkit.Data.error;
import static io.gatehouse.storage.testkit.Data.millis;
import static io.gatehouse.storage.testkit.Data.rollup;
import static io.gatehouse.storage.testkit.Data.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.Buckets;
import io.gatehouse.storage.ErrorKind;
import io.gatehouse.storage.ErrorQueries.ErrorBar;
import io.gatehouse.storage.ErrorQueries.ErrorConsumer;
import io.gatehouse.storage.ErrorQueries.ErrorGroupRow;
import io.gatehouse.storage.ErrorQueries.StatusRow;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.Scope;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link io.gatehouse.storage.ErrorQueries} must answer. */
public abstract class ErrorContract extends StorageContract {

  private static final Scope DAY = scope(START, START + 1440);

  private void append(Batch batch) {
    storage().writer().append(List.of(batch), new LogPosition(0, 1));
  }

  private void append(ErrorRollup... errors) {
    append(batch(START).errors(List.of(errors)).build());
  }

  private List<ErrorGroupRow> groups(Scope scope) {
    return storage().errors().groups(scope, ErrorKind.SERVER, 100);
  }

  @Test
  void groups_sumCountsAndConsumers() {
    append(
        error(START, "/a", "x", 1, 2),
        error(START + 5, "/a", "y", 1, 3),
        error(START + 5, "/a", null, 1, 1),
        error(START, "/a", "x", 2, 1),
        error(START, "/b", "x", 1, 9),
        error(at(3, 0), "/a", "z", 1, 100));

    assertThat(groups(DAY))
        .extracting(ErrorGroupRow::route, ErrorGroupRow::count, ErrorGroupRow::consumers)
        .containsExactly(tuple("/b", 9L, 1L), tuple("/a", 6L, 2L), tuple("/a", 1L, 1L));
    assertThat(groups(DAY).get(1).firstSeenEpochMinute()).isEqualTo(START);
    assertThat(groups(DAY).get(1).lastSeenEpochMinute()).isEqualTo(at(3, 0));
    assertThat(storage().errors().groups(DAY, ErrorKind.SERVER, 1)).hasSize(1);
    assertThat(storage().errors().groups(DAY, ErrorKind.VALIDATION, 9)).isEmpty();
  }

  @Test
  void groups_sample_isOfTheLatestMinute() {
    append(error(START + 5, "/a", null, 1, 1));
    append(error(START, "/a", null, 1, 1));
    assertThat(groups(DAY).get(0).sampleStacktrace()).isEqualTo("at " + (START + 5));

    append(error(START + 9, "/a", null, 1, 1));
    reopen();

    assertThat(groups(DAY).get(0).sampleStacktrace()).isEqualTo("at " + (START + 9));
    assertThat(groups(DAY).get(0).message()).isEqualTo("failed " + (START + 9));
    assertThat(groups(DAY).get(0).firstSeenEpochMinute()).isEqualTo(START);
  }

  @Test
  void groups_validation_hasItsField() {
    append(
        new ErrorRollup(
            START,
            ErrorKind.VALIDATION,
            "POST",
            "/a",
            "x",
            5,
            "missing",
            "is required",
            null,
            "body.email",
            4));

    assertThat(storage().errors().groups(DAY, ErrorKind.VALIDATION, 9))
        .extracting(ErrorGroupRow::field, ErrorGroupRow::type, ErrorGroupRow::method)
        .containsExactly(tuple("body.email", "missing", "POST"));
  }

  @Test
  void groups_filter_appliesToEndpointAndConsumer() {
    append(error(START, "/a", "x", 1, 2), error(START, "/b", "y", 2, 3));

    assertThat(groups(scope(START, START + 9, "path:/a"))).hasSize(1);
    assertThat(groups(scope(START, START + 9, "consumer:y"))).hasSize(1);
    assertThat(groups(scope(START, START + 9, "path:/a consumer:y"))).isEmpty();
    assertThat(groups(new Scope(APP, Set.of("other"), DAY.range(), DAY.filter()))).isEmpty();
  }

  @Test
  void find_outsideOfTheRange_hasCountZero() {
    append(error(at(-4, 0), "/a", "x", 1, 2));
    int id = groups(scope(at(-5, 0), at(1, 0))).get(0).id();

    assertThat(storage().errors().find(DAY, id))
        .hasValueSatisfying(row -> assertThat(row.count()).isZero());
    Scope foreign = new Scope(APP + 1, Set.of(), DAY.range(), DAY.filter());
    assertThat(storage().errors().find(foreign, id)).isEmpty();
    assertThat(storage().errors().find(DAY, 987_654)).isEmpty();
  }

  @Test
  void series_ofOneGroup() {
    append(
        error(START, "/a", "x", 1, 2),
        error(START + 61, "/a", null, 1, 3),
        error(START, "/b", "y", 2, 4));
    int id = groups(scope(START, START + 1440, "path:/a")).get(0).id();

    assertThat(storage().errors().series(DAY, id, new Buckets(60, ZoneOffset.UTC)))
        .containsExactly(new ErrorBar(START, 2), new ErrorBar(START + 60, 3));
    assertThat(storage().errors().consumers(DAY, id, 10))
        .containsExactly(new ErrorConsumer("x", null, 2));
  }

  @Test
  void statuses_rangeOfStatus_hasSeenTimesInAnyTier() {
    append(
        batch(
            START,
            rollup(START + 3, "GET", "/a", 404, "x", 2, 1_000),
            rollup(START + 77, "GET", "/a", 404, "y", 3, 1_000),
            rollup(START + 5, "GET", "/a", 422, null, 1, 1_000),
            rollup(START + 5, "GET", "/a", 200, "z", 9, 1_000),
            rollup(START + 5, "GET", "/a", 500, "z", 9, 1_000)));

    verifyStatuses();
    storage().maintenance().compact(millis(at(5, 0)));
    verifyStatuses();
  }

  private void verifyStatuses() {
    assertThat(storage().errors().statuses(DAY, 400, 499, 10))
        .extracting(
            StatusRow::status,
            StatusRow::count,
            StatusRow::consumers,
            StatusRow::firstSeenEpochMinute,
            StatusRow::lastSeenEpochMinute)
        .containsExactly(
            tuple(404, 5L, 2L, START + 3, START + 77), tuple(422, 1L, 0L, START + 5, START + 5));
    assertThat(storage().errors().statuses(DAY, 400, 599, 1)).hasSize(1);
    assertThat(storage().errors().statuses(scope(START, START + 9, "consumer:x"), 400, 599, 9))
        .extracting(StatusRow::count)
        .containsExactly(2L);
  }
}
