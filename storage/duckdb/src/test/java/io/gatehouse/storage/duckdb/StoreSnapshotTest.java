// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import static io.gatehouse.storage.testkit.Data.START;
import static io.gatehouse.storage.testkit.Data.at;
import static io.gatehouse.storage.testkit.Data.batch;
import static io.gatehouse.storage.testkit.Data.millis;
import static io.gatehouse.storage.testkit.Data.requestLog;
import static io.gatehouse.storage.testkit.Data.rollup;
import static io.gatehouse.storage.testkit.Data.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.Maintenance.Snapshot;
import io.gatehouse.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** B1: a copy of the store is of one moment, and disturbs nobody. */
class StoreSnapshotTest {

  @TempDir Path directory;

  private DuckDbStorage storage;
  private Path copy;
  private long position;

  @BeforeEach
  void open() throws IOException {
    storage = TestStorage.create(directory.resolve("store"));
    storage.open();
    copy = Files.createDirectory(directory.resolve("copy"));
  }

  @AfterEach
  void close() {
    storage.close();
  }

  /** Each batch counts as many requests as the log position moves on. */
  private void append() {
    position++;
    long minute = START + position % 1440;
    storage
        .writer()
        .append(
            List.of(batch(minute, rollup(minute, "GET", "/a", 200, "x", 1, 1_000))),
            new LogPosition(0, position));
  }

  @Test
  void b1_snapshotWhileWriting_holdsRowsAndPositionOfOneMoment() throws Exception {
    for (int i = 0; i < 20; i++) {
      append();
    }
    AtomicBoolean writing = new AtomicBoolean(true);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<Long> writer =
        thread.submit(
            () -> {
              long before = position;
              while (writing.get()) {
                append();
              }
              return position - before;
            });
    for (int i = 0; i < 5; i++) {
      Path folder = Files.createDirectory(copy.resolve(Integer.toString(i)));
      Snapshot snapshot = storage.maintenance().snapshot(folder);
      try (DuckDbStorage restored = TestStorage.create(folder)) {
        restored.open();
        assertThat(restored.writer().position()).isEqualTo(snapshot.position());
        assertThat(restored.traffic().totals(scope(START, START + 1440)).requests())
            .isEqualTo(snapshot.position().offset())
            .isGreaterThanOrEqualTo(20);
      }
    }
    writing.set(false);
    assertThat(writer.get()).isPositive();
    thread.shutdown();
    append();
    assertThat(openFiles()).noneMatch(name -> name.contains("/copy/"));
    assertThat(storage.maintenance().checkpoint(Long.MAX_VALUE)).isTrue();
    assertThat(directory.resolve("store/snapshot")).isEmptyDirectory();
  }

  /** Where the system tells. */
  private static List<String> openFiles() throws IOException {
    Path open = Path.of("/proc/self/fd");
    List<String> names = new ArrayList<>();
    if (Files.isDirectory(open)) {
      try (Stream<Path> found = Files.list(open)) {
        for (Path link : found.toList()) {
          names.add(Files.readSymbolicLink(link).toString());
        }
      }
    }
    return names;
  }

  @Test
  void b1_dayFiles_areInTheSnapshotAndOutliveTheOriginals() {
    UUID id = UUID.randomUUID();
    storage
        .writer()
        .append(
            List.of(
                batch(START)
                    .requestLogs(
                        List.of(requestLog(id, (START + 5) * 60_000_000L, "https://x/a", 200)))
                    .build()),
            new LogPosition(0, 1));
    // Leaves nothing of that day in the tables.
    append();
    storage.maintenance().compact(millis(at(4, 0)));
    storage.maintenance().snapshot(copy);
    assertThat(copy.resolve("requests")).isNotEmptyDirectory();
    storage.maintenance().forgetApp(io.gatehouse.storage.testkit.Data.APP);
    try (DuckDbStorage restored = TestStorage.create(copy)) {
      restored.open();
      assertThat(restored.requestLogs().find(io.gatehouse.storage.testkit.Data.APP, id, null))
          .isPresent();
    }
  }

  @Test
  void snapshot_whereItCannotBeWritten_isRefusedAndTheStoreGoesOn() throws IOException {
    append();
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> storage.maintenance().snapshot(file))
        .isInstanceOf(StorageException.class);
    append();
    assertThat(storage.traffic().totals(scope(START, START + 1440)).requests()).isEqualTo(2);
    storage.maintenance().snapshot(copy);
    assertThat(copy.resolve("telemetry.duckdb")).isNotEmptyFile();
  }

  @Test
  void open_afterACrashDuringASnapshot_clearsWhatItLeft() throws IOException {
    storage.close();
    Path left = Files.createDirectories(directory.resolve("store/snapshot"));
    Files.writeString(left.resolve("telemetry.duckdb"), "half");
    storage.open();
    assertThat(left).isEmptyDirectory();
  }
}
