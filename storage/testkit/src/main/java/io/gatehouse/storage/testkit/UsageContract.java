// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.testkit;

import static io.gatehouse.storage.testkit.Data.APP;
import static io.gatehouse.storage.testkit.Data.START;
import static io.gatehouse.storage.testkit.Data.at;
import static io.gatehouse.storage.testkit.Data.batch;
import static io.gatehouse.storage.testkit.Data.instance;
import static io.gatehouse.storage.testkit.Data.millis;
import static io.gatehouse.storage.testkit.Data.scope;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.BatchNumber;
import io.gatehouse.storage.Buckets;
import io.gatehouse.storage.FileFormat;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.InstanceReport;
import io.gatehouse.storage.KeyFacts;
import io.gatehouse.storage.KeyUse;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.Maintenance.RetentionLimits;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.StoredFile;
import io.gatehouse.storage.TimeRange;
import io.gatehouse.storage.UsageQueries.By;
import io.gatehouse.storage.UsageQueries.LastUse;
import io.gatehouse.storage.UsageQueries.Per;
import io.gatehouse.storage.UsageQueries.RouteUse;
import io.gatehouse.storage.UsageQueries.Selection;
import io.gatehouse.storage.UsageQueries.Sums;
import io.gatehouse.storage.UsageQueries.UsageBar;
import io.gatehouse.storage.UsageQueries.UsageRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@link io.gatehouse.storage.UsageQueries} must answer. */
public abstract class UsageContract extends StorageContract {

  private static final String KEY = "aaaaaaaaaaaa";
  private static final String OTHER_KEY = "bbbbbbbbbbbb";

  private long position;

  private void append(Batch... batches) {
    storage().writer().append(List.of(batches), new LogPosition(0, ++position));
  }

  private static Rollup calls(
      long minute, String route, int status, @Nullable String consumer, KeyUse key, long requests) {
    return calls(minute, route, status, consumer, key, requests, 0);
  }

  private static Rollup calls(
      long minute,
      String route,
      int status,
      @Nullable String consumer,
      @Nullable KeyUse key,
      long requests,
      long failed) {
    return new Rollup(
        minute,
        "GET",
        route,
        status,
        consumer,
        requests,
        Histogram.EMPTY,
        1_000 * requests,
        10 * requests,
        Histogram.EMPTY,
        100 * requests,
        Histogram.EMPTY,
        failed,
        0,
        key);
  }

  private static KeyUse used(String key) {
    return new KeyUse(key, "");
  }

  private static Selection all(long from, long to) {
    return new Selection(APP, Set.of(), new TimeRange(from, to), Set.of(), null);
  }

  private Sums sums(Selection selection) {
    List<UsageRow> rows = storage().usage().usage(selection, Set.of(), 10);
    assertThat(rows).hasSize(1);
    return rows.get(0).sums();
  }

  /** K4, K5: what came of calls is part of the count, and only good ones are billed. */
  @Test
  void k5_outcomes_areToldApart() {
    append(
        batch(
            START,
            calls(START, "/orders/{id}", 200, "acme", used(KEY), 50),
            calls(START, "/orders/{id}", 304, "acme", used(KEY), 5),
            calls(START, "/orders/{id}", 404, "acme", used(KEY), 7),
            calls(START, "/orders/{id}", 500, "acme", used(KEY), 3),
            calls(START, "/orders/{id}", 200, "acme", used(KEY), 10, 4),
            calls(START, "/orders/{id}", 401, "acme", new KeyUse(KEY, "revoked"), 11),
            calls(START, "/orders/{id}", 429, "acme", new KeyUse(KEY, "rate-limited"), 13),
            calls(START, "/orders/{id}", 401, null, new KeyUse("", "unknown"), 17),
            calls(START, "/health", 200, "acme", null, 1_000, 0)));

    assertThat(sums(all(START, START + 1)))
        .isEqualTo(new Sums(116, 68, 7, 28, 13, 61, 116_000, 1_160, 11_600));
    assertThat(storage().usage().usage(all(START, START + 1), Set.of(By.KEY, By.REFUSAL), 10))
        .extracting(UsageRow::key, UsageRow::refusal, row -> row.sums().billable())
        .containsExactly(
            tuple(KEY, "", 61L),
            tuple("", "unknown", 0L),
            tuple(KEY, "rate-limited", 0L),
            tuple(KEY, "revoked", 0L));
    assertThat(storage().traffic().totals(scope(START, START + 1)).requests()).isEqualTo(1_116);
  }

