// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Headless Chromium, driven by the dashboard's own browser test scripts. */
final class Browser {

  private static final Path UI = Path.of("../ui").toAbsolutePath();

  private Browser() {}

  /** Opens a page and waits until all the texts stand on it. */
  static void assertShows(String url, String token, String path, String... texts) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of("node", "e2e/shows.mjs", path));
    command.addAll(List.of(texts));
    run(command, Map.of("GATEHOUSE_URL", url, "GATEHOUSE_API_TOKEN", token));
  }

  /** Runs a script in the dashboard's folder; its output explains a failure. */
  static String run(List<String> command, Map<String, String> environment) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(UI.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
