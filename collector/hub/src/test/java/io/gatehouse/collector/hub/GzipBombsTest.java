// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/**
 * Promise M2 for many at once: each is refused, and costs a megabyte beyond its own bytes at most.
 */
class GzipBombsTest {

  private static final int AT_ONCE = 100;

  private final Hub hub = new Hub();

  private record Outcome(int status, long extraBytes) {}

  @Test
  void hundredBombs_atOnce_areRefusedWithinAMegabyteEach() throws Exception {
    byte[] bomb = bomb(100);
    List<Outcome> outcomes = atOnce(bomb);
    System.out.printf(
        "figure M2, %d at once: at most %d bytes allocated beyond the %d of the message%n",
        AT_ONCE, outcomes.stream().mapToLong(Outcome::extraBytes).max().orElseThrow(), bomb.length);
    assertThat(outcomes).hasSize(AT_ONCE).allMatch(outcome -> outcome.status == 413);
    assertThat(outcomes).allMatch(outcome -> outcome.extraBytes < 1 << 20);
    assertThat(hub.budget.used()).isZero();
    assertThat(hub.counters.totals()).containsEntry("too-large", (long) AT_ONCE);
  }

  private List<Outcome> atOnce(byte[] body) throws Exception {
    CyclicBarrier start = new CyclicBarrier(AT_ONCE);
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<Outcome>> running = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return send(body);
                }));
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> each : running) {
        outcomes.add(each.get());
      }
      return outcomes;
    } finally {
      threads.shutdownNow();
    }
  }

  private Outcome send(byte[] body) {
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    long bytes = memory.getThreadAllocatedBytes(self);
    int status = hub.post(Hub.BASE + "sync", body).status();
    bytes = memory.getThreadAllocatedBytes(self) - bytes;
    return new Outcome(status, bytes - body.length);
  }

  /** White space, which a parser would read on and on. */
  private static byte[] bomb(int megabytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] spaces = " ".repeat(1 << 20).getBytes(US_ASCII);
    try (OutputStream zip = new GZIPOutputStream(out, 1 << 16)) {
      for (int i = 0; i < megabytes; i++) {
        zip.write(spaces);
      }
    }
    return out.toByteArray();
  }
}
