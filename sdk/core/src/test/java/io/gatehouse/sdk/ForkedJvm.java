// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.protocol.Protocol;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A class with a main method, run in a process of its own until it ends. */
final class ForkedJvm {

  private ForkedJvm() {}

  /** What it printed, on both streams, and its exit code. */
  record Outcome(int code, List<String> lines) {}

  /**
   * Waits for the end.
   *
   * @param options of the JVM
   */
  static Outcome run(Class<?> main, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), main.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Outcome(process.waitFor(), out.lines().toList());
  }

  private static String classPath() throws IOException {
    List<String> places = new ArrayList<>();
    try {
      for (Class<?> one : List.of(ForkedJvm.class, Gatehouse.class, Protocol.class)) {
        places.add(
            Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
      }
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
    return String.join(File.pathSeparator, places);
  }
}
