// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.testkit;

import static io.gatehouse.storage.testkit.Data.APP;
import static io.gatehouse.storage.testkit.Data.START;
import static io.gatehouse.storage.testkit.Data.at;
import static io.gatehouse.storage.testkit.Data.batch;
import static io.gatehouse.storage.testkit.Data.millis;
import static io.gatehouse.storage.testkit.Data.rollup;
import static io.gatehouse.storage.testkit.Data.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.gatehouse.storage.ConsumerQueries.ConsumerRow;
import io.gatehouse.storage.ConsumerQueries.Flag;
import io.gatehouse.storage.ConsumerQueries.GroupRow;
import io.gatehouse.storage.ConsumerQueries.Page;
import io.gatehouse.storage.ConsumerQueries.Sort;
import io.gatehouse.storage.ConsumerReport;
import io.gatehouse.storage.InvalidCursorException;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.Scope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@link io.gatehouse.storage.ConsumerQueries} must answer. */
public abstract class ConsumerContract extends StorageContract {

  private static final Scope DAY = scope(START, START + 1440);

  private void append(Rollup... rollups) {
    storage().writer().append(List.of(batch(START, rollups)), new LogPosition(0, 1));
  }

  private List<String> identifiers(Scope scope, String search, Flag flag) {
    return storage()
        .consumers()
        .list(scope, search, flag, Sort.REQUESTS, true, null, 100)
        .items()
        .stream()
        .map(ConsumerRow::identifier)
        .toList();
  }

