// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * What consumers were told they used. A statement has one entry when it is made, and gets more when
 * something is added or taken back; an entry that is there is never changed, which the database
 * itself refuses.
 */
public final class Statements {

  /** Takes back everything that was stated. */
  public static final String VOID = "void";

  /** Says what a person decided, whatever was counted. */
  public static final String AMENDMENT = "amendment";

  private static final String COUNTS =
      "calls, billable, refused, server_errors, rate_limited, request_bytes, response_bytes";

  private final Jdbi jdbi;

  Statements(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** What came of calls; below zero in entries that take back. */
  public record Counts(
      long calls,
      long billable,
      long refused,
      long serverErrors,
      long rateLimited,
      long requestBytes,
      long responseBytes) {

    public static final Counts ZERO = new Counts(0, 0, 0, 0, 0, 0, 0);

    public Counts plus(Counts other) {
      return new Counts(
          Math.addExact(calls, other.calls),
          Math.addExact(billable, other.billable),
          Math.addExact(refused, other.refused),
          Math.addExact(serverErrors, other.serverErrors),
          Math.addExact(rateLimited, other.rateLimited),
          Math.addExact(requestBytes, other.requestBytes),
          Math.addExact(responseBytes, other.responseBytes));
    }

    public Counts negated() {
      return new Counts(
          -calls, -billable, -refused, -serverErrors, -rateLimited, -requestBytes, -responseBytes);
    }
  }

  /**
   * Whose statement it is, and of when.
   *
   * @param month such as {@code 2026-11}, in the zone
   * @param fromMinute since 1970, inclusive; {@code toMinute} exclusive
   */
  public record Subject(
      String id, String consumer, String month, String zone, long fromMinute, long toMinute) {}

  /**
   * A part of a statement.
   *
   * @param number from 1
   * @param kind {@code final}, {@code adjustment}, {@code amendment} or {@code void}
   * @param content what is stated, in the form whose hash is {@code sha256}
   * @param counts sums of the lines in the content
   */
  public record Entry(
      int number,
      String kind,
      String content,
      String sha256,
      Counts counts,
      long createdAt,
      String createdBy) {}

  /** A statement with its entries, oldest first. */
  public record Statement(Subject subject, List<Entry> entries) {

    public boolean isVoid() {
      return entries.stream().anyMatch(entry -> entry.kind().equals(VOID));
    }
  }

  /**
   * A statement without its lines.
   *
   * @param total sums of all entries
   * @param counted sums of what was stated as counted: all entries but amendments
   * @param sha256 of the newest entry
   * @param madeAt when it was made final
   */
  public record Summary(
      Subject subject,
      int entries,
      boolean isVoid,
      Counts total,
      Counts counted,
      String sha256,
      long madeAt) {}

  /** Statements of a month, by consumer, oldest first. */
  public List<Summary> list(App app, String month, @Nullable String consumer) {
    return call(
        jdbi,
        handle ->
            handle
                .createQuery(
                    "SELECT s.*, e.entries, e.voids, "
                        + sums("t_", "TRUE")
                        + ", "
                        + sums("c_", "x.kind <> '" + AMENDMENT + "'")
                        + ", (SELECT sha256 FROM statement_entry WHERE statement = s.id ORDER BY"
                        + " number DESC LIMIT 1) AS sha256 FROM statement s JOIN (SELECT statement,"
                        + " count(*) AS entries, sum(kind = 'void') AS voids FROM statement_entry"
                        + " GROUP BY statement) e ON e.statement = s.id JOIN statement_entry x ON"
                        + " x.statement = s.id WHERE s.app = :app AND s.month = :month"
                        + (consumer == null ? "" : " AND s.consumer = :consumer")
                        + " GROUP BY s.id ORDER BY s.consumer, s.created_at, s.id")
                .bind("app", app.number())
                .bind("month", month)
                .bindMap(consumer == null ? Map.of() : Map.of("consumer", consumer))
                .map((row, context) -> summary(row))
                .list());
  }

  private static String sums(String prefix, String condition) {
    StringBuilder sql = new StringBuilder();
    for (String column : COUNTS.split(", ")) {
      sql.append(sql.length() == 0 ? "" : ", ")
          .append("coalesce(sum(x.")
          .append(column)
          .append(") FILTER (WHERE ")
          .append(condition)
          .append("), 0) AS ")
          .append(prefix)
          .append(column);
    }
    return sql.toString();
  }

  public Optional<Statement> find(App app, String id) {
    return call(
        jdbi,
        handle ->
            handle
                .select("SELECT * FROM statement WHERE app = ? AND id = ?", app.number(), id)
                .map((row, context) -> subject(row))
                .findOne()
                .map(subject -> new Statement(subject, entries(handle, id))));
  }

  private static List<Entry> entries(Handle handle, String id) {
    return handle
        .select("SELECT * FROM statement_entry WHERE statement = ? ORDER BY number", id)
        .map(
            (row, context) ->
                new Entry(
                    row.getInt("number"),
                    row.getString("kind"),
                    row.getString("content"),
                    row.getString("sha256"),
                    counts(row, ""),
                    row.getLong("created_at"),
                    row.getString("created_by")))
        .list();
  }

  /**
   * Keeps a new statement.
   *
   * @throws CatalogException when a part of the time was stated to this consumer already
   */
  public Statement create(App app, Subject subject, Entry first) {
    return call(
        jdbi,
        handle -> {
          overlapping(handle, app, subject)
              .ifPresent(
                  other -> {
                    throw new CatalogException(
                        "statement "
                            + other.id()
                            + " of "
                            + other.month()
                            + " ("
                            + other.zone()
                            + ") has a part of this time already; adjust it, or void it first",
                        null);
                  });
          handle.execute(
              "INSERT INTO statement (id, app, consumer, month, zone, from_minute, to_minute,"
                  + " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
              subject.id(),
              app.number(),
              subject.consumer(),
              subject.month(),
              subject.zone(),
              subject.fromMinute(),
              subject.toMinute(),
              first.createdAt());
          insert(handle, subject.id(), first);
          return new Statement(subject, List.of(first));
        });
  }

  private static Optional<Subject> overlapping(Handle handle, App app, Subject subject) {
    return handle
        .select(
            "SELECT * FROM statement s WHERE app = ? AND consumer = ? AND from_minute < ? AND"
                + " to_minute > ? AND NOT EXISTS (SELECT 1 FROM statement_entry e WHERE"
                + " e.statement = s.id AND e.kind = 'void') ORDER BY created_at LIMIT 1",
            app.number(),
            subject.consumer(),
            subject.toMinute(),
            subject.fromMinute())
        .map((row, context) -> subject(row))
        .findOne();
  }

  /**
   * Keeps one more entry.
   *
   * @throws CatalogException when another one has been added meanwhile
   */
  public Statement add(App app, Statement statement, Entry entry) {
    return call(
        jdbi,
        handle -> {
          List<Entry> there = entries(handle, statement.subject().id());
          if (there.size() + 1 != entry.number()) {
            throw new CatalogException(
                "statement "
                    + statement.subject().id()
                    + " has "
                    + there.size()
                    + " entries by now; look at it again",
                null);
          }
          insert(handle, statement.subject().id(), entry);
          return find(app, statement.subject().id()).orElseThrow();
        });
  }

  private static void insert(Handle handle, String statement, Entry entry) {
    Counts counts = entry.counts();
    handle.execute(
        "INSERT INTO statement_entry (statement, number, kind, content, sha256, "
            + COUNTS
            + ", created_at, created_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        statement,
        entry.number(),
        entry.kind(),
        entry.content(),
        entry.sha256(),
        counts.calls(),
        counts.billable(),
        counts.refused(),
        counts.serverErrors(),
        counts.rateLimited(),
        counts.requestBytes(),
        counts.responseBytes(),
        entry.createdAt(),
        entry.createdBy());
  }

  /** Who has statements. */
  public List<String> consumers(int app) {
    return call(
        jdbi,
        handle ->
            handle
                .select("SELECT DISTINCT consumer FROM statement WHERE app = ?", app)
                .mapTo(String.class)
                .list());
  }

  /**
   * Puts another name in the place of a consumer's. Entries do not tell whose they are, so that
   * their hashes stay.
   *
   * @return how many statements it has
   */
  public int rename(int app, String consumer, String pseudonym) {
    return call(
        jdbi,
        handle ->
            handle.execute(
                "UPDATE statement SET consumer = ? WHERE app = ? AND consumer = ?",
                pseudonym,
                app,
                consumer));
  }

  private static Subject subject(ResultSet row) throws SQLException {
    return new Subject(
        row.getString("id"),
        row.getString("consumer"),
        row.getString("month"),
        row.getString("zone"),
        row.getLong("from_minute"),
        row.getLong("to_minute"));
  }

  private static Counts counts(ResultSet row, String prefix) throws SQLException {
    return new Counts(
        row.getLong(prefix + "calls"),
        row.getLong(prefix + "billable"),
        row.getLong(prefix + "refused"),
        row.getLong(prefix + "server_errors"),
        row.getLong(prefix + "rate_limited"),
        row.getLong(prefix + "request_bytes"),
        row.getLong(prefix + "response_bytes"));
  }

  private static Summary summary(ResultSet row) throws SQLException {
    return new Summary(
        subject(row),
        row.getInt("entries"),
        row.getInt("voids") > 0,
        counts(row, "t_"),
        counts(row, "c_"),
        row.getString("sha256"),
        row.getLong("created_at"));
  }
}
