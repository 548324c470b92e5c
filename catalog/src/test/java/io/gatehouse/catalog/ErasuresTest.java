// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasuresTest {

  private static final String TABLE =
      "CREATE TABLE IF NOT EXISTS erasure (app INTEGER NOT NULL REFERENCES app (number) ON DELETE"
          + " CASCADE, identifier_sha256 TEXT NOT NULL, erased_at BIGINT NOT NULL, PRIMARY KEY"
          + " (app, identifier_sha256))";

  @TempDir Path directory;

  private Path file(String name) {
    return directory.resolve(name).resolve(Catalog.FILE);
  }

  private App create(String name) {
    try (Catalog catalog = Catalog.open(directory.resolve(name), Clock.systemUTC())) {
      long workspace = catalog.members().createWorkspace("Harbour");
      return catalog.apps().create(workspace, "Shop", false);
    }
  }

  private void erase(String name, int app, String identifier, long at) throws Exception {
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file(name))) {
      try (Statement sql = database.createStatement()) {
        sql.execute(TABLE);
      }
      try (PreparedStatement insert =
          database.prepareStatement("INSERT INTO erasure VALUES (?, ?, ?)")) {
        insert.setInt(1, app);
        insert.setString(2, Secrets.hash(identifier));
        insert.setLong(3, at);
        insert.execute();
      }
    }
  }

  @Test
  void takeOver_newerErasures_areKnownByTheirHash() throws Exception {
    App app = create("old");
    create("restored");
    erase("old", app.number(), "early", 50);
    erase("old", app.number(), "acme", 100);
    erase("old", 99, "of an app that came later", 100);
    erase("restored", app.number(), "known", 40);
    List<Erasures.Erasure> newer = Erasures.of(file("old"), 100);
    assertThat(newer).hasSize(2);
    try (Catalog restored = Catalog.open(directory.resolve("restored"), Clock.systemUTC())) {
      assertThat(restored.erasures().takeOver(newer)).isEqualTo(1);
      restored.erasures().takeOver(newer);
      List<Erasures.Erasure> again = restored.erasures().since(100);
      assertThat(again).hasSize(1);
      assertThat(again.get(0).app()).isEqualTo(app.number());
      assertThat(again.get(0).identifierSha256()).isEqualTo(Erasures.sha256("acme"));
      assertThat(restored.erasures().since(0)).hasSize(2);
    }
  }

  @Test
  void list_ofACatalogWithoutOne_isEmpty() {
    create("restored");
    assertThat(Erasures.of(file("missing"), 0)).isEmpty();
  }

  @Test
  void copyTo_whileOpen_isACatalogOfItsOwn() {
    try (Catalog catalog = Catalog.open(directory.resolve("live"), Clock.systemUTC())) {
      long workspace = catalog.members().createWorkspace("Harbour");
      catalog.apps().create(workspace, "Shop", false);
      catalog.audit().record("a@example.com", "app.create", "shop", "{}", "");
      assertThat(catalog.schemaVersion()).isPositive();
      directory.resolve("copy").toFile().mkdir();
      catalog.copyTo(file("copy"));
      catalog.apps().create(workspace, "Later", false);
    }
    try (Catalog copy = Catalog.open(directory.resolve("copy"), Clock.systemUTC())) {
      assertThat(copy.apps().all()).extracting(App::name).containsExactly("Shop");
      assertThat(copy.audit().verify().brokenAt()).isNull();
    }
  }
}