  @Test
  void list_figures_areOfTheRange() {
    append(
        rollup(START, "GET", "/a", 200, "acme", 10, 1_000),
        rollup(START, "GET", "/b", 404, "acme", 2, 1_000),
        rollup(START, "GET", "/b", 500, "acme", 1, 90_000),
        rollup(at(2, 0), "GET", "/c", 200, "acme", 50, 1_000),
        rollup(START, "GET", "/a", 200, null, 7, 1_000));

    Page page = storage().consumers().list(DAY, "", Flag.ALL, Sort.REQUESTS, true, null, 10);

    assertThat(page.total()).isEqualTo(1);
    assertThat(page.next()).isNull();
    assertThat(page.items())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.identifier()).isEqualTo("acme");
              assertThat(row.requests()).isEqualTo(13);
              assertThat(row.clientErrors()).isEqualTo(2);
              assertThat(row.serverErrors()).isEqualTo(1);
              assertThat(row.p95Micros()).isCloseTo(90_000, within(1_000.0));
              assertThat(row.bytes()).isEqualTo(13 * 110);
              assertThat(row.endpoints()).isEqualTo(2);
              assertThat(row.firstSeenEpochMinute()).isEqualTo(START);
              assertThat(row.lastSeenEpochMinute()).isEqualTo(at(2, 0));
            });
  }

  @Test
  void list_flags_select() {
    append(
        rollup(at(-3, 0), "GET", "/a", 200, "silent", 1, 1_000),
        rollup(at(-3, 0), "GET", "/a", 200, "old", 1, 1_000),
        rollup(START, "GET", "/a", 200, "old", 9, 1_000),
        rollup(START, "GET", "/a", 200, "new", 5, 1_000),
        rollup(START, "GET", "/a", 500, "old", 1, 1_000),
        rollup(at(4, 0), "GET", "/a", 200, "later", 1, 1_000));

    assertThat(identifiers(DAY, "", Flag.ALL)).containsExactly("old", "new");
    assertThat(identifiers(DAY, "", Flag.NEW)).containsExactly("new");
    assertThat(identifiers(DAY, "", Flag.SILENT)).containsExactly("silent");
    assertThat(identifiers(DAY, "", Flag.ERRORING)).containsExactly("old");
  }

  @Test
  void list_search_looksIntoIdentifierAndName() {
    append(
        rollup(START, "GET", "/a", 200, "a_1", 3, 1_000),
        rollup(START, "GET", "/a", 200, "ab1", 2, 1_000),
        rollup(START, "GET", "/a", 200, "other", 1, 1_000));
    storage()
        .writer()
        .describeConsumers(APP, List.of(new ConsumerReport("other", "Big A_1 Corp", null)));

    assertThat(identifiers(DAY, "A_1", Flag.ALL)).containsExactly("a_1", "other");
    assertThat(identifiers(DAY, "*", Flag.ALL)).hasSize(3);
    assertThat(identifiers(DAY, "%", Flag.ALL)).isEmpty();
  }

  @Test
  void list_filter_narrowsConsumersAndFigures() {
    append(
        rollup(START, "GET", "/a", 200, "x", 3, 1_000),
        rollup(START, "GET", "/b", 200, "x", 2, 1_000),
        rollup(START, "GET", "/b", 200, "y", 1, 1_000));

    Scope scope = scope(START, START + 1440, "path:/b -consumer:y");
    assertThat(
            storage().consumers().list(scope, "", Flag.ALL, Sort.REQUESTS, true, null, 10).items())
        .extracting(ConsumerRow::identifier, ConsumerRow::requests)
        .containsExactly(tuple("x", 2L));
  }

  @ParameterizedTest
  @EnumSource
  void list_everySortBothWays_pagesCoverAllOnce(Sort sort) {
    List<Rollup> rollups = new ArrayList<>();
    for (int i = 0; i < 23; i++) {
      String consumer = "c" + i;
      rollups.add(rollup(START + i % 5, "GET", "/" + i % 3, 200, consumer, 1 + i % 4, 900 * i));
      rollups.add(rollup(START + 9, "GET", "/x", i % 2 == 0 ? 404 : 200, consumer, 1, 5));
    }
    append(rollups.toArray(new Rollup[0]));
    for (boolean descending : new boolean[] {true, false}) {
      List<ConsumerRow> all = pages(sort, descending, 5);

      assertThat(all).extracting(ConsumerRow::identifier).doesNotHaveDuplicates().hasSize(23);
      assertThat(all).isEqualTo(pages(sort, descending, 100));
    }
    assertThat(pages(Sort.REQUESTS, true, 5).get(0).requests()).isEqualTo(5);
  }

  private List<ConsumerRow> pages(Sort sort, boolean descending, int size) {
    List<ConsumerRow> all = new ArrayList<>();
    String cursor = null;
    do {
      Page page = storage().consumers().list(DAY, "", Flag.ALL, sort, descending, cursor, size);
      assertThat(page.total()).isEqualTo(23);
      assertThat(page.items()).hasSizeLessThanOrEqualTo(size);
      all.addAll(page.items());
      cursor = page.next();
    } while (cursor != null);
    return all;
  }

  @Test
  void list_foreignCursor_isRefused() {
    for (String cursor : List.of("", "no; cursor", "AAAA", "NQo")) {
      assertThatExceptionOfType(InvalidCursorException.class)
          .as(cursor)
          .isThrownBy(
              () -> storage().consumers().list(DAY, "", Flag.ALL, Sort.REQUESTS, true, cursor, 10));
    }
  }

  @Test
  void find_outsideOfTheRange_hasZeroRequests() {
    append(rollup(at(-9, 0), "GET", "/a", 200, "x", 1, 1_000));

    assertThat(storage().consumers().find(DAY, "x"))
        .hasValueSatisfying(
            row -> {
              assertThat(row.requests()).isZero();
              assertThat(row.p95Micros()).isNaN();
              assertThat(row.firstSeenEpochMinute()).isEqualTo(at(-9, 0));
            });
    assertThat(storage().consumers().find(DAY, "y")).isEmpty();
  }

  @Test
  void seenTimes_afterCompactionAndLateData_areExact() {
    append(rollup(at(0, 65), "GET", "/a", 200, "x", 1, 1_000));
    storage().maintenance().compact(millis(at(9, 0)));
    append(rollup(at(0, 30), "GET", "/a", 200, "x", 1, 1_000));
    append(rollup(at(1, 13), "GET", "/a", 200, "x", 1, 1_000));

    assertThat(storage().consumers().find(DAY, "x"))
        .hasValueSatisfying(
            row -> {
              assertThat(row.firstSeenEpochMinute()).isEqualTo(at(0, 30));
              assertThat(row.lastSeenEpochMinute()).isEqualTo(at(1, 13));
            });
  }

  @Test
  void groups_sumTheirMembers() {
    append(
        rollup(START, "GET", "/a", 200, "x", 3, 1_000),
        rollup(START, "GET", "/a", 500, "y", 2, 1_000),
        rollup(START, "GET", "/a", 200, "z", 9, 1_000),
        rollup(at(-5, 0), "GET", "/a", 200, "idle", 9, 1_000));
    storage()
        .writer()
        .describeConsumers(
            APP,
            List.of(
                new ConsumerReport("x", null, "gold"),
                new ConsumerReport("y", null, "gold"),
                new ConsumerReport("idle", null, "gold")));

    assertThat(storage().consumers().groups(DAY))
        .extracting(
            GroupRow::name,
            GroupRow::members,
            GroupRow::active,
            GroupRow::requests,
            GroupRow::serverErrors,
            GroupRow::bytes)
        .containsExactly(tuple("gold", 3L, 2L, 5L, 2L, 550L));
  }
}
