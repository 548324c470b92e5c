// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Role;
import io.gatehouse.protocol.key.ApiKeyText;
import io.gatehouse.protocol.key.KeyHash;
import io.gatehouse.server.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that ask a running server: {@code key}, {@code usage}, and {@code audit} beside it. */
class KeyCommandIT {

  @TempDir static Path directory;

  private static TestServer server;

  /** How a command ended, and what it wrote. */
  private record Run(int code, String out, String err) {}

  @BeforeAll
  static void start() {
    server = TestServer.start(directory);
    server.send(Role.OWNER, "POST", "/apps", "{\"name\":\"Shop\"}");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Run run(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    ByteArrayOutputStream complaints = new ByteArrayOutputStream();
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--data-dir";
    all[arguments.length + 1] = directory.toString();
    try {
      System.setOut(new PrintStream(written, true, UTF_8));
      System.setErr(new PrintStream(complaints, true, UTF_8));
      int code = GatehouseCommand.run(all);
      return new Run(code, written.toString(UTF_8), complaints.toString(UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private static JsonNode keyNamed(String name) {
    return server.get(Role.VIEWER, "/apps/shop/keys?search=" + name).json().at("/items/0");
  }

  @Test
  void a13_key_goesThroughItsLife() {
    Run created =
        run("key", "create", "--name", "Nightly", "--consumer", "acme", "--scope", "orders:read");
    assertThat(created.code).isZero();
    ApiKeyText text = ApiKeyText.parse(created.out.strip());
    assertThat(text).as(created.out).isNotNull();
    String id = keyNamed("Nightly").path("id").asText();
    assertThat(created.err).contains(id);

    assertThat(run("key", "list", "--search", "Nightly").out)
        .contains(id, "active", "acme", text.prefix());
    Run rotated = run("key", "rotate", id, "--overlap-hours", "1");
    assertThat(ApiKeyText.parse(rotated.out.strip())).isNotNull().isNotEqualTo(text);
    assertThat(run("key", "disable", id, "--reason", "unpaid").out).contains("is disabled");
    assertThat(run("key", "enable", id).out).contains("is active");
    assertThat(run("key", "revoke", id).out).contains("is revoked");
    Run late = run("key", "rotate", id);
    assertThat(late.code).isEqualTo(1);
    assertThat(late.err).contains("The key is revoked. Create another one instead.");
    assertThat(run("key", "rotate", "nobody").err).contains("nobody");
  }

  /** A2: what a file says of each row; a second time nothing is new. */
  @Test
  void a2_importOfAFile_takesWhatIsRightAndNamesTheRest() throws IOException {
    String hash = HexFormat.of().formatHex(KeyHash.IMPORTED_SHA256.digest("old-key-1"));
    Path file = directory.resolve("keys.csv");
    Files.writeString(
        file,
        "name,consumer,algorithm,hash,scopes\n"
            + "Old one,acme,sha256,"
            + hash
            + ",orders:read items:*\n"
            + "Other,acme,md5,"
            + hash
            + ",\n"
            + "Plain,acme,sha256,a-key-in-clear,\n");

    Run tried = run("key", "import", file.toString(), "--dry-run");
    assertThat(tried.out).contains("Would import 1, here already 0, wrong 2.");
    assertThat(keyNamed("Old%20one").isMissingNode()).isTrue();
    Run imported = run("key", "import", file.toString());
    assertThat(imported.code).isEqualTo(1);
    assertThat(imported.out).contains("Imported 1, here already 0, wrong 2.");
    assertThat(imported.err)
        .contains("Row 2: The field algorithm is \"md5\"")
        .contains("Row 3: The field hash has 14 characters")
        .doesNotContain("a-key-in-clear");
    assertThat(run("key", "rotate-pepper").out).contains("and all to come");
    assertThat(run("key", "import", file.toString()).out)
        .contains("Imported 0, here already 1, wrong 2.");
    assertThat(keyNamed("Old%20one").path("scopes")).hasSize(2);
  }

  @Test
  void usage_isPrintedAndAsCsv() {
    assertThat(run("usage").out).contains("billable").contains("all");
    assertThat(run("usage", "--csv", "--by", "key,endpoint").out).startsWith("key_id,key_name");
    Run wrong = run("usage", "--by", "moon");
    assertThat(wrong.code).isEqualTo(1);
    assertThat(wrong.err).contains("moon").contains("key, consumer, endpoint, refusal");
  }

  @Test
  void whereNoServerWorks_theCommandSaysWhatToDo() {
    int code = GatehouseCommand.run("key", "list", "--data-dir", "/nowhere");
    assertThat(code).isEqualTo(1);
    Run without = run("key", "list", "--server", "https://gatehouse.example");
    assertThat(without.err).contains("--server needs --token-file");
  }

  /** A12: an entry that somebody edited in SQL is found. */
  @Test
  void a12_auditVerify_findsAnEditedEntry() throws SQLException {
    Run whole = run("audit", "verify");
    assertThat(whole.code).as(whole.err).isZero();
    assertThat(whole.out).contains("all as written. Hash: ");
    assertThat(run("audit", "list", "--search", "app.create").out).contains("app.create Shop");
    try (Connection database =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(Catalog.FILE));
        Statement statement = database.createStatement()) {
      statement.execute("UPDATE audit SET actor = 'somebody else' WHERE seq = 1");
      Run edited = run("audit", "verify");
      assertThat(edited.code).isEqualTo(1);
      assertThat(edited.err).contains("entry 1 is not what was written");
    }
  }
}
