// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands print, and how wrong calls end. */
class CommandLineIT {

  @TempDir Path directory;

  @Test
  void serve_unknownSetting_doesNotStartAndNamesTheNearest() {
    assertThatThrownBy(
            () -> ServerProcess.run(directory, "", "serve", "-s", "storage.memmory=1GiB"))
        .hasMessageContaining("Unknown setting storage.memmory")
        .hasMessageContaining("storage.memory");
  }

  @Test
  void serve_firstStart_printsASetupLinkForTheOwnerOnly() throws Exception {
    try (ServerProcess server = ServerProcess.start(directory.resolve("data"), "serve")) {
      assertThat(server.log()).contains("/setup#token=");
      assertThat(server.post("/healthz", new byte[0], java.util.Map.of())).isEqualTo(405);
    }
  }

  @Test
  void serveAndDemo_whenReady_printOneLineThatScriptsCanReadWhole() throws Exception {
    String url = "ready url=http://127\\.0\\.0\\.1:\\d+";
    try (ServerProcess server = ServerProcess.start(directory.resolve("data"), "serve")) {
      assertThat(server.readyLine()).matches("ready url=http://[\\w.-]+:\\d+");
    }
    try (ServerProcess demo = ServerProcess.start(directory.resolve("demo"), "demo")) {
      assertThat(demo.readyLine())
          .matches(
              url
                  + " client_id=[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
                  + " ingest_token=ghi_\\w+ api_token=ght_\\w+");
    }
  }

  @Test
  void doctor_onAnEmptyDirectory_findsNothingWrong() throws Exception {
    assertThat(ServerProcess.run(directory, "", "doctor", "--port", "0"))
        .contains("ok    settings are valid")
        .doesNotContain("WRONG");
  }

  @Test
  void token_ofAnUnknownUser_isRefusedClearly() throws Exception {
    Path data = directory.resolve("data");
    ServerProcess.start(data, "serve").close();
    assertThatThrownBy(() -> ServerProcess.run(data, "", "token", "create", "x@example.com"))
        .hasMessageContaining("There is no user with the e-mail x@example.com.");
  }
}
