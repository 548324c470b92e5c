// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Lets Jazzer look for inputs that break a property: a fixed number of them in every build, minutes
 * of them with {@code -Pfuzz}. An input that does is left in {@code target/fuzz}; put it beside the
 * target's seeds, where {@link SeedsTest} tries it for ever.
 */
class FuzzIT {

  private static final int RUNS = Integer.getInteger("gatehouse.fuzz.runs", 400);
  private static final int SECONDS = Integer.getInteger("gatehouse.fuzz.seconds", 0);

  /** Ends a slice on a machine that is busy. */
  private static final int SLICE_SECONDS = 20;

  @ParameterizedTest
  @EnumSource
  void inputs_keepTheProperty(Targets target) throws Exception {
    Path folder =
        Path.of(System.getProperty("gatehouse.fuzz.directory", "target/fuzz"), target.text());
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    Path seeds = Files.createDirectories(folder.resolve("seeds"));
    for (Path seed : target.seeds()) {
      String name = seed.getParent().getFileName() + "-" + seed.getFileName();
      Files.write(seeds.resolve(name), Files.readAllBytes(seed));
    }
    Path log = folder.resolve("log");
    Process jazzer =
        new ProcessBuilder(command(target, folder, corpus, seeds))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      boolean ended = jazzer.waitFor(SECONDS + 10L * SLICE_SECONDS, TimeUnit.SECONDS);
      assertThat(ended).as("ended in time; see %s", log).isTrue();
      assertThat(jazzer.exitValue()).as(() -> tail(log)).isZero();
    } finally {
      jazzer.destroyForcibly();
    }
  }

  private static List<String> command(Targets target, Path folder, Path corpus, Path seeds) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx700m");
    if (SECONDS == 0) {
      // A slice ends before what the second compiler makes would pay.
      command.add("-XX:TieredStopAtLevel=1");
      command.add("-XX:+UseSerialGC");
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + Entrance.class.getName());
    command.add("--target_args=" + target.name());
    command.add("--instrumentation_includes=io.gatehouse.**");
    if (SECONDS == 0) {
      // Half of a slice would be the instrumentation of libraries.
      command.add("--custom_hook_includes=io.gatehouse.**");
    }
    command.add("--reproducer_path=" + folder);
    command.add("-artifact_prefix=" + folder + File.separator);
    command.add("-runs=" + RUNS);
    command.add("-max_total_time=" + (SECONDS > 0 ? SECONDS : SLICE_SECONDS));
    command.add("-seed=1");
    command.add("-max_len=8192");
    command.add("-timeout=30");
    command.add("-rss_limit_mb=0");
    command.add(corpus.toString());
    command.add(seeds.toString());
    return command;
  }

  private static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    } catch (IOException e) {
      return log + " cannot be read: " + e;
    }
  }
}
