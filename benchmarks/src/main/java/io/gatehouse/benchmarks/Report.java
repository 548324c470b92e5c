// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/** Prints the figures of one benchmark. */
final class Report {

  private static final PrintStream OUT = System.out;

  Report(String name) {
    Runtime runtime = Runtime.getRuntime();
    OUT.printf(
        Locale.ROOT,
        "%n## %s (Java %s, %d cores)%n",
        name,
        Runtime.version().feature(),
        runtime.availableProcessors());
  }

  void line(String format, Object... values) {
    OUT.printf(Locale.ROOT, format + "%n", values);
    OUT.flush();
  }

  /** Sorts the samples and takes the one at a share of 0 to 1. */
  static double percentile(double[] samples, double share) {
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))];
  }

  static double median(double[] samples) {
    return percentile(samples, 0.5);
  }

  /** What this thread has computed, in nanoseconds; other work on the machine does not count. */
  static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
