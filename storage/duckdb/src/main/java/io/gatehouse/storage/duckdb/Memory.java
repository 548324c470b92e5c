// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.LogPosition;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;

/**
 * What the writer knows without asking the database: dictionaries, identities, position and tiers,
 * all as of the last commit. Confined to whoever holds the write lock.
 */
final class Memory {

  static final int IDENTITY_HOURS = 24;

  private final DuckDbConfig config;
  private Dictionaries dictionaries;
  private final IdentitySet messages;
  private final IdentitySet requests;
  private final BatchNumbers batchNumbers;
  private final AppVersions appVersions;
  private final CountSources countSources;
  private LogPosition position;
  private long sequence;
  private TierState tiers;

  private Memory(
      DuckDbConfig config,
      Dictionaries dictionaries,
      IdentitySet messages,
      IdentitySet requests,
      BatchNumbers batchNumbers,
      AppVersions appVersions,
      CountSources countSources,
      LogPosition position,
      long sequence,
      TierState tiers) {
    this.config = config;
    this.dictionaries = dictionaries;
    this.messages = messages;
    this.requests = requests;
    this.batchNumbers = batchNumbers;
    this.appVersions = appVersions;
    this.countSources = countSources;
    this.position = position;
    this.sequence = sequence;
    this.tiers = tiers;
  }

  static Memory load(DuckDBConnection connection, DuckDbConfig config) throws SQLException {
    return new Memory(
        config,
        DictionaryLoader.load(connection, config.limits()),
        identities(connection, "seen_message", "high, low", config.identities()),
        identities(
            connection,
            RequestTable.REQUEST.table,
            // A UUID is kept as a number whose sign bit is turned.
            "((id::UHUGEINT >> 64)::UBIGINT::BIT::BIGINT),"
                + " ((id::UHUGEINT & 18446744073709551615::UHUGEINT)::UBIGINT::BIT::BIGINT)",
            config.identities()),
        BatchNumbers.load(connection),
        AppVersions.load(connection, config.limits().versions()),
        CountSources.load(connection),
        position(connection),
        sequence(connection),
        TierState.read(connection));
  }

  private static LogPosition position(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT log_partition, log_offset FROM loader_position")) {
      row.next();
      return new LogPosition(row.getInt(1), row.getLong(2));
    }
  }

  private static long sequence(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT coalesce(max(sequence), 0) FROM request")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static IdentitySet identities(
      DuckDBConnection connection, String table, String halves, int limit) throws SQLException {
    IdentitySet identities = new IdentitySet(IDENTITY_HOURS, limit);
    String sql =
        "SELECT app, %s, received_minute FROM %s".formatted(halves, table)
            + " WHERE received_minute > (SELECT max(received_minute) FROM %s) - ?".formatted(table)
            + " ORDER BY received_minute";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, IDENTITY_HOURS * 60);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          identities.add(rows.getInt(1), rows.getLong(2), rows.getLong(3), rows.getInt(4));
        }
      }
    }
    return identities;
  }

  Dictionaries dictionaries() {
    return dictionaries;
  }

  /** After rows were deleted from the dictionaries' tables. */
  void reloadDictionaries(DuckDBConnection connection) throws SQLException {
    dictionaries = DictionaryLoader.load(connection, config.limits());
  }

  void forget(int app) {
    dictionaries.forget(app);
    messages.forget(app);
    requests.forget(app);
    countSources.forget(app);
    batchNumbers.forget(app);
    appVersions.forget(app);
  }

  /** Messages stored already. */
  IdentitySet messages() {
    return messages;
  }

  /** Requests stored already. */
  IdentitySet requests() {
    return requests;
  }

  /** Who counts what. */
  CountSources countSources() {
    return countSources;
  }

  /** Numbered batches stored already. */
  BatchNumbers batchNumbers() {
    return batchNumbers;
  }

  /** Numbers of the versions of apps. */
  AppVersions appVersions() {
    return appVersions;
  }

  /** Numbers requests in the order in which they are stored. */
  long nextSequence() {
    return ++sequence;
  }

  LogPosition position() {
    return position;
  }

  void position(LogPosition value) {
    position = value;
  }

  TierState tiers() {
    return tiers;
  }

  void tiers(TierState value) {
    tiers = value;
  }
}
