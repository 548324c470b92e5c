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
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.StorageException;
import io.gatehouse.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when the file, the database or a query goes wrong. */
class DuckDbFailureTest {

  private static final Scope SCOPE = scope(START, START + 1440);

  @TempDir Path directory;
  private DuckDbStorage storage;

  @AfterEach
  void close() {
    if (storage != null) {
      storage.close();
    }
  }

  private void open(DuckDbConfig config, Map<String, String> settings) {
    storage = new DuckDbStorage(config, TestStorage.CLOCK, settings);
    storage.open();
  }

  private static Batch batchOf(long number) {
    return batch(START)
        .messageId(message(number))
        .rollups(List.of(rollup(START, "GET", "/a", 200, "x", 3, 1_000)))
        .build();
  }

  private void append(long number) {
    storage.writer().append(List.of(batchOf(number)), new LogPosition(0, number));
  }

  private Path file() {
    return directory.resolve("telemetry.duckdb");
  }

  @Test
  void checkpoint_killsTheDatabase_isOpenedAgainWithoutLoss() {
    open(TestStorage.config(directory), Map.of("debug_checkpoint_abort", "before_header"));
    append(1);

    StorageException failure =
        catchThrowableOfType(
            StorageException.class, () -> storage.maintenance().checkpoint(Long.MAX_VALUE));
    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);

    assertThat(storage.writer().position()).isEqualTo(new LogPosition(0, 1));
    append(2);
    assertThat(storage.traffic().totals(SCOPE).requests()).isEqualTo(6);
    append(2);
    assertThat(storage.traffic().totals(SCOPE).requests()).isEqualTo(6);
    assertThat(storage.check().ok()).isTrue();
  }

  @Test
  void checkpoint_killsTheDatabase_readersComeBackToo() {
    open(TestStorage.config(directory), Map.of("debug_checkpoint_abort", "before_header"));
    append(1);
    assertThatThrownBy(() -> storage.maintenance().checkpoint(Long.MAX_VALUE))
        .isInstanceOf(StorageException.class);

    assertThat(storage.traffic().totals(SCOPE).requests()).isEqualTo(3);
  }

  @Test
  void open_fileWithFlippedBytes_isDamagedAndCanBeMovedAside() throws IOException {
    open(TestStorage.config(directory), Map.of());
    append(1);
    storage.close();
    overwrite(4_200, 4_000);

    StorageException failure =
        catchThrowableOfType(
            StorageException.class, () -> open(TestStorage.config(directory), Map.of()));
    assertThat(failure.kind()).isEqualTo(Kind.DAMAGED);
    assertThat(storage.check().ok()).isFalse();

    storage.moveAside();
    storage.open();
    assertThat(storage.writer().position()).isEqualTo(LogPosition.START);
    append(1);
    assertThat(storage.traffic().totals(SCOPE).requests()).isEqualTo(3);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .contains("telemetry.duckdb.damaged-" + TestStorage.CLOCK.millis());
    }
  }

  @Test
  void open_notADatabase_isDamaged() throws IOException {
    Files.writeString(file(), "not a database, but long enough to be one".repeat(1_000));

    StorageException failure =
        catchThrowableOfType(
            StorageException.class, () -> open(TestStorage.config(directory), Map.of()));
    assertThat(failure.kind()).isEqualTo(Kind.DAMAGED);
  }

  private void overwrite(long position, int bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      byte[] junk = new byte[bytes];
      Arrays.fill(junk, (byte) 0x5a);
      channel.write(ByteBuffer.wrap(junk), position);
    }
  }

  @Test
  void open_newerSchema_isRefusedWithAdviceAndLeftAsItIs() {
    open(TestStorage.config(directory), Map.of());
    append(1);
    storage.close();
    Database database = new Database(TestStorage.config(directory), Map.of());
    database.open();
    database.write(session -> session.execute("INSERT INTO schema_version VALUES (999)"));
    database.close();

    StorageException failure =
        catchThrowableOfType(
            StorageException.class, () -> open(TestStorage.config(directory), Map.of()));
    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure).hasMessageContaining("999").hasMessageContaining("newer program");
  }

  @Test
  void read_tooSlow_isTooExpensiveAndTheReaderGoesOn() {
    Database database =
        new Database(
            TestStorage.config(directory).withQueryTimeout(Duration.ofMillis(200)), Map.of());
    database.open();
    Sql endless = Sql.of("SELECT count(*) FROM range(1000000000000) WHERE range % 7 = 3");

    for (int i = 0; i < 6; i++) {
      StorageException failure =
          catchThrowableOfType(
              StorageException.class,
              () -> database.read(session -> session.first(endless, row -> row.getLong(1))));
      assertThat(failure.kind()).isEqualTo(Kind.TOO_EXPENSIVE);
    }
    Optional<Integer> answer =
        database.read(session -> session.first(Sql.of("SELECT 7"), row -> row.getInt(1)));
    assertThat(answer).contains(7);
    database.close();
  }

  @Test
  void read_outsideOfTheDatabase_isRefused() {
    Database database = new Database(TestStorage.config(directory), Map.of());
    database.open();
    for (String sql :
        List.of(
            "SELECT * FROM read_csv('/etc/passwd')",
            "ATTACH '" + directory.resolve("other") + "'",
            "COPY environment TO '" + directory.resolve("out.csv") + "'",
            "INSTALL httpfs",
            "SET lock_configuration = false",
            "SET enable_external_access = true",
            "SET memory_limit = '100GB'")) {
      assertThat(
              catchThrowableOfType(
                  StorageException.class, () -> database.write(session -> session.execute(sql))))
          .as(sql)
          .isNotNull();
    }
    database.close();
  }

  @Test
  void append_afterFailedTransaction_knowsWhatIsStored() {
    Database database = new Database(TestStorage.config(directory), Map.of());
    database.open();
    assertThatThrownBy(
            () ->
                database.write(
                    session -> {
                      session.memory().dictionaries().environment(1, "lost");
                      session.memory().messages().add(1, 2, 3, 4);
                      session.memory().position(new LogPosition(0, 99));
                      throw new IllegalStateException("on purpose");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(database.position()).isEqualTo(LogPosition.START);
    int known = database.write(session -> session.memory().messages().size());
    assertThat(known).isZero();
    database.close();
  }

  @Test
  void open_twice_changesNothing() {
    open(TestStorage.config(directory), Map.of());
    storage.open();
    append(1);

    assertThat(storage.traffic().totals(SCOPE).requests()).isEqualTo(3);
  }

  @Test
  void use_whenClosed_isUnavailable() {
    open(TestStorage.config(directory), Map.of());
    storage.close();

    StorageException failure =
        catchThrowableOfType(StorageException.class, () -> storage.traffic().totals(SCOPE));
    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(storage.check().ok()).isFalse();
  }

  @Test
  void open_leavesNoCopyOfTheLibrary() throws IOException {
    open(TestStorage.config(directory), Map.of());

    if (Files.isReadable(Path.of("/proc/self/maps"))) {
      try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
        assertThat(maps.filter(line -> line.contains("libduckdb_java")))
            .isNotEmpty()
            .allMatch(line -> line.endsWith("(deleted)"));
      }
    }
  }
}
