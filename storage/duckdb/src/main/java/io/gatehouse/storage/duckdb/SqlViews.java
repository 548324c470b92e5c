// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.SqlQueries.Column;
import io.gatehouse.storage.SqlQueries.Question;
import io.gatehouse.storage.SqlQueries.View;
import io.gatehouse.storage.TimeRange;
import io.gatehouse.storage.duckdb.DayFiles.DayFile;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The views that people may ask, and how their rows are taken from the store. Names and types of
 * columns are an interface: columns may be added, no other change is possible without a new view.
 */
final class SqlViews {

  private static final String USAGE =
      "environment.name AS environment, coalesce(key.id, used.api_key) AS key_id, used.api_key AS"
          + " secret_id, coalesce(consumer.identifier, '') AS consumer, endpoint.method,"
          + " endpoint.route, used.status, used.refusal, used.requests, used.billable, used.failed,"
          + " used.duration_micros / 1000.0 AS duration_ms, used.request_bytes, used.response_bytes,"
          + " coalesce(app_version.name, '') AS version";

  private static final String KEY =
      "SELECT id AS key_id, name, environment, consumer, consumer_name, consumer_group,"
          + " string_split(nullif(scopes, ''), chr(10)) AS scopes,"
          + " string_split(nullif(tags, ''), chr(10)) AS tags, external_id, state,"
          + " make_timestamp(created_at * 1000) AS created_at,"
          + " make_timestamp(nullif(expires_at, 0) * 1000) AS expires_at FROM temp.";

  private static final String REQUEST =
      "SELECT make_timestamp(log.start_micros) AS started_at, log.id::VARCHAR AS id, environment.name AS"
          + " environment, log.method, log.route, CASE WHEN log.path = '' THEN '/' ELSE log.path END"
          + " AS path, log.status, CASE log.ending WHEN 0 THEN 'complete' WHEN 1 THEN 'failed' ELSE"
          + " 'aborted' END AS ending, coalesce(consumer.identifier, '') AS consumer, consumer.name"
          + " AS consumer_name, consumer.group_name AS consumer_group, CASE WHEN"
          + " log.duration_micros >= 0 THEN log.duration_micros / 1000.0 END AS duration_ms,"
          + " nullif(log.request_bytes, -1) AS request_bytes, nullif(log.response_bytes, -1) AS"
          + " response_bytes, log.client_address, log.trace_id, log.error_type,"
          + " coalesce(key.id, log.api_key, '') AS key_id, coalesce(log.refusal, '') AS refusal,"
          + " coalesce(app_version.name, '') AS version FROM (";

  private static final String REQUEST_COLUMNS =
      "start_micros, id, environment, method, route, path, status, ending, consumer,"
          + " duration_micros, request_bytes, response_bytes, client_address, trace_id, error_type, api_key,"
          + " refusal, version";

  private static final String VERSION = "Of the app, as it told it; empty = not known.";

  static final String MINUTES = "v_usage_minute";
  static final String DAYS = "v_usage_day";
  static final String KEYS = "v_key";
  static final String REQUESTS = "v_request";

  static final List<View> ALL =
      List.of(
          new View(
              MINUTES,
              "Calls by API key, as they were counted, per minute (13 months; before, per day).",
              usage("minute", "TIMESTAMP", "Start of the minute, in UTC.")),
          new View(
              DAYS,
              "Calls by API key per day (5 years).",
              usage("day", "DATE", "In UTC; the first and the last of a range may be cut.")),
          new View(KEYS, "API keys, whatever the range.", keys()),
          new View(
              REQUESTS,
              "Recorded requests (30 days), without query, headers, bodies and log lines.",
              requests()));

  private final ReadSession session;
  private final DayFiles files;
  private final Question question;
  private final int app;
  private final TimeRange range;

  /**
   * @param session of a connection that has {@link KeyTables}
   */
  SqlViews(ReadSession session, DayFiles files, Question question) {
    this.session = session;
    this.files = files;
    this.question = question;
    this.app = question.app();
    this.range = question.range();
  }

  private static Column column(String name, String type, String about) {
    return new Column(name, type, about);
  }

  private static List<Column> usage(String time, String type, String about) {
    return List.of(
        column(time, type, about),
        column("environment", "VARCHAR", ""),
        column("key_id", "VARCHAR", "Id of the key, as in v_key; empty = not known."),
        column("secret_id", "VARCHAR", "Which of the key's secrets."),
        column("consumer", "VARCHAR", "Identifier; empty = not known."),
        column("method", "VARCHAR", ""),
        column("route", "VARCHAR", "Template."),
        column("status", "SMALLINT", ""),
        column("refusal", "VARCHAR", "Why it was not let in; empty = it was."),
        column("requests", "BIGINT", ""),
        column("billable", "BIGINT", "Let in and answered with 2xx or 3xx."),
        column("failed", "BIGINT", "Broken off by an error."),
        column("duration_ms", "DOUBLE", "Sum, in milliseconds."),
        column("request_bytes", "BIGINT", "Sum."),
        column("response_bytes", "BIGINT", "Sum."),
        column("version", "VARCHAR", VERSION));
  }

  private static List<Column> keys() {
    return List.of(
        column("key_id", "VARCHAR", ""),
        column("name", "VARCHAR", ""),
        column("environment", "VARCHAR", ""),
        column("consumer", "VARCHAR", "Identifier."),
        column("consumer_name", "VARCHAR", ""),
        column("consumer_group", "VARCHAR", ""),
        column("scopes", "VARCHAR[]", "Null = none."),
        column("tags", "VARCHAR[]", "Null = none."),
        column("external_id", "VARCHAR", ""),
        column("state", "VARCHAR", "active, disabled or revoked."),
        column("created_at", "TIMESTAMP", "UTC."),
        column("expires_at", "TIMESTAMP", "UTC; null = never."));
  }

