// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.FileFormat;
import io.gatehouse.storage.KeyFacts;
import io.gatehouse.storage.SqlQueries.Column;
import io.gatehouse.storage.StorageException;
import io.gatehouse.storage.StorageException.Kind;
import io.gatehouse.storage.StoredFile;
import io.gatehouse.storage.UsageQueries.By;
import io.gatehouse.storage.UsageQueries.Per;
import io.gatehouse.storage.UsageQueries.Selection;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Sums of calls as a file. DuckDB writes it, so that our memory does not depend on its length. */
final class UsageExport {

  static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int AT_A_TIME = 2;

  private static final List<Column> NAMES =
      List.of(
          text("key_id"),
          text("key_name"),
          text("consumer"),
          text("method"),
          text("route"),
          text("refusal"),
          text("version"));

  private final Database database;
  private final Semaphore places = new Semaphore(AT_A_TIME);

  UsageExport(Database database) {
    this.database = database;
  }

  private static Column text(String name) {
    return new Column(name, "VARCHAR", "");
  }

  StoredFile write(
      Selection selection,
      EnumSet<By> by,
      @Nullable Per per,
      List<KeyFacts> keys,
      FileFormat format) {
    if (!places.tryAcquire()) {
      throw new StorageException(
          Kind.BUSY,
          AT_A_TIME + " exports are being written already. Try again in a moment.",
          null);
    }
    try {
      Path file = database.file().exports().newFile(format);
      boolean whole = false;
      try {
        long rows =
            database.beside(
                connection -> write(connection, selection, by, per, keys, file, format));
        whole = true;
        return new StoredFile(file, format, rows, false);
      } finally {
        if (!whole) {
          ExportFolder.delete(file);
        }
      }
    } catch (IOException e) {
      throw ExportFolder.failed(e);
    } finally {
      places.release();
    }
  }

  private static long write(
      Connection connection,
      Selection selection,
      EnumSet<By> by,
      @Nullable Per per,
      List<KeyFacts> keys,
      Path file,
      FileFormat format)
      throws SQLException {
    KeyTables.create(connection.unwrap(DuckDBConnection.class), keys);
    ReadSession session = new ReadSession(connection, LONGEST.toNanos());
    session.begin();
    try {
      List<Column> columns = new ArrayList<>();
      if (per != null) {
        columns.add(new Column("period", per == Per.DAY ? "DATE" : "TIMESTAMP", ""));
      }
      columns.addAll(NAMES);
      for (String sum : DuckDbUsage.SUM_NAMES.split(", ")) {
        columns.add(new Column(sum, "BIGINT", ""));
      }
      String rows = rows(session, selection, by, per).literal();
      return ExportSql.write(connection, rows, columns, file, format, (int) LONGEST.toSeconds());
    } catch (SQLException e) {
      if (Failures.isTimeout(e) || Failures.isOutOfMemory(e)) {
        throw Failures.onRead(e);
      }
      throw e;
    } finally {
      session.end();
    }
  }

  private static Sql rows(
      ReadSession session, Selection selection, EnumSet<By> by, @Nullable Per per)
      throws SQLException {
    TierState tiers = session.app(selection.app()).tiers();
    List<String> parts = new ArrayList<>();
    if (per != null) {
      parts.add(per == Per.DAY ? "minute // 1440 AS unit" : "minute AS unit");
    }
    by.forEach(dimension -> parts.add(DuckDbUsage.column(dimension)));
    Sql sums =
        Sql.of("SELECT " + String.join("", parts.stream().map(part -> part + ", ").toList()))
            .add(DuckDbUsage.SUMS + " FROM (")
            .add(
                DuckDbUsage.rows(
                    session,
                    selection,
                    UsageDays.of(selection, by),
                    per == Per.MINUTE ? tiers.hourFloor() : tiers.dayClosed()))
            .add(") WHERE ")
            .add(DuckDbUsage.condition(session, selection))
            .add(parts.isEmpty() ? "" : " GROUP BY ALL");
    return named(selection, by, per, sums);
  }

  /** With names in the place of numbers; the secrets of a key become one. */
  private static Sql named(Selection selection, EnumSet<By> by, @Nullable Per per, Sql sums) {
    List<String> names = new ArrayList<>();
    if (per != null) {
      names.add(
          per == Per.DAY
              ? "DATE '1970-01-01' + unit::INTEGER AS period"
              : "make_timestamp(unit::BIGINT * 60000000) AS period");
    }
    boolean key = by.contains(By.KEY);
    boolean endpoint = by.contains(By.ENDPOINT);
    names.add((key ? "coalesce(key.id, used.api_key)" : "NULL") + "::VARCHAR AS key_id");
    names.add((key ? "coalesce(key.name, '')" : "NULL") + "::VARCHAR AS key_name");
    names.add(
        (by.contains(By.CONSUMER) ? "coalesce(consumer.identifier, '')" : "NULL")
            + "::VARCHAR AS consumer");
    names.add((endpoint ? "endpoint.method" : "NULL") + "::VARCHAR AS method");
    names.add((endpoint ? "endpoint.route" : "NULL") + "::VARCHAR AS route");
    names.add((by.contains(By.REFUSAL) ? "used.refusal" : "NULL") + "::VARCHAR AS refusal");
    names.add(
        (by.contains(By.VERSION) ? "coalesce(app_version.name, '')" : "NULL")
            + "::VARCHAR AS version");
    for (String sum : DuckDbUsage.SUM_NAMES.split(", ")) {
      names.add("sum(used." + sum + ")::BIGINT AS " + sum);
    }
    Sql sql = Sql.of("SELECT " + String.join(", ", names) + " FROM (").add(sums).add(") AS used");
    if (key) {
      sql.add(" LEFT JOIN temp." + KeyTables.SECRETS + " AS key ON key.secret = used.api_key");
    }
    if (by.contains(By.CONSUMER)) {
      sql.add(
          " LEFT JOIN consumer ON consumer.app = ? AND consumer.number = used.consumer",
          selection.app());
    }
    if (endpoint) {
      sql.add(
          " LEFT JOIN endpoint ON endpoint.app = ? AND endpoint.number = used.endpoint",
          selection.app());
    }
    if (by.contains(By.VERSION)) {
      sql.add(
          " LEFT JOIN app_version ON app_version.app = ? AND app_version.number = used.version",
          selection.app());
    }
    // By name, because some have none: constants cannot be grouped by.
    return sql.add(
        " GROUP BY ALL ORDER BY " + (per == null ? "" : "period, ") + "requests DESC, key_id");
  }
}