  @Test
  void usage_byEachDimension_namesIt() {
    append(
        batch(
            START,
            calls(START, "/orders/{id}", 200, "acme", used(KEY), 3),
            calls(START, "/items", 200, "acme", used(KEY), 2),
            calls(START, "/items", 200, "zen", used(OTHER_KEY), 1)));

    assertThat(
            storage()
                .usage()
                .usage(all(START, START + 1), Set.of(By.ENDPOINT, By.CONSUMER, By.KEY), 10))
        .extracting(
            UsageRow::key,
            UsageRow::consumer,
            UsageRow::method,
            UsageRow::route,
            UsageRow::refusal,
            row -> row.sums().requests())
        .containsExactly(
            tuple(KEY, "acme", "GET", "/orders/{id}", null, 3L),
            tuple(KEY, "acme", "GET", "/items", null, 2L),
            tuple(OTHER_KEY, "zen", "GET", "/items", null, 1L));
    Selection ofZen =
        new Selection(APP, Set.of("prod"), new TimeRange(START, START + 1), Set.of(), "zen");
    assertThat(sums(ofZen).requests()).isEqualTo(1);
    Selection ofKey =
        new Selection(APP, Set.of(), new TimeRange(START, START + 1), Set.of(KEY), null);
    assertThat(sums(ofKey).requests()).isEqualTo(5);
    Selection elsewhere =
        new Selection(APP, Set.of("test"), new TimeRange(START, START + 1), Set.of(), null);
    assertThat(sums(elsewhere).requests()).isZero();
  }

  /** Calls that a process of some version reported. */
  private static Batch ofVersion(long process, @Nullable String version, Rollup... rollups) {
    UUID id = new UUID(4, process);
    return batch(START, rollups).toBuilder()
        .instance(
            version == null
                ? new InstanceReport(id, false, null, Map.of(), null, null, null, true)
                : instance(id, false, version))
        .build();
  }

  private Map<String, Long> byVersion(Selection selection) {
    Map<String, Long> requests = new TreeMap<>();
    for (UsageRow row : storage().usage().usage(selection, Set.of(By.VERSION), 100)) {
      requests.put(requireNonNull(row.version()), row.sums().requests());
    }
    return requests;
  }

  /** K4: the version of the app that answered is part of the count, also in days that are over. */
  @Test
  void k4_versions_areToldApart() {
    append(
        ofVersion(1, "1.0", calls(START, "/orders/{id}", 200, "acme", used(KEY), 1)),
        ofVersion(2, "2.0", calls(START, "/orders/{id}", 200, "acme", used(KEY), 2)),
        ofVersion(2, "2.0", calls(START, "/items", 500, "zen", used(OTHER_KEY), 4)),
        ofVersion(3, null, calls(START, "/orders/{id}", 200, "acme", used(KEY), 8)),
        batch(START, calls(START, "/orders/{id}", 200, "acme", used(KEY), 16)));
    Selection day = all(START, at(1, 0));

    for (int today : List.of(0, 5)) {
      storage().maintenance().compact(millis(at(today, 0)));
      assertThat(byVersion(day)).isEqualTo(Map.of("1.0", 1L, "2.0", 6L, "", 24L));
      assertThat(sums(day).requests()).isEqualTo(31);
      assertThat(storage().usage().usage(day, EnumSet.of(By.KEY, By.VERSION), 10))
          .extracting(UsageRow::key, UsageRow::version, row -> row.sums().requests())
          .containsExactly(
              tuple(KEY, "", 24L),
              tuple(OTHER_KEY, "2.0", 4L),
              tuple(KEY, "2.0", 2L),
              tuple(KEY, "1.0", 1L));
      assertThat(storage().usage().usage(day, EnumSet.of(By.KEY), 10))
          .extracting(UsageRow::key, UsageRow::version, row -> row.sums().requests())
          .containsExactly(tuple(KEY, null, 27L), tuple(OTHER_KEY, null, 4L));
    }
  }

