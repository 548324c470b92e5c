// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import static io.gatehouse.storage.testkit.Data.APP;
import static io.gatehouse.storage.testkit.Data.START;
import static io.gatehouse.storage.testkit.Data.at;
import static io.gatehouse.storage.testkit.Data.batch;
import static io.gatehouse.storage.testkit.Data.instance;
import static io.gatehouse.storage.testkit.Data.millis;
import static io.gatehouse.storage.testkit.Data.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.InstanceReport;
import io.gatehouse.storage.KeyUse;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.SqlQueries.Question;
import io.gatehouse.storage.Storage;
import io.gatehouse.storage.TimeRange;
import io.gatehouse.storage.UsageQueries.By;
import io.gatehouse.storage.UsageQueries.Selection;
import io.gatehouse.storage.UsageQueries.UsageRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store of schema version 5, with rows in all tables that a newer version makes wider. */
class SchemaUpgradeTest {

  private static final String KEY = "aaaaaaaaaaaa";
  private static final UUID PROCESS = new UUID(4, 1);

  /** Three days of the ledger, the first two of which are summed up. */
  private static final int DAYS = 3;

  private static final int PER_DAY = 10_000;
  private static final long RECORDED = 3_000;
  private static final Selection ALL =
      new Selection(APP, Set.of(), new TimeRange(START, at(30, 0)), Set.of(), null);

  @TempDir Path directory;
  @TempDir Path elsewhere;

  @BeforeEach
  void storeOfVersion5() throws SQLException {
    String url = "jdbc:duckdb:" + directory.resolve(DatabaseFile.NAME);
    try (Connection connection = DriverManager.getConnection(url);
        Statement sql = connection.createStatement()) {
      Schema.migrate(connection, 5);
      sql.execute("INSERT INTO environment VALUES (1, %d, 'prod')".formatted(APP));
      sql.execute(
          "INSERT INTO endpoint SELECT 10 + i, %d, i, 'GET', '/r' || i, false, 0, 0, 0 FROM"
                  .formatted(APP)
              + " range(1, 6) AS t(i)");
      sql.execute(
          "INSERT INTO instance VALUES (100, %d, 1, '%s', 'java:servlet', '{\"app\":\"1.0\"}', 0, 0,"
                  .formatted(APP, PROCESS)
              + " true)");
      sql.execute(
          ("INSERT INTO usage_minute SELECT %d, 1, %d + i // %d * 1440 + i %% 1440, CASE WHEN i %% 3"
                  + " = 0 THEN '%s' ELSE 'bbbbbbbbbbbb' END, 1 + i %% 5, 0, 200, '', 1, 0, 1000, 10,"
                  + " 100 FROM range(%d) AS t(i)")
              .formatted(APP, START, PER_DAY, KEY, DAYS * PER_DAY));
      for (UsageDays days : UsageDays.values()) {
        String keys = days.columns().replace("environment, minute, ", "");
        String first = keys.substring(0, keys.indexOf(", version"));
        sql.execute(
            ("INSERT INTO %s SELECT app, environment, minute // 1440 * 1440 AS day, %s,"
                    + " sum(requests), sum(failed), sum(duration_micros), sum(request_bytes),"
                    + " sum(response_bytes) FROM usage_minute WHERE minute < %d GROUP BY ALL")
                .formatted(days.table, first, at(2, 0)));
      }
      sql.execute(
          "UPDATE tier_state SET hour_closed = %1$d, day_closed = %1$d".formatted(at(2, 0)));
      sql.execute(
          ("INSERT INTO request (app, environment, start_micros, id, received_minute, sequence,"
                  + " endpoint, status, ending, consumer, instance, duration_micros, request_bytes,"
                  + " response_bytes, weight, method, route, origin, path, query, has_bodies,"
                  + " corrected, api_key) SELECT %d, 1, %d + i, uuid(), %d, i, 1, 200, 0, 0, 100, 5,"
                  + " 6, 7, 0, 'GET', '/r1', '', '/r1/' || i, '', false, '', '%s' FROM range(%d) AS"
                  + " t(i)")
              .formatted(APP, at(2, 0) * 60_000_000L, at(2, 0), KEY, RECORDED));
      sql.execute("INSERT INTO day_file VALUES (%d, 7, 'request', 1, 1, 1)".formatted(APP));
      sql.execute("INSERT INTO day_file VALUES (%d, 8, 'request', 1, 1, 1)".formatted(APP));
      sql.execute("INSERT INTO day_file VALUES (%d, 8, 'request_body', 1, 1, 1)".formatted(APP));
      sql.execute("INSERT INTO narrow_day_file VALUES (%d, 7, 'request', 1)".formatted(APP));
    }
  }

  private Storage open(Path folder) {
    Storage storage = TestStorage.create(folder);
    storage.open();
    return storage;
  }

