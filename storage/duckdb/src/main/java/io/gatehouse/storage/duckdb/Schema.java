// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables. {@link #MIGRATIONS} only grows: a released migration is never edited, a new one goes
 * to its end. A file of a newer program is refused.
 */
final class Schema {

  private static final List<List<String>> MIGRATIONS =
      List.of(version1(), version2(), version3(), version4(), version5(), version6());

  /** Since then requests tell their API key. */
  static final int WITH_KEYS = 5;

  /** Since then calls tell the app's version. */
  static final int WITH_VERSIONS = 6;

  /** The version this program writes. */
  static final int VERSION = MIGRATIONS.size();

  /** Tables with a column {@code app} that hold what the app sent. */
  static final List<String> APP_TABLES = appTables();

  private Schema() {}

  /** Brings the schema up to {@link #VERSION}, each step in a transaction of its own. */
  static void migrate(Connection connection) throws SQLException {
    migrate(connection, VERSION);
  }

  /** The same, as the program of an older version would. */
  static void migrate(Connection connection, int target) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)");
    }
    int found = version(connection);
    if (found > VERSION) {
      throw new NewerSchemaException(
          "the database has schema version "
              + found
              + ", this program knows up to "
              + VERSION
              + "; run the newer program again, or restore a backup from before the upgrade");
    }
    for (int version = found + 1; version <= target; version++) {
      apply(connection, version);
    }
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT max(version) FROM schema_version")) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  private static void apply(Connection connection, int version) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN TRANSACTION");
      for (String sql : MIGRATIONS.get(version - 1)) {
        statement.execute(sql);
      }
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO schema_version VALUES (?)")) {
      insert.setInt(1, version);
      insert.execute();
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("COMMIT");
    }
  }

  /** Tables of the writer's connection that are empty between transactions. */
  static void createTemporary(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(temporary(Shape.FULL.createTable("late_rollup", Tier.MINUTE)));
      statement.execute(temporary(Shape.SIZE.createTable("late_size", Tier.MINUTE)));
      statement.execute(
          "CREATE TEMP TABLE endpoint_change"
              + " (id INTEGER, declared BOOLEAN, first_request INTEGER)");
      statement.execute(
          "CREATE TEMP TABLE consumer_change"
              + " (id INTEGER, name VARCHAR, group_name VARCHAR, first_request INTEGER)");
      statement.execute(
          "CREATE TEMP TABLE error_group_change (id INTEGER, type VARCHAR, message VARCHAR,"
              + " stacktrace VARCHAR, first_minute INTEGER, last_minute INTEGER)");
      statement.execute(
          "CREATE TEMP TABLE instance_change (id INTEGER, client VARCHAR, versions VARCHAR,"
              + " last_startup_millis BIGINT, monitored BOOLEAN)");
      statement.execute(BatchNumbers.CREATE_CHANGES);
      statement.execute(CountSources.CREATE_CHANGES);
      statement.execute(RequestRewrite.CREATE_CHANGES);
      statement.execute(LooseRewrite.SPAN_CHANGES);
      statement.execute(LooseRewrite.LINE_CHANGES);
    }
  }

  private static String temporary(String createTable) {
    return createTable.replaceFirst("^CREATE TABLE", "CREATE TEMP TABLE");
  }

  private static List<String> version1() {
    List<String> sql = new ArrayList<>();
    for (Shape shape : Shape.values()) {
      for (Tier tier : Tier.values()) {
        if (shape.has(tier)) {
          sql.add(shape.createTable(tier));
        }
      }
    }
    sql.addAll(ConsumerSets.createTables());
    sql.addAll(
        List.of(
            // Hours and days before *_closed are summed up; before *_floor a tier was thinned out.
            "CREATE TABLE tier_state (hour_closed INTEGER NOT NULL, day_closed INTEGER NOT NULL,"
                + " minute_floor INTEGER NOT NULL, hour_floor INTEGER NOT NULL)",
            "INSERT INTO tier_state VALUES (0, 0, 0, 0)",
            "CREATE TABLE loader_position (log_partition INTEGER NOT NULL, log_offset BIGINT NOT"
                + " NULL)",
            "INSERT INTO loader_position VALUES (0, 0)",
            "CREATE TABLE seen_message (app INTEGER NOT NULL, high BIGINT NOT NULL, low BIGINT NOT"
                + " NULL, received_minute INTEGER NOT NULL)",
            "CREATE TABLE environment (id INTEGER NOT NULL, app INTEGER NOT NULL, name VARCHAR NOT"
                + " NULL)",
            "CREATE TABLE endpoint (id INTEGER NOT NULL, app INTEGER NOT NULL, number INTEGER NOT"
                + " NULL, method VARCHAR NOT NULL, route VARCHAR NOT NULL, declared BOOLEAN NOT"
                + " NULL, created INTEGER NOT NULL, first_request INTEGER, last_request INTEGER)",
            "CREATE TABLE consumer (id INTEGER NOT NULL, app INTEGER NOT NULL, number INTEGER NOT"
                + " NULL, identifier VARCHAR NOT NULL, name VARCHAR, group_name VARCHAR, created"
                + " INTEGER NOT NULL, first_request INTEGER, last_request INTEGER)",
            "CREATE TABLE error_group (id INTEGER NOT NULL, app INTEGER NOT NULL, kind VARCHAR NOT"
                + " NULL, endpoint INTEGER NOT NULL, fingerprint BIGINT NOT NULL, type VARCHAR NOT"
                + " NULL, message VARCHAR NOT NULL, stacktrace VARCHAR, field VARCHAR,"
                + " first_minute INTEGER NOT NULL, last_minute INTEGER NOT NULL)",
            "CREATE TABLE error_minute (app INTEGER NOT NULL, environment INTEGER NOT NULL, minute"
                + " INTEGER NOT NULL, error_group INTEGER NOT NULL, consumer INTEGER NOT NULL,"
                + " requests BIGINT NOT NULL)",
            "CREATE TABLE instance (id INTEGER NOT NULL, app INTEGER NOT NULL, environment INTEGER"
                + " NOT NULL, slot UUID NOT NULL, client VARCHAR, versions VARCHAR NOT NULL,"
                + " first_seen_millis BIGINT NOT NULL, last_startup_millis BIGINT NOT NULL,"
                + " monitored BOOLEAN NOT NULL)",
            "CREATE TABLE heartbeat (app INTEGER NOT NULL, environment INTEGER NOT NULL, at_millis"
                + " BIGINT NOT NULL, instance INTEGER NOT NULL, cpu_percent DOUBLE, memory_bytes"
                + " BIGINT, skew_millis BIGINT)",
            "CREATE TABLE startup (app INTEGER NOT NULL, environment INTEGER NOT NULL, at_millis"
                + " BIGINT NOT NULL, instance INTEGER NOT NULL, version VARCHAR NOT NULL)",
            "CREATE TABLE outcome (app INTEGER NOT NULL, environment INTEGER NOT NULL, at_millis"
                + " BIGINT NOT NULL, instance INTEGER NOT NULL, kind VARCHAR NOT NULL, reason"
                + " VARCHAR NOT NULL, hint VARCHAR NOT NULL, occurrences BIGINT NOT NULL)",
            "CREATE TABLE request_log (app INTEGER NOT NULL, environment INTEGER NOT NULL,"
                + " start_micros BIGINT NOT NULL, id UUID NOT NULL, received_minute INTEGER NOT"
                + " NULL, endpoint INTEGER NOT NULL, status SMALLINT NOT NULL, consumer INTEGER NOT"
                + " NULL, instance INTEGER NOT NULL, duration_micros BIGINT NOT NULL,"
                + " request_bytes BIGINT NOT NULL, response_bytes BIGINT NOT NULL, method VARCHAR"
                + " NOT NULL, route VARCHAR NOT NULL, url VARCHAR NOT NULL, path VARCHAR NOT NULL,"
                + " client_address VARCHAR, trace_id VARCHAR, error_type VARCHAR, error_message"
                + " VARCHAR, has_logs BOOLEAN NOT NULL, has_spans BOOLEAN NOT NULL, has_bodies"
                + " BOOLEAN NOT NULL, corrected VARCHAR NOT NULL, detail VARCHAR NOT NULL)",
            "CREATE TABLE request_body (app INTEGER NOT NULL, start_micros BIGINT NOT NULL, id UUID"
                + " NOT NULL, bodies VARCHAR NOT NULL)"));
    return List.copyOf(sql);
  }

  private static List<String> version2() {
    return List.of(BatchNumbers.CREATE_TABLE);
  }

  /** Requests in a form that day files share, and what counts are known from. */
  private static List<String> version3() {
    List<String> sql = new ArrayList<>(CountSources.CREATE_TABLES);
    sql.add(SpanCounts.CREATE_TABLE);
    sql.add(DayFiles.CREATE_TABLE);
    // Bodies of requests before it were deleted.
    sql.add("CREATE TABLE body_state (body_floor BIGINT NOT NULL)");
    sql.add("INSERT INTO body_state VALUES (0)");
    sql.add("ALTER TABLE request_body RENAME TO old_request_body");
    for (RequestTable table : RequestTable.values()) {
      sql.add(table.create());
    }
    sql.addAll(OldRequests.MOVES);
    return List.copyOf(sql);
  }

  /** Calls by API key. */
  private static List<String> version4() {
    return UsageRows.CREATE_TABLES;
  }

  /**
   * The API key of single requests, which files of days that are over stay without, and shorter
   * sums of calls by key.
   */
  private static List<String> version5() {
    List<String> sql = new ArrayList<>(RequestTable.REQUEST.widen(WITH_KEYS));
    sql.add(DayFiles.NOTE_NARROW);
    sql.addAll(UsageDays.addMissing());
    return List.copyOf(sql);
  }

  /** The app's version of calls; those before, and files of days that are over, stay without. */
  private static List<String> version6() {
    List<String> sql = new ArrayList<>(RequestTable.REQUEST.widen(WITH_VERSIONS));
    sql.addAll(DayFiles.NOTE_MORE_NARROW);
    sql.add(AppVersions.CREATE_TABLE);
    sql.addAll(UsageRows.ADD_VERSION);
    return List.copyOf(sql);
  }

  private static List<String> appTables() {
    List<String> tables = new ArrayList<>();
    for (Shape shape : Shape.values()) {
      for (Tier tier : Tier.values()) {
        if (shape.has(tier)) {
          tables.add(shape.table(tier));
        }
      }
    }
    tables.addAll(ConsumerSets.tables());
    tables.addAll(
        List.of(
            "seen_message",
            "batch_number",
            "environment",
            "endpoint",
            "consumer",
            "error_group",
            "error_minute",
            "instance",
            "heartbeat",
            "startup",
            "outcome",
            "count_source",
            "provisional_rollup",
            "estimate",
            "narrow_day_file",
            AppVersions.TABLE));
    tables.addAll(UsageRows.tables());
    for (RequestTable table : RequestTable.values()) {
      tables.add(table.table);
    }
    return List.copyOf(tables);
  }

  /** The file was written by a newer program. */
  static final class NewerSchemaException extends SQLException {
    private static final long serialVersionUID = 1L;

    NewerSchemaException(String message) {
      super(message);
    }
  }
}
