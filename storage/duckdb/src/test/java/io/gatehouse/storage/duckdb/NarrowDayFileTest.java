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
import io.gatehouse.storage.Maintenance.Progress;
import io.gatehouse.storage.RequestEdit;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.Storage;
import io.gatehouse.storage.TraceLog;
import io.gatehouse.storage.TraceSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of days that were over before requests told their API key, or the app's version. */
class NarrowDayFileTest {

  private static final long MICROS = START * 60_000_000L;
  private static final long DAY_MICROS = 86_400_000_000L;
  private static final UUID OLD = new UUID(0x4000, 0x8000_0000_0000_0001L);
  private static final UUID MIDDLE = new UUID(0x4000, 0x8000_0000_0000_0003L);
  private static final UUID NEW = new UUID(0x4000, 0x8000_0000_0000_0002L);

  @TempDir Path directory;

  @BeforeEach
  void oldDays() throws IOException, SQLException {
    try (Storage storage = open()) {
      append(storage, 1, requestLog(OLD, MICROS, "/old", 200));
      storage.maintenance().compact(millis(at(3, 0)));
    }
    narrow(4, "api_key, refusal, version");
    try (Storage storage = open()) {
      append(storage, 2, requestLog(MIDDLE, MICROS + DAY_MICROS, "/middle", 200));
      storage.maintenance().compact(millis(at(4, 0)));
    }
    narrow(5, "version");
    try (Storage storage = open()) {
      append(storage, 3, versioned(NEW, MICROS + 2 * DAY_MICROS, "/new"));
      storage.maintenance().compact(millis(at(5, 0)));
    }
  }

  private static RequestLog versioned(UUID id, long micros, String url) {
    return requestLog(id, micros, url, 200).toBuilder().version("1.4.0").build();
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

  /** Writes the newest file as a program of an older schema version did. */
  private void narrow(int schema, String lacking) throws IOException, SQLException {
    Path file;
    try (Stream<Path> files = Files.list(directory.resolve(DayFiles.FOLDER))) {
      file =
          files
              .filter(path -> path.toString().contains("-request-"))
              .max(Comparator.naturalOrder())
              .orElseThrow();
    }
    Path narrow = directory.resolve("narrow.parquet");
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + directory.resolve(DatabaseFile.NAME));
        Statement sql = connection.createStatement()) {
      sql.execute(
          "COPY (SELECT * EXCLUDE (%s) FROM '%s') TO '%s' (FORMAT parquet)"
              .formatted(lacking, file, narrow));
      sql.execute(
          "INSERT INTO narrow_day_file SELECT app, day, kind, number, %d FROM day_file WHERE kind ="
                  .formatted(schema)
              + " 'request' AND day = (SELECT max(day) FROM day_file)");
    }
    Files.delete(file);
    Files.move(narrow, file);
  }

  @Test
  void oldFile_isReadWithNewOnes() {
    try (Storage storage = open()) {
      assertThat(urls(storage, "")).containsExactly("/new", "/middle", "/old");
      assertThat(urls(storage, "key:0a1b2c3d4e5f")).containsExactly("/new", "/middle");
      assertThat(urls(storage, "key:\"\"")).containsExactly("/old");
      RequestLog old = storage.requestLogs().find(APP, OLD, null).orElseThrow().log();
      assertThat(old).isEqualTo(requestLog(OLD, MICROS, "/old", 200).toBuilder().key(null).build());
      RequestLog middle = storage.requestLogs().find(APP, MIDDLE, null).orElseThrow().log();
      assertThat(middle).isEqualTo(requestLog(MIDDLE, MICROS + DAY_MICROS, "/middle", 200));
      RequestLog now = storage.requestLogs().find(APP, NEW, null).orElseThrow().log();
      assertThat(now).isEqualTo(versioned(NEW, MICROS + 2 * DAY_MICROS, "/new"));
    }
  }

  @Test
  void oldFile_writtenAnew_hasAllColumns() {
    try (Storage storage = open()) {
      RequestLog other =
          requestLog(UUID.randomUUID(), MICROS + 1, "/of-another", 200).toBuilder()
              .consumer("globex")
              .build();
      append(storage, 4, other);
      storage.maintenance().compact(millis(at(6, 0)));
      assertThat(urls(storage, "")).containsExactly("/new", "/middle", "/of-another", "/old");

      storage.maintenance().eraseConsumer(APP, "globex", Long.MAX_VALUE);
      assertThat(urls(storage, "")).containsExactly("/new", "/middle", "/old");
    }
    try (Storage storage = open()) {
      storage.maintenance().eraseConsumer(APP, "acme", Long.MAX_VALUE);
      assertThat(urls(storage, "")).isEmpty();
    }
  }

  /** K4: what an edit writes anew keeps the version, and is as wide as new files are. */
  @Test
  void k4_editedFiles_keepVersions() {
    try (Storage storage = open()) {
      storage.maintenance().rewriteRequests(APP, WITHOUT_ADDRESS, SILENT);
    }
    try (Storage storage = open()) {
      assertThat(urls(storage, "key:0a1b2c3d4e5f")).containsExactly("/new", "/middle");
      RequestLog edited = storage.requestLogs().find(APP, NEW, null).orElseThrow().log();
      assertThat(edited.clientAddress()).isNull();
      assertThat(edited.version()).isEqualTo("1.4.0");
      assertThat(storage.requestLogs().find(APP, OLD, null).orElseThrow().log().version()).isNull();
    }
  }

  private static final RequestEdit WITHOUT_ADDRESS =
      new RequestEdit() {
        @Override
        public RequestLog request(RequestLog request) {
          return request.toBuilder().clientAddress(null).build();
        }

        @Override
        public TraceSpan span(TraceSpan span) {
          return span;
        }

        @Override
        public TraceLog line(TraceLog line) {
          return line;
        }
      };

  private static final Progress SILENT =
      new Progress() {
        @Override
        public void total(long requests) {}

        @Override
        public void done(long requests, long changed) {}
      };

  private static List<String> urls(Storage storage, String filter) {
    return storage
        .requestLogs()
        .list(scope(START, START + 4 * 1440, filter), null, 10)
        .items()
        .stream()
        .map(item -> item.log().url())
        .toList();
  }
}
