// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.storage.ConsumerReport;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.Body;
import io.gatehouse.storage.Storage;
import io.gatehouse.storage.testkit.Data;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasureTest {

  @TempDir Path directory;

  @Test
  void eraseConsumer_noByteIsLeftInAnyFile() throws IOException {
    try (Storage storage = TestStorage.create(directory)) {
      storage.open();
      for (int day = 0; day < 3; day++) {
        storage
            .writer()
            .append(
                List.of(
                    Data.batch(Data.at(day, 0))
                        .requestLogs(requests(day))
                        .consumers(List.of(new ConsumerReport("mallory-id", "Mallory-Name", null)))
                        .build()),
                new LogPosition(0, day + 1));
      }
      // Days 0 and 1 go to files, day 2 stays in the tables.
      storage.maintenance().compact(Data.millis(Data.at(3, 1)));
      storage.maintenance().checkpoint(Long.MAX_VALUE / 4);
      assertThat(filesWith("mallory-id")).isNotEmpty();

      storage.maintenance().eraseConsumer(Data.APP, "mallory-id", Long.MAX_VALUE / 4);

      assertThat(filesWith("mallory-id")).isEmpty();
      assertThat(filesWith("Mallory-Name")).isEmpty();
      assertThat(filesWith("mallory-secret")).isEmpty();
    }
  }

  private static List<RequestLog> requests(int day) {
    List<RequestLog> logs = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      boolean own = i % 5 == 0;
      logs.add(
          RequestLog.builder(
                  new UUID(day, i),
                  (Data.at(day, 0) + i) * 60_000_000,
                  "GET",
                  "/a",
                  own ? "/a?who=mallory-id" : "/a?who=" + i)
              .status(200)
              .consumer(own ? "mallory-id" : "other")
              .requestBody(Body.ofText("{\"note\":\"" + (own ? "mallory-secret" : "x") + i + "\"}"))
              .build());
    }
    return logs;
  }

  /** Parquet compresses pages, so files are searched as they are and as text. */
  private List<Path> filesWith(String text) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.toString().contains("native")) {
          continue;
        }
        if (new String(Files.readAllBytes(file), ISO_8859_1).contains(text) || rows(file, text)) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private static boolean rows(Path file, String text) {
    if (!file.toString().endsWith(".parquet")) {
      return false;
    }
    try (java.sql.Connection connection = java.sql.DriverManager.getConnection("jdbc:duckdb:");
        java.sql.Statement statement = connection.createStatement();
        java.sql.ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM read_parquet(%s) AS t WHERE contains(t::VARCHAR, '%s')"
                    .formatted(DayFiles.literal(file), text))) {
      row.next();
      return row.getLong(1) > 0;
    } catch (java.sql.SQLException e) {
      throw new AssertionError(file.toString(), e);
    }
  }
}
