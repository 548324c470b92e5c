// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.catalog.Role;
import io.gatehouse.server.HubMessages;
import io.gatehouse.server.TestServer;
import io.gatehouse.server.TestServer.Answer;
import io.gatehouse.server.cli.GatehouseCommand;
import io.gatehouse.server.config.SettingsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** B1, B2: the commands, with a server in this process. */
class BackupIT {

  @TempDir Path directory;

  private Path data;
  private Path file;
  private Path passphrase;
  private String app = "";
  private String range = "";
  private final UUID request = UUID.randomUUID();

  @BeforeEach
  void prepare() throws IOException {
    data = directory.resolve("data");
    file = directory.resolve("b.ghb");
    passphrase = directory.resolve("passphrase");
    Files.writeString(passphrase, "nine violet trams\n");
  }

  private record Run(int code, String text) {}

  private Run run(String command, Path directory, String... more) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(written, true, UTF_8);
    List<String> arguments = new java.util.ArrayList<>();
    arguments.addAll(List.of(command, file.toString(), "--data-dir", directory.toString()));
    arguments.addAll(List.of("--passphrase-file", passphrase.toString()));
    arguments.addAll(List.of(more));
    try {
      System.setOut(both);
      System.setErr(both);
      int code = GatehouseCommand.run(arguments.toArray(String[]::new));
      return new Run(code, written.toString(UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private void fill(TestServer server) throws Exception {
    Answer created = server.send(Role.OWNER, "POST", "/apps", "{\"name\":\"Shop\"}");
    app = created.json().get("id").asText();
    String clientId = created.json().get("clientId").asText();
    UUID instance = UUID.randomUUID();
    Instant now = Instant.now();
    double seconds = now.toEpochMilli() / 1000.0;
    server.report(clientId, "startup", HubMessages.startup(instance));
    server.report(clientId, "sync", HubMessages.sync(instance, UUID.randomUUID(), seconds, 10));
    server.report(
        clientId, "log?uuid=" + UUID.randomUUID(), HubMessages.requestLogLine(request, seconds));
    range =
        "from="
            + now.minus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS)
            + "&to="
            + now.plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
  }

  private Map<String, String> answers(TestServer server, String token) {
    Map<String, String> answers = new TreeMap<>();
    String ofApp = "/apps/" + app;
    for (String path :
        List.of(
            "/apps",
            "/members",
            ofApp + "/sdk-settings",
            ofApp + "/summary?" + range,
            ofApp + "/series?" + range,
            ofApp + "/breakdown?by=endpoint&" + range,
            ofApp + "/breakdown?by=status&" + range,
            ofApp + "/latency?" + range,
            ofApp + "/endpoints?" + range,
            ofApp + "/consumers?" + range,
            ofApp + "/groups?" + range,
            ofApp + "/errors?tab=server&" + range,
            ofApp + "/errors?tab=validation&" + range,
            ofApp + "/requests?" + range,
            ofApp + "/requests/" + request)) {
      Answer answer = server.call("GET", path, null, "Authorization", "Bearer " + token);
      answers.put(path, answer.status() + " " + answer.json());
    }
    return answers;
  }

  @Test
  void b1_backupOfARunningServer_restoredElsewhere_answersTheSame() throws Exception {
    String token;
    Map<String, String> before;
    try (TestServer server = TestServer.start(data)) {
      fill(server);
      token = server.token(Role.OWNER);
      Run backup = run("backup", data);
      assertThat(backup.text).contains("Wrote " + file);
      assertThat(backup.code).isZero();
      assertThat(data.resolve("backup")).isEmptyDirectory();
      before = answers(server, token);
      assertThat(server.get(Role.OWNER, "/audit").json().toString())
          .contains("backup.create", "backup.delete", "gatehouse backup");
      assertThat(server.get(Role.OWNER, "/tokens").json().get("items")).hasSize(1);
    }
    assertThat(before.values()).filteredOn(answer -> answer.startsWith("200")).hasSize(15);
    assertThat(run("backup", data, "--verify").text).contains(file + " is whole:");
    Path elsewhere = directory.resolve("elsewhere");
    Run restore = run("restore", elsewhere);
    assertThat(restore.text).contains("Start it with: gatehouse serve --data-dir " + elsewhere);
    assertThat(restore.code).isZero();
    try (TestServer server = TestServer.startEmpty(elsewhere)) {
      assertThat(server.server().awaitLoaded(java.time.Duration.ofSeconds(20))).isTrue();
      assertThat(answers(server, token)).isEqualTo(before);
      assertThat(server.server().catalog().audit().verify().brokenAt()).isNull();
    }
  }

  @Test
  void b1_backupOfAStoppedServer_restoredElsewhere_answersTheSame() throws Exception {
    String token;
    Map<String, String> before;
    try (TestServer server = TestServer.start(data)) {
      fill(server);
      token = server.token(Role.OWNER);
      before = answers(server, token);
    }
    assertThat(run("backup", data).code).isZero();
    assertThat(run("restore", directory.resolve("elsewhere")).code).isZero();
    try (TestServer server = TestServer.startEmpty(directory.resolve("elsewhere"))) {
      assertThat(answers(server, token)).isEqualTo(before);
    }
  }

  @Test
  void b2_damagedOrForeignFile_isRefusedBeforeAnythingIsTouched() throws Exception {
    TestServer.start(data).close();
    assertThat(run("backup", data).code).isZero();
    byte[] whole = Files.readAllBytes(file);
    Path elsewhere = directory.resolve("elsewhere");
    byte[] flipped = whole.clone();
    flipped[whole.length - 20] ^= 1;
    Files.write(file, flipped);
    Run refused = run("restore", elsewhere);
    assertThat(refused.code).isEqualTo(1);
    assertThat(refused.text).startsWith("gatehouse: " + file + " is damaged or was changed");
    assertThat(elsewhere).doesNotExist();
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 1));
    assertThat(run("restore", data, "--replace").code).isEqualTo(1);
    assertThat(data.resolve("catalog.sqlite")).exists();
    Files.write(file, whole);
    Files.writeString(passphrase, "ten violet trams");
    assertThat(run("restore", elsewhere).text).contains("The passphrase does not open " + file);
    assertThat(elsewhere).doesNotExist();
  }

