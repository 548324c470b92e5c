// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks.sdk;

import io.gatehouse.protocol.key.ApiKeyText;
import io.gatehouse.protocol.key.KeyEntry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hashes of keys in PostgreSQL, as a service would look them up that asks for each call. */
final class KeyDatabase implements AutoCloseable {

  private static final int BATCH = 5_000;

  private final EmbeddedPostgres postgres;

  private KeyDatabase(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  static KeyDatabase of(List<KeyEntry> entries) throws IOException, SQLException {
    KeyDatabase made = new KeyDatabase(EmbeddedPostgres.builder().start());
    try (Connection connection = made.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE keys (id text PRIMARY KEY, hash bytea, state text)");
      connection.setAutoCommit(false);
      made.insert(connection, entries);
      connection.commit();
      connection.setAutoCommit(true);
      statement.execute("VACUUM ANALYZE keys");
    }
    return made;
  }

  private void insert(Connection connection, List<KeyEntry> entries) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO keys VALUES (?, ?, 'active')")) {
      int waiting = 0;
      for (KeyEntry entry : entries) {
        insert.setString(1, entry.id());
        insert.setBytes(2, entry.hash());
        insert.addBatch();
        if (++waiting % BATCH == 0) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
  }

  private Connection connect() throws SQLException {
    return postgres.getPostgresDatabase().getConnection();
  }

  Question ask() throws SQLException {
    return new Question(connect());
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }

  /** A statement that is prepared once, on a connection of its own. */
  static final class Question implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement statement;

    Question(Connection connection) throws SQLException {
      this.connection = connection;
      statement = connection.prepareStatement("SELECT hash, state FROM keys WHERE id = ?");
    }

    boolean matches(@Nullable ApiKeyText text, byte[] hash) throws SQLException {
      if (text == null) {
        return false;
      }
      statement.setString(1, text.id());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next()
            && MessageDigest.isEqual(rows.getBytes(1), hash)
            && rows.getString(2).equals("active");
      }
    }

    @Override
    public void close() throws SQLException {
      statement.close();
      connection.close();
    }
  }
}
