// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways to sign in, in a real browser with an authenticator of its own, against the built jar. */
class PeopleIT {

  private static final String EMAIL = "ines@example.com";
  private static final String PASSWORD = "violet tram 9 lanterns";

  @TempDir Path directory;

  @Test
  void passwordAppPasskeyAndRecoveryCode_signIn() throws Exception {
    Path data = directory.resolve("data");
    try (ServerProcess server = ServerProcess.start(data, "serve")) {
      ServerProcess.run(
          data, PASSWORD + "\n", "user", "add", EMAIL, "--name", "Ines", "--password-stdin");
      String output =
          Browser.run(
              List.of("node", "e2e/people.mjs", EMAIL, PASSWORD),
              Map.of("GATEHOUSE_URL", "http://localhost:" + server.uri("").getPort()));
      assertThat(output).contains("signed in with password, app, passkey and recovery code");
    }
  }
}