  /** K4: a process that says its version once is of that version until it says another. */
  @Test
  void k4_versionToldBefore_isThatOfTheProcess() {
    append(
        ofVersion(1, "1.0"), ofVersion(1, null, calls(START, "/items", 200, "acme", used(KEY), 1)));
    reopen();
    append(
        ofVersion(1, null, calls(START, "/items", 200, "acme", used(KEY), 2)),
        ofVersion(1, "2.0"),
        ofVersion(1, null, calls(START, "/items", 200, "acme", used(KEY), 4)),
        ofVersion(2, null, calls(START, "/items", 200, "acme", used(KEY), 8)),
        // Sealed before the restart, delivered after it.
        ofVersion(1, "1.0", calls(START, "/items", 200, "acme", used(KEY), 16)));

    assertThat(byVersion(all(START, START + 1))).isEqualTo(Map.of("1.0", 19L, "2.0", 4L, "", 8L));
  }

  /** K4: whatever their paths were, calls of a route are one row, or one of each version. */
  @Test
  void k4_callsOfOneRoute_areOneRow() {
    List<Rollup> before = new ArrayList<>();
    List<Rollup> after = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      (i < 2_000 ? before : after)
          .add(calls(START + i % 60, "/orders/{id}", 200, "acme", used(KEY), 1));
    }
    append(
        ofVersion(1, "1.0", before.toArray(Rollup[]::new)),
        ofVersion(1, "2.0", after.toArray(Rollup[]::new)));
    Selection hour = all(START, START + 60);

