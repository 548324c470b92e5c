// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.collector.ByteBudget;
import io.gatehouse.collector.Clock;
import io.gatehouse.storage.LogPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** B1: a copy of the log holds everything acknowledged before it, while records come in. */
class SegmentCopyTest {

  @TempDir Path directory;

  private SegmentIngestLog log;
  private Path copy;
  private int written;

  @BeforeEach
  void start() throws IOException {
    log = open(directory.resolve("log"), 2_000);
    copy = Files.createDirectory(directory.resolve("copy"));
  }

  @AfterEach
  void stop() {
    log.close();
  }

  private static SegmentIngestLog open(Path folder, long maxLogBytes) throws IOException {
    return SegmentIngestLog.open(
        new SegmentConfig(folder, 300, maxLogBytes, 0, Duration.ofHours(24), 1 << 20),
        new LocalDisk(),
        Clock.SYSTEM,
        new ByteBudget(1 << 20));
  }

  private LogPosition append() {
    return log.append(("record " + written++).getBytes(UTF_8)).join();
  }

  private static List<String> read(Path folder, LogPosition from) throws Exception {
    try (SegmentIngestLog log = open(folder, 1 << 20)) {
      List<String> all = new ArrayList<>();
      LogPosition at = from;
      while (true) {
        IngestLog.Slice slice = log.read(at, 200, 0);
        slice.records().forEach(record -> all.add(new String(record.payload(), UTF_8)));
        if (slice.end().equals(at)) {
          assertThat(log.end().offset()).isGreaterThanOrEqualTo(from.offset());
          return all;
        }
        at = slice.end();
      }
    }
  }

  private static List<String> records(int from, int to) {
    List<String> records = new ArrayList<>();
    for (int i = from; i < to; i++) {
      records.add("record " + i);
    }
    return records;
  }

  @Test
  void b1_copyFromAPosition_holdsEverythingAfterIt() throws Exception {
    LogPosition middle = LogPosition.START;
    for (int i = 0; i < 40; i++) {
      LogPosition after = append();
      middle = i == 24 ? after : middle;
    }
    log.copyTo(copy, middle);
    append();
    assertThat(read(copy, middle)).isEqualTo(records(25, 40));
    assertThat(read(directory.resolve("log"), middle)).isEqualTo(records(25, 41));
  }

  @Test
  void copy_fromTheEnd_stillReachesIt() throws Exception {
    LogPosition end = append();
    log.copyTo(copy, end);
    assertThat(read(copy, end)).isEmpty();
  }

  @Test
  void b1_copyWhileRecordsComeIn_holdsWhatWasAcknowledgedBeforeWithoutGap() throws Exception {
    log.close();
    log = open(directory.resolve("log"), 1 << 24);
    append(); // an empty log has no end to compare with
    AtomicBoolean writing = new AtomicBoolean(true);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<LogPosition> writer =
        thread.submit(
            () -> {
              LogPosition last = log.end();
              while (writing.get()) {
                last = append();
              }
              return last;
            });
    for (int i = 0; i < 20; i++) {
      Path folder = Files.createDirectory(copy.resolve(Integer.toString(i)));
      log.linkTo(folder, LogPosition.START);
      LogPosition before = log.end();
      log.copyTo(folder, LogPosition.START);
      List<String> copied = read(folder, LogPosition.START);
      assertThat(copied).isEqualTo(records(0, copied.size()));
      try (SegmentIngestLog opened = open(folder, 1 << 24)) {
        assertThat(opened.end().offset()).isGreaterThanOrEqualTo(before.offset());
      }
    }
    writing.set(false);
    assertThat(writer.get().offset()).isPositive();
    thread.shutdown();
  }

  @Test
  void b1_segmentsTrimmedBetweenLinkAndCopy_areInTheCopy() throws Exception {
    for (int i = 0; i < 30; i++) {
      append();
    }
    log.linkTo(copy, LogPosition.START);
    LogPosition end = log.end();
    // More than the log may hold, and all of it safe: the oldest segments go.
    for (int i = 0; i < 200; i++) {
      log.trim(append());
    }
    log.copyTo(copy, end);
    assertThat(log.bytesAfter(LogPosition.START)).isLessThan(2_000);
    assertThat(read(copy, LogPosition.START)).startsWith(records(0, 30).toArray(String[]::new));
  }

  @Test
  void quarantine_isCopied() throws Exception {
    LogPosition at = append();
    log.quarantine(at, "poison", new byte[] {1, 2, 3});
    log.copyTo(copy, at);
    assertThat(copy.resolve("quarantine")).isDirectoryContaining("glob:**-poison.bin");
  }
}
