// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import static io.gatehouse.storage.testkit.Data.START;
import static io.gatehouse.storage.testkit.Data.batch;
import static io.gatehouse.storage.testkit.Data.message;
import static io.gatehouse.storage.testkit.Data.rollup;
import static io.gatehouse.storage.testkit.Data.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.LogPosition;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One transaction, whole or not at all. The appender hands its rows over in chunks of 2,048, so
 * each test writes more than that into one table before it fails on the way to the next.
 */
class AtomicityIT {

  private static final int ROWS = 10_000;
  private static final String READY = "two tables, one half written";

  @TempDir Path directory;

  /** Appends to two tables, handing both over, and never returns normally. */
  private static void failBetweenTables(WriteSession session, Runnable failure)
      throws SQLException {
    for (int i = 0; i < ROWS; i++) {
      session.appender("seen_message").begin().add(1).add(7L).add((long) i).add(1).end();
    }
    session.flush();
    for (int i = 0; i < ROWS; i++) {
      session
          .appender("request_body")
          .begin()
          .add(1)
          .add((long) i)
          .add(new UUID(i, i))
          .add(1)
          .add((short) 1)
          .add("{}")
          .add((short) 0)
          .add((String) null)
          .end();
    }
    session.flush();
    failure.run();
  }

  private static long count(Database database, String table) {
    return database.read(
        session ->
            session
                .first(Sql.of("SELECT count(*) FROM " + table), row -> row.getLong(1))
                .orElseThrow());
  }

  private Database open() {
    Database database = new Database(TestStorage.config(directory), Map.of());
    database.open();
    return database;
  }

  @Test
  void write_failsBetweenTwoTables_storesNothing() {
    Database database = open();
    assertThatThrownBy(
            () ->
                database.write(
                    session -> {
                      failBetweenTables(
                          session,
                          () -> {
                            throw new IllegalStateException("on purpose");
                          });
                      return true;
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(count(database, "seen_message")).isZero();
    assertThat(count(database, "request_body")).isZero();
    database.close();
    Database again = open();
    assertThat(count(again, "seen_message")).isZero();
    assertThat(count(again, "request_body")).isZero();
    again.close();
  }

  @Test
  void write_processKilledBetweenTwoTables_storesNothing() throws Exception {
    storeOneBatch();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo(READY);
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();

    Database database = open();
    assertThat(count(database, "seen_message")).isEqualTo(1);
    assertThat(count(database, "request_body")).isZero();
    assertThat(database.position()).isEqualTo(new LogPosition(0, 5));
    database.close();
    DuckDbStorage storage = TestStorage.create(directory);
    storage.open();
    assertThat(storage.traffic().totals(scope(START, START + 1)).requests()).isEqualTo(3);
    assertThat(storage.writer().append(List.of(batchOne()), new LogPosition(0, 6)).duplicates())
        .isEqualTo(1);
    storage.close();
  }

  private static Batch batchOne() {
    return batch(START)
        .messageId(message(1))
        .rollups(List.of(rollup(START, "GET", "/a", 200, null, 3, 1_000)))
        .build();
  }

  private void storeOneBatch() {
    DuckDbStorage storage = TestStorage.create(directory);
    storage.open();
    storage.writer().append(List.of(batchOne()), new LogPosition(0, 5));
    storage.close();
  }

  /** The process that is killed. */
  static final class Victim {

    private Victim() {}

    public static void main(String[] args) {
      Database database = new Database(TestStorage.config(Path.of(args[0])), Map.of());
      database.open();
      database.write(
          session -> {
            failBetweenTables(session, Victim::waitToBeKilled);
            return true;
          });
    }

    private static void waitToBeKilled() {
      System.out.println(READY);
      try {
        System.in.read();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