  private static List<Column> requests() {
    return List.of(
        column("started_at", "TIMESTAMP", "When it began, in UTC."),
        column("id", "VARCHAR", ""),
        column("environment", "VARCHAR", ""),
        column("method", "VARCHAR", ""),
        column("route", "VARCHAR", "Template."),
        column("path", "VARCHAR", ""),
        column("status", "SMALLINT", ""),
        column("ending", "VARCHAR", "complete, failed or aborted."),
        column("consumer", "VARCHAR", "Identifier; empty = anonymous."),
        column("consumer_name", "VARCHAR", ""),
        column("consumer_group", "VARCHAR", ""),
        column("duration_ms", "DOUBLE", "Milliseconds; null = not known."),
        column("request_bytes", "BIGINT", "Null = not known."),
        column("response_bytes", "BIGINT", "Null = not known."),
        column("client_address", "VARCHAR", ""),
        column("trace_id", "VARCHAR", ""),
        column("error_type", "VARCHAR", "Class of the exception."),
        column("key_id", "VARCHAR", "Id of the key, as in v_key; empty = none, or not known."),
        column("refusal", "VARCHAR", "Why it was not let in; empty = it was."),
        column("version", "VARCHAR", VERSION));
  }

  /** A SELECT of the view's rows; its columns have the names and types that the view tells. */
  Sql rows(String view) throws SQLException {
    return switch (view) {
      case MINUTES ->
          usage(
              session.app(app).tiers().hourFloor(),
              "make_timestamp(used.minute::BIGINT * "
                  + RequestPiece.MICROS_PER_MINUTE
                  + ") AS minute",
              "minute");
      case DAYS ->
          usage(
              session.app(app).tiers().dayClosed(),
              "(DATE '1970-01-01' + used.day) AS day",
              "(minute // 1440)::INTEGER AS day");
      case KEYS -> Sql.of(KEY + KeyTables.KEYS);
      case REQUESTS -> requestRows();
      default -> throw new IllegalArgumentException("there is no view " + view);
    };
  }

  /**
   * @param daysEnd whole days from here on come from the ledger
   */
  private Sql usage(int daysEnd, String time, String unit) throws SQLException {
    int floor = session.app(app).tiers().hourFloor();
    return Sql.of("SELECT " + time + ", " + USAGE + " FROM (SELECT " + unit)
        .add(
            ", environment, api_key, endpoint, consumer, status, refusal, version,"
                + " sum(requests)::BIGINT AS requests,"
                + " sum(CASE WHEN refusal = '' AND status BETWEEN 200 AND 399 THEN requests - failed"
                + " ELSE 0 END)::BIGINT AS billable,"
                + " sum(failed)::BIGINT AS failed, sum(duration_micros)::BIGINT AS duration_micros,"
                + " sum(request_bytes)::BIGINT AS request_bytes, sum(response_bytes)::BIGINT AS"
                + " response_bytes FROM (")
        .add(UsageRows.between(app, range, UsageDays.ALL, floor, daysEnd))
        .add(") WHERE ")
        .add(session.app(app).environmentCondition(question.environments()))
        .add(" GROUP BY ALL HAVING sum(requests) <> 0) AS used")
        .add(" LEFT JOIN environment ON environment.id = used.environment")
        .add(
            " LEFT JOIN consumer ON consumer.app = ? AND consumer.number = used.consumer"
                + " LEFT JOIN endpoint ON endpoint.app = ? AND endpoint.number = used.endpoint"
                + " LEFT JOIN app_version ON app_version.app = ? AND app_version.number = used.version"
                + " LEFT JOIN temp."
                + KeyTables.SECRETS
                + " AS key ON key.secret = used.api_key",
            app,
            app,
            app);
  }

  private Sql requestRows() throws SQLException {
    List<DayFile> days = new ArrayList<>();
    for (RequestPiece piece : RequestPiece.of(session, files, app, range)) {
      piece.files().stream().filter(file -> file.kind() == RequestTable.REQUEST).forEach(days::add);
    }
    Sql sql = Sql.of(REQUEST).add(requests(RequestTable.REQUEST.table));
    if (!days.isEmpty()) {
      sql.add(" UNION ALL ").add(requests(files.read(days)));
    }
    return sql.add(
        ") AS log LEFT JOIN environment ON environment.id = log.environment"
            + " LEFT JOIN consumer ON consumer.app = ? AND consumer.number = log.consumer"
            + " LEFT JOIN app_version ON app_version.app = ? AND app_version.number = log.version"
            + " LEFT JOIN temp."
            + KeyTables.SECRETS
            + " AS key ON key.secret = log.api_key",
        app,
        app);
  }

  private Sql requests(String from) throws SQLException {
    return Sql.of("SELECT " + REQUEST_COLUMNS + " FROM " + from)
        .add(
            " WHERE app = ? AND start_micros >= ? AND start_micros < ?",
            app,
            range.fromEpochMinute() * RequestPiece.MICROS_PER_MINUTE,
            range.toEpochMinute() * RequestPiece.MICROS_PER_MINUTE)
        .add(" AND ")
        .add(session.app(app).environmentCondition(question.environments()));
  }
}
