// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Erasures;
import io.gatehouse.catalog.Role;
import io.gatehouse.server.TestServer.Answer;
import io.gatehouse.server.backup.BackupFile;
import io.gatehouse.server.backup.DataFiles;
import io.gatehouse.server.backup.Restore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom people had erased after a backup does not come back with it. */
class RestoredErasuresIT {

  private static final char[] PASSPHRASE = "nine violet trams".toCharArray();
  private static final String TABLE =
      "CREATE TABLE IF NOT EXISTS erasure (app INTEGER NOT NULL REFERENCES app (number) ON DELETE"
          + " CASCADE, identifier_sha256 TEXT NOT NULL, erased_at BIGINT NOT NULL, PRIMARY KEY"
          + " (app, identifier_sha256))";

  @TempDir Path directory;

  @Test
  void erased_afterTheBackup_isErasedAgainOnce() throws Exception {
    Path data = directory.resolve("data");
    String token;
    try (TestServer server = TestServer.start(data)) {
      report(server);
      token = server.token(Role.OWNER);
    }
    createTable(data);
    long made = System.currentTimeMillis();
    Path file = directory.resolve("b.ghb");
    BackupFile.write(file, PASSPHRASE, data, DataFiles.atRest(data, made));
    erase(data, "acme", made + 5);
    erase(data, "somebody else", made - 5);

    Restore.Done done = new Restore(file, data, true).run(PASSPHRASE);
    assertThat(done.erasures()).isEqualTo(1);
    assertThat(done.warning()).isEmpty();

    try (TestServer server = TestServer.startEmpty(data)) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> !Files.exists(data.resolve(Restore.ERASE_AGAIN)));
      Answer consumers =
          server.call("GET", "/apps/shop/consumers", null, "Authorization", "Bearer " + token);
      assertThat(consumers.status()).isEqualTo(200);
      assertThat(consumers.json().toString()).doesNotContain("acme");
      Answer endpoints =
          server.call("GET", "/apps/shop/endpoints", null, "Authorization", "Bearer " + token);
      assertThat(endpoints.json().at("/items/0/requests").asLong()).isPositive();
    }
  }

  @Test
  void apply_thatFails_isDueUntilItSucceeds() throws Exception {
    Path data = directory.resolve("data");
    try (TestServer server = TestServer.start(data)) {
      report(server);
      createTable(data);
      erase(data, "acme", 100);
      erase(data, "somebody else", 100);
      Files.writeString(data.resolve(Restore.ERASE_AGAIN), "100");
      RestoredErasures due =
          new RestoredErasures(data, server.server().catalog(), server.server().storage());
      assertThatThrownBy(
              () ->
                  due.apply(
                      (app, identifier) -> {
                        throw new IllegalStateException("not now");
                      }))
          .hasMessage("not now");
      assertThat(due.areDue()).isTrue();
      List<String> erased = new ArrayList<>();
      assertThat(due.apply((app, identifier) -> erased.add(app.id() + " " + identifier)))
          .isEqualTo(1);
      assertThat(erased).containsExactly("shop acme");
      assertThat(due.areDue()).isFalse();
      assertThat(due.apply((app, identifier) -> erased.add(identifier))).isZero();
    }
  }

  private static void report(TestServer server) throws Exception {
    String clientId =
        server
            .send(Role.OWNER, "POST", "/apps", "{\"name\":\"Shop\"}")
            .json()
            .get("clientId")
            .asText();
    server.report(
        clientId,
        "sync",
        HubMessages.sync(
            UUID.randomUUID(), UUID.randomUUID(), System.currentTimeMillis() / 1000.0, 3));
  }

  private static void createTable(Path data) throws Exception {
    try (Connection database = open(data);
        Statement sql = database.createStatement()) {
      sql.execute(TABLE);
    }
  }

  private static void erase(Path data, String identifier, long at) throws Exception {
    try (Connection database = open(data);
        PreparedStatement insert =
            database.prepareStatement("INSERT INTO erasure VALUES (1, ?, ?)")) {
      insert.setString(1, Erasures.sha256(identifier));
      insert.setLong(2, at);
      insert.execute();
    }
  }

  private static Connection open(Path data) throws Exception {
    return DriverManager.getConnection("jdbc:sqlite:" + data.resolve(Catalog.FILE));
  }
}
