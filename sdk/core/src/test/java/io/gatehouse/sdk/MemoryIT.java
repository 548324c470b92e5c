// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * P1: a service whose heap suffices for itself has enough for the SDK with 10 MB more, with a
 * server that is away and far too much of everything.
 */
@Timeout(300)
class MemoryIT {

  private static final long MEGABYTE = 1_000_000;

  /** What {@link CrowdedProcess} runs in without an SDK. */
  private static final long OWN_HEAP = 20 * MEGABYTE;

  private static final String NOBODY = "http://localhost:1";

  @TempDir Path directory;

  @Test
  void p1_memory_isTenMegabytesAtMost() throws Exception {
    long without = used("", "", OWN_HEAP);
    long with = used(NOBODY, "", OWN_HEAP + 10 * MEGABYTE);
    long withSpool = used(NOBODY, directory.toString(), OWN_HEAP + 10 * MEGABYTE);
    System.out.printf(
        "P1: without the SDK %,d bytes, with it %,d more, with a spool directory %,d more%n",
        without, with - without, withSpool - without);

    assertThat(with - without).isBetween(1_000_000L, 10 * MEGABYTE);
    assertThat(withSpool - without).isLessThan(10 * MEGABYTE);
  }

  private static long used(String server, String spool, long heapBytes) throws Exception {
    List<String> options = List.of("-Xmx" + heapBytes, "-XX:+UseSerialGC");
    ForkedJvm.Outcome outcome = ForkedJvm.run(CrowdedProcess.class, options, server, spool);

    assertThat(outcome.lines()).noneMatch(line -> line.contains("OutOfMemoryError"));
    assertThat(outcome.code()).isZero();
    assertThat(number(outcome, "failures")).isZero();
    long recorded = number(outcome, "recorded");
    assertThat(recorded).isEqualTo(server.isEmpty() ? 0 : 480_000);
    return number(outcome, "used");
  }

  private static long number(ForkedJvm.Outcome outcome, String name) {
    String line =
        outcome.lines().stream().filter(one -> one.startsWith(name + " ")).findFirst().orElse("");
    return Long.parseLong(line.split(" ")[1]);
  }
}