    assertThat(storage().usage().usage(hour, EnumSet.of(By.ENDPOINT), 10))
        .extracting(UsageRow::method, UsageRow::route, row -> row.sums().requests())
        .containsExactly(tuple("GET", "/orders/{id}", 5_000L));
    assertThat(storage().usage().usage(hour, EnumSet.of(By.ENDPOINT, By.VERSION), 10))
        .extracting(UsageRow::route, UsageRow::version, row -> row.sums().requests())
        .containsExactly(
            tuple("/orders/{id}", "2.0", 3_000L), tuple("/orders/{id}", "1.0", 2_000L));
  }

  /** K4: an export tells versions as the page does. */
  @Test
  void k4_export_tellsVersions() throws IOException {
    append(
        ofVersion(1, "1.0", calls(START, "/items", 200, "acme", used(KEY), 1)),
        ofVersion(1, "=2.0", calls(START, "/items", 200, "acme", used(KEY), 2)),
        batch(START, calls(START, "/items", 200, "acme", used(KEY), 4)));

    try (StoredFile file =
        storage()
            .usage()
            .export(all(START, START + 1), EnumSet.of(By.VERSION), null, FACTS, FileFormat.CSV)) {
      assertThat(Files.readAllLines(file.path()).stream().skip(1))
          .satisfiesExactly(
              line -> assertThat(line).startsWith(",,,,,,\"\",4,"),
              line -> assertThat(line).startsWith(",,,,,,'=2.0,2,"),
              line -> assertThat(line).startsWith(",,,,,,1.0,1,"));
    }
  }

  /** U5: one query for all consumers says what one for each would. */
  @Test
  void u5_perConsumer_tellsEachOnce() {
    append(
        batch(
            START,
            calls(START, "/items", 200, "acme", used(KEY), 1),
            calls(START, "/orders/{id}", 200, "acme", used(KEY), 2),
            calls(START, "/items", 200, "acme", used(OTHER_KEY), 4),
            calls(START, "/items", 500, "zen", used(OTHER_KEY), 8),
            calls(START, "/items", 401, null, new KeyUse("", "unknown"), 16)));
    Map<String, List<UsageRow>> told = new TreeMap<>();

    storage()
        .usage()
        .perConsumer(
            all(START, START + 1),
            (consumer, rows) -> assertThat(told.put(consumer, List.copyOf(rows))).isNull());

    assertThat(told.keySet()).containsExactly("", "acme", "zen");
    assertThat(told.get("acme"))
        .extracting(UsageRow::key, UsageRow::method, UsageRow::route, row -> row.sums().requests())
        .containsExactlyInAnyOrder(
            tuple(KEY, "GET", "/items", 1L),
            tuple(KEY, "GET", "/orders/{id}", 2L),
            tuple(OTHER_KEY, "GET", "/items", 4L));
    List<UsageRow> ofZen = new ArrayList<>();
    storage()
        .usage()
        .perConsumer(
            new Selection(APP, Set.of(), new TimeRange(START, START + 1), Set.of(), "zen"),
            (consumer, rows) -> ofZen.addAll(rows));
    assertThat(ofZen).isEqualTo(told.get("zen"));
    assertThat(ofZen.get(0).sums().serverErrors()).isEqualTo(8);
  }

  @Test
  void u5_minutesSince_isWhereTheLedgerBegins() {
    append(batch(START, calls(START + 5, "/items", 200, "acme", used(KEY), 1)));
    assertThat(storage().usage().minutesSince(APP)).isLessThanOrEqualTo(START);
    storage().maintenance().compact(millis(at(800, 0)));
    storage().maintenance().retain(RetentionLimits.DEFAULT, millis(at(800, 0)));
    assertThat(storage().usage().minutesSince(APP)).isEqualTo(at(800 - 395, 0));
  }

  /** U3: a batch that comes again, also after the store was opened anew, counts once. */
  @Test
  void u3_repeatedBatch_countsOnce() {
    BatchNumber number = new BatchNumber(new UUID(1, 1), 1, 1, 1);
    Batch numbered =
        batch(START)
            .rollups(List.of(calls(START, "/items", 200, "acme", used(KEY), 5)))
            .number(number)
            .build();
    append(numbered, numbered);
    reopen();
    append(numbered);

    assertThat(sums(all(START, START + 1)).requests()).isEqualTo(5);
  }

  /** U5: the minute in which a call began decides, at the edges as well. */
  @Test
  void u5_edgesOfARange_areExact() {
    append(
        batch(
            at(1, 0),
            calls(at(1, 0) - 1, "/items", 200, "acme", used(KEY), 1),
            calls(at(1, 0), "/items", 200, "acme", used(KEY), 2),
            calls(at(2, 0) - 1, "/items", 200, "acme", used(KEY), 4),
            calls(at(2, 0), "/items", 200, "acme", used(KEY), 8)));

    for (int day : List.of(0, 5)) {
      storage().maintenance().compact(millis(at(day, 90)));
      assertThat(sums(all(at(1, 0), at(2, 0))).requests()).isEqualTo(6);
      assertThat(sums(all(at(1, 0) - 1, at(2, 0) + 1)).requests()).isEqualTo(15);
      assertThat(sums(all(at(1, 1), at(2, 0))).requests()).isEqualTo(4);
    }
  }

  /** U7: the sums of days are what the ledger adds up to, whenever rows came. */
  @Test
  void u7_randomDataWithLateComers_addsUpInAllRanges() {
    Random random = new Random(7);
    List<Rollup> sent = new ArrayList<>();
    List<String> versions = new ArrayList<>();
    for (int day = 0; day < 12; day++) {
      List<Rollup> rollups = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        long minute = at(Math.max(0, day - random.nextInt(4)), random.nextInt(1440));
        KeyUse key =
            random.nextInt(5) == 0
                ? new KeyUse(KEY, "scope")
                : used(random.nextBoolean() ? KEY : OTHER_KEY);
        String consumer = random.nextBoolean() ? "acme" : "globex";
        rollups.add(
            calls(minute, "/r" + random.nextInt(3), 200, consumer, key, 1 + random.nextInt(9)));
      }
      sent.addAll(rollups);
      String version = "v" + day / 5;
      versions.addAll(Collections.nCopies(rollups.size(), version));
      UUID process = new UUID(7, 7);
      append(
          batch(at(day, 1439))
              .instance(instance(process, false, version))
              .rollups(rollups)
              .build());
      storage().maintenance().compact(millis(at(day + 1, 100)));
    }
    for (int i = 0; i < 200; i++) {
      long from = at(0, random.nextInt(12 * 1440));
      long to = from + 1 + random.nextInt(12 * 1440);
      long expected =
          sent.stream()
              .filter(one -> one.epochMinute() >= from && one.epochMinute() < to)
              .mapToLong(Rollup::requests)
              .sum();
      assertThat(sums(all(from, to)).requests()).isEqualTo(expected);
    }
    eachQuestion_addsUp(sent, versions, at(0, 300), at(9, 1_100));
    List<UsageBar> bars =
        storage()
            .usage()
            .series(all(at(0, 0), at(13, 0)), new Buckets(1440, ZoneId.of("Europe/Berlin")));
    assertThat(bars.stream().mapToLong(bar -> bar.sums().requests()).sum())
        .isEqualTo(sent.stream().mapToLong(Rollup::requests).sum());
    long firstLocalDay = at(0, -60);
    assertThat(bars.get(0).sums().requests())
        .isEqualTo(
            sent.stream()
                .filter(one -> one.epochMinute() < firstLocalDay + 1440)
                .mapToLong(Rollup::requests)
                .sum());
  }

  /** By anything, of anybody: whatever sums it is answered from. */
  private void eachQuestion_addsUp(List<Rollup> sent, List<String> versions, long from, long to) {
    TimeRange range = new TimeRange(from, to);
    for (Set<String> keys : List.of(Set.<String>of(), Set.of(KEY))) {
      for (@Nullable String consumer : Arrays.asList(null, "globex")) {
        Selection selection = new Selection(APP, Set.of(), range, keys, consumer);
        for (Set<By> by : subsets()) {
          Map<List<@Nullable String>, Long> expected = new HashMap<>();
          for (int i = 0; i < sent.size(); i++) {
            Rollup one = sent.get(i);
            KeyUse key = requireNonNull(one.key());
            if (range.contains(one.epochMinute())
                && (keys.isEmpty() || keys.contains(key.id()))
                && (consumer == null || consumer.equals(one.consumer()))) {
              List<@Nullable String> group =
                  Arrays.asList(
                      by.contains(By.KEY) ? key.id() : null,
                      by.contains(By.CONSUMER) ? one.consumer() : null,
                      by.contains(By.ENDPOINT) ? one.route() : null,
                      by.contains(By.REFUSAL) ? key.refusal() : null,
                      by.contains(By.VERSION) ? versions.get(i) : null);
              expected.merge(group, one.requests(), Long::sum);
            }
          }
          Map<List<@Nullable String>, Long> found = new HashMap<>();
          for (UsageRow row : storage().usage().usage(selection, by, 1_000)) {
            found.put(
                Arrays.asList(row.key(), row.consumer(), row.route(), row.refusal(), row.version()),
                row.sums().requests());
          }
          assertThat(found).as("%s by %s", selection, by).isEqualTo(expected);
        }
      }
    }
  }

  private static List<Set<By>> subsets() {
    List<Set<By>> subsets = new ArrayList<>(List.of(EnumSet.noneOf(By.class)));
    for (By one : By.values()) {
      for (Set<By> smaller : List.copyOf(subsets)) {
        EnumSet<By> larger = EnumSet.of(one);
        larger.addAll(smaller);
        subsets.add(larger);
      }
    }
    return subsets;
  }

  @Test
  void series_hours_areExactInClosedDays() {
    append(
        batch(
            at(0, 200),
            calls(at(0, 59), "/items", 200, "acme", used(KEY), 1),
            calls(at(0, 60), "/items", 200, "acme", used(KEY), 2)));
    storage().maintenance().compact(millis(at(9, 0)));

    assertThat(storage().usage().series(all(START, at(1, 0)), new Buckets(60, ZoneOffset.UTC)))
        .extracting(UsageBar::startEpochMinute, bar -> bar.sums().requests())
        .containsExactly(tuple(START, 1L), tuple(START + 60, 2L));
  }

  @Test
  void lastUses_nameFirstAndLastMinute() {
    append(
        batch(
            START,
            calls(START + 3, "/items", 200, "acme", used(KEY), 1),
            calls(START + 9, "/items", 401, "acme", new KeyUse(KEY, "expired"), 2),
            calls(START, "/items", 401, null, new KeyUse("", "malformed"), 5)));

    assertThat(storage().usage().lastUses(APP, Set.of(KEY, "never")))
        .containsExactly(new LastUse(KEY, START + 3, START + 9, 3));
    assertThat(storage().usage().lastUses(APP, Set.of(OTHER_KEY))).isEmpty();
    assertThat(storage().usage().lastUses(APP, Set.of())).isEmpty();
  }

  /** S2: each endpoint a key was used for, once, with when that was first. */
  @Test
  void s2_routeUses_nameFirstAndLastMinute() {
    append(
        batch(
            START,
            calls(START + 3, "/items", 200, "acme", used(KEY), 1),
            calls(START + 9, "/items", 403, "acme", new KeyUse(KEY, "scope"), 2),
            calls(START + 5, "/orders", 200, "acme", used(OTHER_KEY), 4),
            calls(START + 7, "/orders", 200, "acme", used("cccccccccccc"), 8)));

    assertThat(storage().usage().routeUses(APP, Set.of(KEY, OTHER_KEY), 10))
        .containsExactly(
            new RouteUse("GET", "/items", START + 3, START + 9, 3),
            new RouteUse("GET", "/orders", START + 5, START + 5, 4));
    assertThat(storage().usage().routeUses(APP, Set.of(KEY, OTHER_KEY), 1)).hasSize(1);
    assertThat(storage().usage().routeUses(APP, Set.of(), 1)).isEmpty();
  }

  /** K9: what was used stays when the consumer is erased; only who it was is gone. */
  @Test
  void k9_erasedConsumer_keepsItsSums() {
    append(batch(START, calls(START, "/items", 200, "ann@example.com", used(KEY), 5)));

    String pseudonym = storage().maintenance().pseudonym(APP, "ann@example.com").orElseThrow();
    assertThat(storage().maintenance().eraseConsumer(APP, "ann@example.com", 1L << 40)).isTrue();

    assertThat(storage().maintenance().pseudonym(APP, "ann@example.com")).isEmpty();
    assertThat(sums(all(START, START + 1)).billable()).isEqualTo(5);
    assertThat(storage().usage().usage(all(START, START + 1), Set.of(By.CONSUMER), 10))
        .extracting(UsageRow::consumer)
        .singleElement()
        .isEqualTo(pseudonym)
        .asString()
        .doesNotContain("ann");
  }

  /** K6: paths over the limit are counted under one name, and none is lost. */
  @Test
  void k6_manyRoutes_keepTheirTotal() {
    List<Rollup> rollups = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      rollups.add(calls(START, "/orders/" + i, 200, "acme", used(KEY), 1));
    }
    append(batch(START).rollups(rollups).build());

    List<UsageRow> rows =
        storage().usage().usage(all(START, START + 1), EnumSet.of(By.ENDPOINT), 10_000);
    assertThat(rows).hasSizeLessThan(5_000);
    assertThat(rows.stream().mapToLong(row -> row.sums().requests()).sum()).isEqualTo(5_000);
  }

  /** K12: all forms, any range; the sums are those of the page. */
  @Test
  void k12_exports_addUpToTheSums() throws IOException {
    Random random = new Random(12);
    List<Rollup> rollups = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      KeyUse key =
          i % 7 == 0 ? new KeyUse("", "unknown") : used(random.nextBoolean() ? KEY : OTHER_KEY);
      rollups.add(
          calls(
              at(random.nextInt(4), random.nextInt(1440)),
              "/r" + random.nextInt(9),
              random.nextInt(5) == 0 ? 500 : 200,
              random.nextBoolean() ? "=1+1" : "acme, \"Ltd\"",
              key,
              1 + random.nextInt(9)));
    }
    append(batch(at(4, 0)).rollups(rollups).build());
    storage().maintenance().compact(millis(at(9, 0)));
    Selection selection = all(at(0, 700), at(3, 700));
    Sums expected = sums(selection);

    for (Per per : Arrays.asList(null, Per.DAY, Per.MINUTE)) {
      for (EnumSet<By> by : List.of(EnumSet.allOf(By.class), EnumSet.noneOf(By.class))) {
        try (StoredFile file =
            storage().usage().export(selection, by, per, FACTS, FileFormat.JSONL)) {
          List<String> lines = Files.readAllLines(file.path());
          assertThat(lines).hasSize((int) file.rows());
          assertThat(sum(lines, "requests")).isEqualTo(expected.requests());
          assertThat(sum(lines, "billable")).isEqualTo(expected.billable());
          assertThat(sum(lines, "refused")).isEqualTo(expected.refused());
          assertThat(sum(lines, "response_bytes")).isEqualTo(expected.responseBytes());
        }
      }
    }
  }

  private static final List<KeyFacts> FACTS =
      List.of(
          new KeyFacts(
              "key-1",
              List.of(KEY, OTHER_KEY),
              "-Partner",
              "prod",
              "acme",
              null,
              null,
              List.of(),
              List.of(),
              null,
              "active",
              0,
              0));

  private static long sum(List<String> lines, String field) {
    Pattern number = Pattern.compile("\"" + field + "\":(-?[0-9]+)");
    long sum = 0;
    for (String line : lines) {
      Matcher found = number.matcher(line);
      assertThat(found.find()).as(line).isTrue();
      sum += Long.parseLong(found.group(1));
    }
    return sum;
  }

  /** K12: a spreadsheet must not take what a caller chose for a formula; a key is one key. */
  @Test
  void k12_csv_isSafeAndJoinsSecrets() throws IOException {
    append(
        batch(
            START,
            calls(START, "/items", 200, "=1+1", used(KEY), 2),
            calls(START, "/items", 200, "=1+1", used(OTHER_KEY), 3)));

    try (StoredFile file =
        storage()
            .usage()
            .export(
                all(START, START + 1),
                EnumSet.of(By.KEY, By.CONSUMER),
                Per.DAY,
                FACTS,
                FileFormat.CSV)) {
      assertThat(Files.readAllLines(file.path()))
          .hasSize(2)
          .first()
          .asString()
          .isEqualTo(
              "period,key_id,key_name,consumer,method,route,refusal,version,requests,served,"
                  + "server_errors,refused,rate_limited,billable,duration_micros,request_bytes,response_bytes");
      assertThat(Files.readAllLines(file.path()).get(1))
          .startsWith("2026-03-02,key-1,'-Partner,'=1+1,,,,,5,5,0,0,0,5,");
    }
    try (Stream<Path> left = Files.list(directory().resolve("export"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void forgetApp_takesItsUsage() {
    append(batch(START, calls(START, "/items", 200, "acme", used(KEY), 5)));

    storage().maintenance().forgetApp(APP);

    assertThat(sums(all(START, START + 1)).requests()).isZero();
    assertThat(storage().usage().lastUses(APP, Set.of(KEY))).isEmpty();
  }
}
