// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.collector.ByteBudget;
import io.gatehouse.collector.Clock;
import io.gatehouse.collector.IngestUnavailableException;
import io.gatehouse.collector.IngestUnavailableException.Reason;
import io.gatehouse.collector.testkit.ManualClock;
import io.gatehouse.collector.testkit.SimulatedDisk;
import io.gatehouse.storage.LogPosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentIngestLogTest {

  private static final Path FOLDER = Path.of("/log");
  private static final long NOW = 1_795_379_643_428L;

  private final SimulatedDisk disk = new SimulatedDisk();
  private final ManualClock clock = new ManualClock(NOW);
  private final ByteBudget budget = new ByteBudget(1 << 20);

  private SegmentIngestLog open(SegmentConfig config) throws IOException {
    return SegmentIngestLog.openUnthreaded(config, disk, clock, budget);
  }

  private static SegmentConfig config(long segmentBytes, long maxLogBytes) {
    return new SegmentConfig(
        FOLDER, segmentBytes, maxLogBytes, 1_000, Duration.ofHours(24), 1 << 20);
  }

  private static LogPosition append(SegmentIngestLog log, String text) {
    CompletableFuture<LogPosition> done = log.append(text.getBytes(UTF_8));
    log.runQueued();
    return done.join();
  }

  private static List<String> readAll(IngestLog log) throws InterruptedException {
    List<String> all = new ArrayList<>();
    LogPosition at = LogPosition.START;
    while (true) {
      IngestLog.Slice slice = log.read(at, 200, 0);
      for (LogRecord record : slice.records()) {
        all.add(new String(record.payload(), UTF_8));
      }
      if (slice.end().equals(at)) {
        return all;
      }
      at = slice.end();
    }
  }

  private static Reason refusalOf(CompletableFuture<LogPosition> append) {
    assertThat(append).isCompletedExceptionally();
    Throwable failure = append.handle((position, problem) -> problem).join();
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof IngestUnavailableException unavailable) {
      return unavailable.reason();
    }
    throw new AssertionError("refused for no good reason", cause);
  }

  @Test
  void read_manySegments_givesAllInOrder() throws Exception {
    SegmentIngestLog log = open(config(300, 1 << 20));
    List<String> written = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      written.add("record " + i + "!".repeat(i));
      append(log, written.get(i));
    }
    assertThat(log.stats().segments()).isGreaterThan(10);
    assertThat(readAll(log)).isEqualTo(written);
    assertThat(readAll(open(config(300, 1 << 20)))).isEqualTo(written);
  }

  @Test
  void append_beforeSync_isNotAcknowledged() throws Exception {
    SegmentIngestLog log = open(config(300, 1 << 20));
    CompletableFuture<LogPosition> done = log.append(new byte[10]);
    assertThat(done).isNotDone();
    log.runQueued();
    assertThat(done).isCompleted();
    assertThat(log.stats().syncs()).isEqualTo(1);
  }

  @Test
  void append_groupOfWaiting_syncsOnce() throws Exception {
    SegmentIngestLog log = open(config(300, 1 << 20));
    List<CompletableFuture<LogPosition>> group = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      group.add(log.append(new byte[10]));
    }
    log.runQueued();
    assertThat(group).allSatisfy(each -> assertThat(each).isCompleted());
    assertThat(log.stats().syncs()).isEqualTo(1);
  }

  @Test
  void open_newLogInPlaceOfOld_startsBeyondOldPositions() throws Exception {
    LogPosition old = append(open(config(300, 1 << 20)), "old");
    for (Path file : disk.files()) {
      disk.delete(file);
    }
    clock.advance(Duration.ofSeconds(1));
    assertThat(append(open(config(300, 1 << 20)), "new").offset()).isGreaterThan(old.offset());
  }

  @Test
  void flip_anyByteOfAnyFile_costsOneRecordAtMostAndIsSeen() throws Exception {
    SegmentIngestLog log = open(config(150, 1 << 20));
    for (int i = 0; i < 8; i++) {
      append(log, "record number " + i);
    }
    List<String> written = readAll(log);
    List<Path> segments = disk.files();
    Random random = new Random(1);
    for (Path path : segments) {
      int size = disk.content(path).length;
      for (int place = 0; place < size; place++) {
        int bit = random.nextInt(8);
        disk.flip(path, place, bit);
        SegmentIngestLog reopened = open(config(150, 1 << 20));
        List<String> read = readAll(reopened);
        boolean header = place < Segment.HEADER_BYTES;
        assertThat(written).containsAll(read);
        assertThat(read).as("%s at %d", path, place).hasSize(header ? 8 : 7);
        if (!header) {
          assertThat(reopened.stats().quarantined()).isEqualTo(1);
        }
        restore(path, place, bit);
      }
    }
  }

  private void restore(Path path, int place, int bit) throws IOException {
    List<Path> quarantined =
        disk.files().stream().filter(file -> file.toString().contains("quarantine")).toList();
    for (Path each : quarantined) {
      byte[] kept = disk.content(each);
      disk.delete(each);
      if (each.toString().contains("torn")) {
        // The tail was cut off: put it back.
        try (Disk.DiskFile file = disk.open(path)) {
          file.write(ByteBuffer.wrap(kept), file.size());
          file.sync();
        }
      }
    }
    disk.flip(path, place, bit);
  }

  @Test
  void payload_thatLooksLikeFrames_isNeverTakenForThem() throws Exception {
    SegmentIngestLog log = open(config(1 << 20, 1 << 20));
    append(log, "first");
    byte[] whole = disk.content(disk.files().get(0));
    byte[] frame = Arrays.copyOfRange(whole, Segment.HEADER_BYTES, whole.length);
    CompletableFuture<LogPosition> done = log.append(frame);
    log.runQueued();
    done.join();
    append(log, "last");
    int place = whole.length + 1;
    disk.flip(disk.files().get(0), place, 0);
    assertThat(readAll(open(config(1 << 20, 1 << 20)))).containsExactly("first", "last");
  }

  @Test
  void append_diskAlmostFull_isRefusedUntilSpaceReturns() throws Exception {
    SegmentIngestLog log = open(config(300, 1 << 20));
    append(log, "before");
    disk.setUsableBytes(1_010);
    clock.advance(Duration.ofSeconds(2));
    CompletableFuture<LogPosition> refused = log.append(new byte[50]);
    log.runQueued();
    assertThat(refusalOf(refused)).isEqualTo(Reason.DISK_FULL);
    disk.setUsableBytes(1 << 20);
    clock.advance(Duration.ofSeconds(2));
    append(log, "after");
    assertThat(readAll(log)).containsExactly("before", "after");
  }

  @Test
  void append_syncFails_goesOnInNewSegment() throws Exception {
    SegmentIngestLog log = open(config(1 << 20, 1 << 20));
    append(log, "one");
    disk.setFaults(failing("sync"));
    CompletableFuture<LogPosition> refused = log.append("two".getBytes(UTF_8));
    log.runQueued();
    assertThat(refusalOf(refused)).isEqualTo(Reason.IO_ERROR);
    disk.setFaults(operation -> {});
    append(log, "three");
    assertThat(log.stats().segments()).isEqualTo(2);
    assertThat(readAll(log)).containsExactly("one", "three");
    disk.crash(new Random(1));
    assertThat(readAll(open(config(1 << 20, 1 << 20)))).containsExactly("one", "three");
  }

  @Test
  void append_creationOfSegmentFails_recovers() throws Exception {
    SegmentIngestLog log = open(config(1 << 20, 1 << 20));
    for (String operation : List.of("create", "write", "sync", "syncFolder")) {
      disk.setFaults(failing(operation));
      CompletableFuture<LogPosition> refused = log.append(new byte[1]);
      log.runQueued();
      assertThat(refusalOf(refused)).isEqualTo(Reason.IO_ERROR);
    }
    disk.setFaults(operation -> {});
    append(log, "taken");
    assertThat(readAll(log)).containsExactly("taken");
  }

  private static SimulatedDisk.Faults failing(String name) {
    return operation -> {
      if (operation.equals(name)) {
        throw new IOException("injected into " + name);
      }
    };
  }

  @Test
  void append_logAtItsLimit_isRefusedUntilStoreCatchesUp() throws Exception {
    SegmentIngestLog log = open(config(300, 1_000));
    LogPosition last = LogPosition.START;
    CompletableFuture<LogPosition> done = log.append(new byte[150]);
    log.runQueued();
    while (!done.isCompletedExceptionally()) {
      last = done.join();
      done = log.append(new byte[150]);
      log.runQueued();
    }
    assertThat(refusalOf(done)).isEqualTo(Reason.LOG_FULL);
    log.trim(last);
    append(log, "taken");
    assertThat(log.stats().bytes()).isLessThanOrEqualTo(1_000);
  }

  @Test
  void trim_safeSegments_goAfterADayOnly() throws Exception {
    SegmentIngestLog log = open(config(100, 1 << 20));
    append(log, "x".repeat(100));
    LogPosition end = append(log, "y".repeat(100));
    append(log, "z");
    log.trim(end);
    log.runQueued();
    assertThat(log.stats().segments()).isEqualTo(3);
    clock.advance(Duration.ofHours(25));
    log.trim(end);
    log.runQueued();
    assertThat(readAll(log)).containsExactly("z");
  }

  @Test
  void append_overByteBudget_isRefusedAtOnce() throws Exception {
    SegmentIngestLog log = open(config(1 << 20, 1 << 22));
    CompletableFuture<LogPosition> held = log.append(new byte[900_000]);
    assertThat(refusalOf(log.append(new byte[200_000]))).isEqualTo(Reason.OVER_BUDGET);
    log.runQueued();
    held.join();
    assertThat(budget.used()).isZero();
  }

  @Test
  void open_newerFormat_isRefusedWithAdvice() throws Exception {
    append(open(config(300, 1 << 20)), "x");
    Path file = disk.files().get(0);
    try (Disk.DiskFile handle = disk.open(file)) {
      ByteBuffer header = ByteBuffer.wrap(disk.content(file), 0, 80);
      for (int copy = 0; copy < 2; copy++) {
        header.putInt(copy * 40 + 4, 9);
        CRC32C crc = new CRC32C();
        crc.update(header.array(), copy * 40, 32);
        header.putInt(copy * 40 + 32, (int) crc.getValue());
      }
      handle.write(header, 0);
    }
    assertThatThrownBy(() -> open(config(300, 1 << 20)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("format 9");
  }

  @Test
  void close_pendingRecords_areDurableAndLaterOnesRefused(@TempDir Path folder) throws Exception {
    SegmentIngestLog log =
        SegmentIngestLog.open(SegmentConfig.in(folder), new LocalDisk(), Clock.SYSTEM, budget);
    List<CompletableFuture<LogPosition>> all = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      all.add(log.append(("record " + i).getBytes(UTF_8)));
    }
    log.close();
    assertThat(all).allSatisfy(each -> assertThat(each).isCompleted());
    assertThat(refusalOf(log.append(new byte[1]))).isEqualTo(Reason.STOPPED);
    try (SegmentIngestLog again =
        SegmentIngestLog.open(SegmentConfig.in(folder), new LocalDisk(), Clock.SYSTEM, budget)) {
      assertThat(readAll(again)).hasSize(1_000);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(path -> path.getFileName().toString())).contains("quarantine");
    }
  }
}
