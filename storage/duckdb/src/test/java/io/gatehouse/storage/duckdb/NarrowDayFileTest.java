// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import static io.gatehouse.storage.testkit.Data.APP;
import static io.gatehouse.storage.testkit.Data.START;
import static io.gatehouse.storage.testkit.Data.at;
import static io.gatehouse.storage.testkit.Data.millis;
import static io.gatehouse.storage.testkit.Data.requestLog;
import static io.gatehouse.storage.testkit.Data.scope;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of days that were over before requests told their API key. */
class NarrowDayFileTest {

  private static final long MICROS = START * 60_000_000L;
  private static final long DAY_MICROS = 86_400_000_000L;
  private static final UUID OLD = new UUID(0x4000, 0x8000_0000_0000_0001L);
  private static final UUID NEW = new UUID(0x4000, 0x8000_0000_0000_0002L);

  @TempDir Path directory;

  @BeforeEach
  void anOldDay() throws IOException, SQLException {
    try (Storage storage = open()) {
      append(storage, 1, requestLog(OLD, MICROS, "/old", 200));
      storage.maintenance().compact(millis(at(3, 0)));
    }
    narrow();
    try (Storage storage = open()) {
      append(storage, 2, requestLog(NEW, MICROS + DAY_MICROS, "/new", 200));
      storage.maintenance().compact(millis(at(4, 0)));
    }
  }

  private Storage open() {
    Storage storage = TestStorage.create(directory);
    storage.open();
    return storage;
  }

  private static void append(Storage storage, long offset, RequestLog log) {
    Batch batch = Batch.builder(APP, "prod", START * 60_000L).requestLogs(List.of(log)).build();
    storage.writer().append(List.of(batch), new LogPosition(0, offset));
  }

  /** Writes the file as a program of schema version 4 did. */
  private void narrow() throws IOException, SQLException {
    Path file;
    try (Stream<Path> files = Files.list(directory.resolve(DayFiles.FOLDER))) {
      file = files.filter(path -> path.toString().contains("-request-")).findFirst().orElseThrow();
    }
    Path narrow = directory.resolve("narrow.parquet");
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + directory.resolve(DatabaseFile.NAME));
        Statement sql = connection.createStatement()) {
      sql.execute(
          "COPY (SELECT * EXCLUDE (api_key, refusal) FROM '%s') TO '%s' (FORMAT parquet)"
              .formatted(file, narrow));
      sql.execute(
          "INSERT INTO narrow_day_file SELECT app, day, kind, number FROM day_file WHERE kind ="
              + " 'request'");
    }
    Files.delete(file);
    Files.move(narrow, file);
  }

  @Test
  void oldFile_isReadWithNewOnes() {
    try (Storage storage = open()) {
      assertThat(urls(storage, "")).containsExactly("/new", "/old");
      assertThat(urls(storage, "key:0a1b2c3d4e5f")).containsExactly("/new");
      assertThat(urls(storage, "key:\"\"")).containsExactly("/old");
      RequestLog old = storage.requestLogs().find(APP, OLD, null).orElseThrow().log();
      assertThat(old).isEqualTo(requestLog(OLD, MICROS, "/old", 200).toBuilder().key(null).build());
    }
  }

  @Test
  void oldFile_writtenAnew_hasAllColumns() {
    try (Storage storage = open()) {
      RequestLog other =
          requestLog(UUID.randomUUID(), MICROS + 1, "/of-another", 200).toBuilder()
              .consumer("globex")
              .build();
      append(storage, 3, other);
      storage.maintenance().compact(millis(at(5, 0)));
      assertThat(urls(storage, "")).containsExactly("/new", "/of-another", "/old");

      storage.maintenance().eraseConsumer(APP, "globex", Long.MAX_VALUE);
      assertThat(urls(storage, "")).containsExactly("/new", "/old");
    }
    try (Storage storage = open()) {
      storage.maintenance().eraseConsumer(APP, "acme", Long.MAX_VALUE);
      assertThat(urls(storage, "")).isEmpty();
    }
  }

  private static List<String> urls(Storage storage, String filter) {
    return storage
        .requestLogs()
        .list(scope(START, START + 3 * 1440, filter), null, 10)
        .items()
        .stream()
        .map(item -> item.log().url())
        .toList();
  }
}