  private static void append(Storage storage, long offset, InstanceReport report, long requests) {
    Rollup rollup =
        new Rollup(
            at(2, 1439),
            "GET",
            "/r1",
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
            new KeyUse(KEY, ""));
    storage
        .writer()
        .append(
            List.of(batch(at(2, 1439), rollup).toBuilder().instance(report).build()),
            new LogPosition(0, offset));
  }

  private static Map<String, Long> by(Storage storage, By what) {
    Map<String, Long> sums = new TreeMap<>();
    for (UsageRow row : storage.usage().usage(ALL, Set.of(what), 100)) {
      String name = what == By.VERSION ? row.version() : row.key();
      sums.put(String.valueOf(name), row.sums().requests());
    }
    return sums;
  }

  /** K4: nothing that was counted is lost or changed; what comes now tells its version. */
  @Test
  void k4_storeOfVersion5_keepsItsSumsAndGoesOn() {
    long before = (long) DAYS * PER_DAY;
    try (Storage storage = open(directory)) {
      assertThat(by(storage, By.VERSION)).isEqualTo(Map.of("", before));
      assertThat(by(storage, By.KEY))
          .isEqualTo(Map.of(KEY, before / 3, "bbbbbbbbbbbb", before - before / 3));
      append(storage, 1, instance(PROCESS, false, "2.0"), 5);
    }
    Map<String, Long> expected = Map.of("", before, "2.0", 5L, "1.0", 7L);
    try (Storage storage = open(directory)) {
      append(storage, 2, instance(PROCESS, false, "1.0"), 7);
      assertThat(by(storage, By.VERSION)).isEqualTo(expected);
      storage.maintenance().compact(millis(at(6, 0)));
      storage.maintenance().checkpoint(Long.MAX_VALUE);
      assertThat(by(storage, By.VERSION)).isEqualTo(expected);
    }
    try (Storage storage = open(directory)) {
      assertThat(by(storage, By.VERSION)).isEqualTo(expected);
      assertThat(by(storage, By.KEY))
          .isEqualTo(Map.of(KEY, before / 3 + 12, "bbbbbbbbbbbb", before - before / 3));
    }
  }

  /** A process that does not tell its version again after the upgrade is of the one it told. */
  @Test
  void k4_versionToldBeforeTheUpgrade_isKnown() {
    try (Storage storage = open(directory)) {
      append(storage, 1, silent(), 3);
      assertThat(by(storage, By.VERSION)).containsEntry("1.0", 3L);
    }
  }

  private static InstanceReport silent() {
    return new InstanceReport(PROCESS, false, null, Map.of(), null, null, null, true);
  }

  /** A crash right after the upgrade, before anything but the write-ahead log has it. */
  @Test
  void k4_crashAfterTheUpgrade_losesNothing() throws IOException {
    try (Storage storage = open(directory)) {
      append(storage, 1, instance(PROCESS, false, "2.0"), 5);
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.copy(file, elsewhere.resolve(file.getFileName()));
        }
      }
    }
    try (Storage storage = open(elsewhere)) {
      assertThat(storage.writer().position()).isEqualTo(new LogPosition(0, 1));
      assertThat(by(storage, By.VERSION)).isEqualTo(Map.of("", (long) DAYS * PER_DAY, "2.0", 5L));
    }
  }

  @Test
  void k4_recordedRequests_areReadWithoutVersion() {
    try (Storage storage = open(directory)) {
      assertThat(storage.requestLogs().list(scope(at(2, 0), at(3, 0)), null, 5).items())
          .hasSize(5)
          .allSatisfy(
              item -> {
                assertThat(item.log().version()).isNull();
                assertThat(item.log().key()).isEqualTo(new KeyUse(KEY, ""));
              });
      Question question =
          new Question(
              APP,
              Set.of(),
              new TimeRange(at(2, 0), at(3, 0)),
              "SELECT version, count(*), count(key_id) FROM v_request GROUP BY version",
              List::of);
      assertThat(storage.sql().ask(question, 10).rows())
          .containsExactly(List.of("", RECORDED, RECORDED));
    }
  }

  /** Each file of a day that is over is read with the columns it has. */
  @Test
  void k4_dayFiles_areMarkedWithTheVersionThatWroteThem() throws SQLException {
    open(directory).close();

    String url = "jdbc:duckdb:" + directory.resolve(DatabaseFile.NAME);
    try (Connection connection = DriverManager.getConnection(url)) {
      ReadSession session = new ReadSession(connection, Long.MAX_VALUE);
      assertThat(
              session.list(
                  Sql.of("SELECT day, kind, written FROM narrow_day_file ORDER BY day"),
                  row -> tuple(row.getInt(1), row.getString(2), row.getInt(3))))
          .containsExactly(tuple(7, "request", 4), tuple(8, "request", 5));
    }
  }
}
