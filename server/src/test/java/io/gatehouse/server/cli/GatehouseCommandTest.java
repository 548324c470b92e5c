// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Member;
import io.gatehouse.catalog.Role;
import io.gatehouse.catalog.SignInPolicies;
import io.gatehouse.catalog.SignInPolicies.SignInPolicy;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatehouseCommandTest {

  @TempDir Path directory;

  /** How a command ended, and what it wrote. */
  private record Run(int code, String text) {}

  private static Run run(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(written, true, UTF_8);
    try {
      System.setOut(both);
      System.setErr(both);
      return new Run(GatehouseCommand.run(arguments), written.toString(UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serve", "demo", "doctor", "user", "token", "key", "usage", "audit", "backup", "restore",
        "version"
      })
  void help_ofACommand_tellsItsUse(String command) {
    Run run = run(command, "--help");
    assertThat(run.code).isZero();
    assertThat(run.text).startsWith("Usage: gatehouse " + command).contains("--help");
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "demo"})
  void help_ofWhatStartsAServer_namesPortDirectoryAndReadyLine(String command) {
    assertThat(run(command, "--help").text)
        .contains("--port", "--data-dir", "ready url=<base URL>");
  }

  @Test
  void help_withoutACommand_listsThemAll() {
    Run run = run("--help");
    assertThat(run.code).isZero();
    assertThat(run.text)
        .contains("serve", "demo", "doctor", "user", "token", "key", "usage", "audit")
        .contains("backup", "restore", "version");
  }

  @Test
  void wrongCall_endsWithCode2AndTheUse() {
    assertThat(run("srve").code).isEqualTo(2);
    assertThat(run("serve", "--prot", "1").text).contains("--prot").contains("Usage:");
  }

  @Test
  void unknownSetting_endsWithCode1AndTheNearestName() {
    Run run = run("serve", "--data-dir", directory.toString(), "-s", "server.prot=1");
    assertThat(run.code).isEqualTo(1);
    assertThat(run.text).contains("Unknown setting server.prot. Did you mean server.port");
  }

  @Test
  void user_lockedOut_comesBackIn() {
    try (Catalog catalog = Catalog.open(directory, Clock.systemUTC())) {
      long workspace = catalog.members().createWorkspace("Harbour");
      Member owner =
          catalog.members().create(workspace, "O", "o@example.com", null, Role.OWNER, true);
      catalog.secondFactors().prepareTotp(owner.id(), "sealed");
      catalog.secondFactors().confirmTotp(owner.id());
      catalog
          .signInPolicies()
          .set(workspace, new SignInPolicy(false, SignInPolicies.Passwords.NONE));
      String data = "--data-dir=" + directory;
      assertThat(run("user", "passwords", "some", data).text).contains("none of all, owners");
      assertThat(run("user", "passwords", "owners", data).code).isZero();
      assertThat(catalog.signInPolicies().get(workspace).passwords())
          .isEqualTo(SignInPolicies.Passwords.OWNERS);
      assertThat(run("user", "reset-factors", "o@example.com", data).code).isZero();
      assertThat(catalog.secondFactors().has(owner.id())).isFalse();
      assertThat(run("user", "reset-factors", "x@example.com", data).text).contains("no user");
      assertThat(catalog.audit().list("command line", Long.MAX_VALUE, 10)).hasSize(2);
    }
  }

  @Test
  void doctor_auditTrailCutOff_saysWhere() throws Exception {
    try (Catalog catalog = Catalog.open(directory, Clock.systemUTC())) {
      for (int i = 0; i < 3; i++) {
        catalog.audit().record("a@example.com", "app.create", "app-" + i, "{}", "");
      }
      Run whole = run("doctor", "--data-dir", directory.toString(), "--port", "0");
      assertThat(whole.text)
          .contains("audit trail of 3 entries is intact")
          .contains(catalog.audit().head().orElseThrow().hash());
    }
    try (Connection database =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(Catalog.FILE));
        Statement sql = database.createStatement()) {
      sql.execute("DELETE FROM audit WHERE seq = 3");
    }
    Run cut = run("doctor", "--data-dir", directory.toString(), "--port", "0");
    assertThat(cut.code).isEqualTo(1);
    assertThat(cut.text).contains("WRONG audit trail was changed or cut off at entry 3");
  }
}
