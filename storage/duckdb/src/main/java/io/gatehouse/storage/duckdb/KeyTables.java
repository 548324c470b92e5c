// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.KeyFacts;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** Puts what is known of keys beside the ledger, for one connection and as long as that is open. */
final class KeyTables {

  /** Which key a secret is of. */
  static final String SECRETS = "key_secret";

  static final String KEYS = "key_fact";

  private KeyTables() {}

  static void create(DuckDBConnection connection, List<KeyFacts> keys) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TEMP TABLE "
              + SECRETS
              + " (secret VARCHAR NOT NULL, id VARCHAR NOT NULL, name VARCHAR NOT NULL)");
      statement.execute(
          "CREATE TEMP TABLE "
              + KEYS
              + " (id VARCHAR NOT NULL, name VARCHAR NOT NULL, environment VARCHAR NOT NULL,"
              + " consumer VARCHAR NOT NULL, consumer_name VARCHAR, consumer_group VARCHAR, scopes"
              + " VARCHAR NOT NULL, tags VARCHAR NOT NULL, external_id VARCHAR, state VARCHAR NOT"
              + " NULL, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL)");
    }
    try (var appender = connection.createAppender("temp", "main", SECRETS)) {
      RowAppender rows = new RowAppender(appender);
      for (KeyFacts key : keys) {
        for (String secret : key.secrets()) {
          rows.begin().add(secret).add(key.id()).add(key.name()).end();
        }
      }
    }
    try (var appender = connection.createAppender("temp", "main", KEYS)) {
      RowAppender rows = new RowAppender(appender);
      for (KeyFacts key : keys) {
        rows.begin()
            .add(key.id())
            .add(key.name())
            .add(key.environment())
            .add(key.consumer())
            .add(key.consumerName())
            .add(key.consumerGroup())
            .add(String.join("\n", key.scopes()))
            .add(String.join("\n", key.tags()))
            .add(key.externalId())
            .add(key.state())
            .add(key.createdAt())
            .add(key.expiresAt())
            .end();
      }
    }
  }
}