  @Test
  void restore_intoAFullDirectory_isRefusedUnlessItIsReplaced() throws Exception {
    try (TestServer server = TestServer.start(data)) {
      fill(server);
      assertThat(run("backup", data).code).isZero();
      Run busy = run("restore", data, "--replace");
      assertThat(busy.code).isEqualTo(1);
      server.send(Role.OWNER, "POST", "/apps", "{\"name\":\"Later\"}");
    }
    Files.writeString(data.resolve("gatehouse.properties"), "");
    Run refused = run("restore", data);
    assertThat(refused.code).isEqualTo(1);
    assertThat(refused.text).contains("is not empty", "catalog.sqlite", "--replace");
    Run replaced = run("restore", data, "--replace");
    assertThat(replaced.text).contains("What was there is in " + data + "/replaced-");
    try (TestServer server = TestServer.startEmpty(data)) {
      assertThat(server.server().catalog().apps().all()).hasSize(1);
    }
    assertThat(data.resolve("gatehouse.properties")).exists();
  }

  @Test
  void start_afterARestoreThatWasNotFinished_isRefusedUntilItIs() throws Exception {
    TestServer.start(data).close();
    assertThat(run("backup", data).code).isZero();
    Files.createDirectories(data.resolve("restoring/store"));
    Files.delete(data.resolve("catalog.sqlite"));
    assertThatThrownBy(() -> TestServer.startEmpty(data))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("A restore into " + data);
    assertThat(run("restore", data, "--replace").code).isZero();
    TestServer.startEmpty(data).close();
  }

  @Test
  void start_afterACrashDuringABackup_removesWhatIsLeft() throws Exception {
    TestServer.start(data).close();
    Path left = Files.createDirectories(data.resolve("backup/20260101-000000-0123abcd/store"));
    Files.writeString(left.resolve("telemetry.duckdb"), "half");
    TestServer.startEmpty(data).close();
    assertThat(data.resolve("backup")).doesNotExist();
  }

  @Test
  void backup_withoutSpace_isRefusedWithTheNumbers() throws Exception {
    try (TestServer server = TestServer.start(data, "ingest.disk-reserve=100000GiB")) {
      Run refused = run("backup", data);
      assertThat(refused.code).isEqualTo(1);
      assertThat(refused.text)
          .containsPattern(
              "A backup needs about [0-9,]+ MB on the disk of .*, and [0-9,]+ MB stay"
                  + " reserved for taking in, but [0-9,]+ MB are free");
      assertThat(server.send(Role.OWNER, "DELETE", "/backups/lock", "").status()).isEqualTo(404);
    }
    assertThat(file).doesNotExist();
    assertThat(data.resolve("backup")).doesNotExist();
  }

  @Test
  void backup_withAShortPassphraseOrWithoutData_isRefused() throws Exception {
    assertThat(run("backup", data).text).contains("There is nothing to back up in " + data);
    TestServer.start(data).close();
    Files.writeString(passphrase, "short");
    assertThat(run("backup", data).text).contains("The passphrase has 5 characters");
    assertThat(file).doesNotExist();
  }
}
