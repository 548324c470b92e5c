// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every page in a real browser against the built jar with the demo's data. */
class DashboardIT {

  @TempDir Path directory;

  @Test
  void everyPage_lightAndDarkWideAndNarrow_hasNoFindings() throws Exception {
    try (ServerProcess server = ServerProcess.start(directory.resolve("demo"), "demo")) {
      assertThat(server.ready("client_id")).hasSize(36);
      Path screenshots = Path.of("target/screenshots").toAbsolutePath();
      Files.createDirectories(screenshots);
      String output =
          Browser.run(
              List.of("node", "e2e/run.mjs"),
              Map.of(
                  "GATEHOUSE_URL", server.ready("url"),
                  "GATEHOUSE_API_TOKEN", server.ready("api_token"),
                  "E2E_SCREENSHOTS", screenshots.toString()));
      assertThat(output).containsPattern("[1-9][0-9]* passed, 0 failed");
    }
  }
}
