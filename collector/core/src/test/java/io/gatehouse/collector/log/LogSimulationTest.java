// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.collector.ByteBudget;
import io.gatehouse.collector.testkit.ManualClock;
import io.gatehouse.collector.testkit.SimulatedDisk;
import io.gatehouse.storage.LogPosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Promise D2: what was acknowledged is read again after any power failure and any I/O error, in
 * order, once. More seeds: {@code -Dgatehouse.simulation.seeds=100000}.
 */
class LogSimulationTest {

  private static final int SEEDS = Integer.getInteger("gatehouse.simulation.seeds", 500);
  private static final SegmentConfig CONFIG =
      new SegmentConfig(Path.of("/log"), 3_000, 200_000, 0, Duration.ofHours(24), 1 << 20);

  @Test
  void acknowledged_survivesPowerFailuresAndErrors() throws Exception {
    long acknowledged = 0;
    long refused = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Run run = new Run(seed);
      run.play();
      acknowledged += run.acknowledged.size();
      refused += run.refused;
    }
    System.out.printf(
        "log simulation: %d seeds, %d acknowledged, %d refused, 0 lost%n",
        SEEDS, acknowledged, refused);
    assertThat(acknowledged).isGreaterThan(SEEDS * 10L);
  }

  private static final class Run {
    private final int seed;
    private final Random random;
    private final SimulatedDisk disk = new SimulatedDisk();
    private final ManualClock clock = new ManualClock(1_795_379_643_428L);
    private final List<Long> acknowledged = new ArrayList<>();
    private final Set<Long> sent = new HashSet<>();
    private SegmentIngestLog log;
    private long refused;
    private long next = 1;

    Run(int seed) throws IOException {
      this.seed = seed;
      this.random = new Random(seed);
      this.log = openLog();
    }

    private SegmentIngestLog openLog() throws IOException {
      return SegmentIngestLog.openUnthreaded(CONFIG, disk, clock, new ByteBudget(1 << 24));
    }

    void play() throws Exception {
      for (int step = 0; step < 40; step++) {
        switch (random.nextInt(10)) {
          case 0 -> crash();
          case 1 -> withFaults(this::appendGroup);
          case 2 -> reopen();
          default -> appendGroup();
        }
        clock.advance(Duration.ofMillis(random.nextInt(3_000)));
      }
      verify();
      crash();
    }

    private void appendGroup() {
      List<Long> ids = new ArrayList<>();
      List<CompletableFuture<LogPosition>> done = new ArrayList<>();
      for (int i = random.nextInt(6); i >= 0; i--) {
        long id = next++;
        ids.add(id);
        sent.add(id);
        done.add(log.append(payload(id)));
      }
      log.runQueued();
      for (int i = 0; i < ids.size(); i++) {
        assertThat(done.get(i)).isDone();
        if (done.get(i).isCompletedExceptionally()) {
          refused++;
        } else {
          acknowledged.add(ids.get(i));
        }
      }
    }

    private byte[] payload(long id) {
      int size = 8 + (random.nextInt(10) == 0 ? random.nextInt(5_000) : random.nextInt(300));
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      ByteBuffer.wrap(bytes).putLong(id);
      return bytes;
    }

    private void withFaults(Runnable action) {
      int countdown = random.nextInt(4);
      int[] left = {countdown};
      disk.setFaults(
          operation -> {
            if (left[0]-- <= 0 && random.nextBoolean()) {
              throw new IOException("injected into " + operation);
            }
          });
      action.run();
      disk.setFaults(operation -> {});
    }

    private void crash() throws Exception {
      CompletableFuture<LogPosition> unfinished = log.append(payload(next));
      sent.add(next++);
      if (random.nextBoolean()) {
        withFaults(log::runQueued);
      }
      if (unfinished.isDone() && !unfinished.isCompletedExceptionally()) {
        acknowledged.add(next - 1);
      }
      disk.crash(random);
      log = openLog();
      verify();
    }

    private void reopen() throws Exception {
      log.close();
      log = openLog();
      verify();
    }

    private void verify() throws Exception {
      List<Long> read = new ArrayList<>();
      LogPosition at = LogPosition.START;
      for (IngestLog.Slice slice = log.read(at, 4_000, 0); !slice.end().equals(at); ) {
        for (LogRecord record : slice.records()) {
          read.add(ByteBuffer.wrap(record.payload()).getLong());
        }
        at = slice.end();
        slice = log.read(at, 4_000, 0);
      }
      assertThat(sent).as("seed %d: only what was sent", seed).containsAll(read);
      assertThat(read).as("seed %d: in order, once", seed).isSorted().doesNotHaveDuplicates();
      assertThat(read).as("seed %d: all acknowledged", seed).containsAll(acknowledged);
      assertThat(log.stats().lost()).as("seed %d", seed).isZero();
    }
  }

  @Test
  void read_failingDisk_givesAnErrorAndNeverWrongRecords() throws Exception {
    SimulatedDisk disk = new SimulatedDisk();
    SegmentIngestLog log =
        SegmentIngestLog.openUnthreaded(CONFIG, disk, new ManualClock(1), new ByteBudget(1 << 20));
    CompletableFuture<LogPosition> done = log.append(new byte[] {42});
    log.runQueued();
    assertThat(done).isCompleted();
    disk.setFaults(
        operation -> {
          throw new IOException("injected into " + operation);
        });
    try {
      log.read(LogPosition.START, 100, 0);
      throw new AssertionError("an unreadable disk gave an answer");
    } catch (UncheckedIOException e) {
      assertThat(e).hasMessageContaining("cannot read");
    }
    disk.setFaults(operation -> {});
    assertThat(log.read(LogPosition.START, 100, 0).records()).hasSize(1);
  }
}
