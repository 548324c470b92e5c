// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Who is sent reports. */
public final class Reports {

  /** More than so many an app cannot have. */
  public static final int MAX_EACH = 100;

  private final Jdbi jdbi;
  private final Clock clock;

  Reports(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * What somebody is sent.
   *
   * @param email the one recipient
   * @param every {@code week} or {@code month}
   * @param zone of the reader
   * @param environment slug; empty = all
   */
  public record Terms(String email, String every, String zone, String environment) {}

  /**
   * A subscription.
   *
   * @param app number
   * @param active false = the reader has unsubscribed
   * @param nextAt when the next one is due
   * @param attempts to send the one that is due
   * @param sentAt of the last one; 0 = none
   * @param answer what the last try came to, for people
   */
  public record Subscription(
      String id,
      int app,
      Terms terms,
      boolean active,
      long nextAt,
      int attempts,
      long sentAt,
      String answer,
      long createdAt,
      String createdBy) {}

  /**
   * @throws CatalogException when the app has {@link #MAX_EACH}, or the reader gets the same one
   */
  public Subscription create(App app, Terms terms, long nextAt, String createdBy) {
    String id = UUID.randomUUID().toString();
    return call(
        jdbi,
        handle -> {
          List<Subscription> present = list(app.number());
          if (present.size() >= MAX_EACH) {
            throw new CatalogException("the app has " + MAX_EACH + " reports already", null);
          }
          for (Subscription other : present) {
            boolean same =
                other.terms().email().equals(terms.email())
                    && other.terms().every().equals(terms.every())
                    && other.terms().environment().equals(terms.environment());
            if (same) {
              throw new CatalogException(terms.email() + " is sent this report already", null);
            }
          }
          handle.execute(
              "INSERT INTO report (id, app, email, every, zone, environment, active, next_at,"
                  + " attempts, sent_at, answer, created_at, created_by)"
                  + " VALUES (?, ?, ?, ?, ?, ?, 1, ?, 0, 0, '', ?, ?)",
              id,
              app.number(),
              terms.email(),
              terms.every(),
              terms.zone(),
              terms.environment(),
              nextAt,
              clock.millis(),
              createdBy);
          return find(id).orElseThrow();
        });
  }

  /** Switches one off or on again. */
  public void setActive(Subscription report, boolean active, long nextAt) {
    call(
        jdbi,
        handle ->
            handle.execute(
                "UPDATE report SET active = ?, next_at = ?, attempts = 0 WHERE id = ?",
                active ? 1 : 0,
                nextAt,
                report.id()));
  }

  /** Notes, before it goes out, that one is tried, and when it is tried again. */
  public boolean begin(Subscription report, long nextAt) {
    return call(
        jdbi,
        handle ->
            handle.execute(
                    "UPDATE report SET attempts = attempts + 1, next_at = ?"
                        + " WHERE id = ? AND active = 1 AND next_at = ?",
                    nextAt,
                    report.id(),
                    report.nextAt())
                > 0);
  }

  /**
   * Notes what came of a try.
   *
   * @param sentAt 0 = it was not taken
   */
  public void finish(String id, long sentAt, long nextAt, String answer) {
    call(
        jdbi,
        handle ->
            handle.execute(
                "UPDATE report SET sent_at = CASE WHEN ? > 0 THEN ? ELSE sent_at END, next_at = ?,"
                    + " attempts = CASE WHEN ? > 0 THEN 0 ELSE attempts END, answer = ?"
                    + " WHERE id = ?",
                sentAt,
                sentAt,
                nextAt,
                sentAt,
                answer,
                id));
  }

  /** Begins to count tries anew: the one that was due is given up. */
  public void giveUp(String id, long nextAt) {
    call(
        jdbi,
        handle ->
            handle.execute("UPDATE report SET attempts = 0, next_at = ? WHERE id = ?", nextAt, id));
  }

  public void delete(Subscription report) {
    call(jdbi, handle -> handle.execute("DELETE FROM report WHERE id = ?", report.id()));
  }

  /** By reader. */
  public List<Subscription> list(int app) {
    return select("app = ? ORDER BY email, every, environment", app);
  }

  public Optional<Subscription> find(String id) {
    return select("id = ?", id).stream().findFirst();
  }

  /** What is due of apps that are there, longest waiting first. */
  public List<Subscription> due(long nowMillis, int limit) {
    return select(
        "active = 1 AND next_at <= ? AND app IN (SELECT number FROM app WHERE deleted = 0)"
            + " ORDER BY next_at, id LIMIT ?",
        nowMillis,
        limit);
  }

  private List<Subscription> select(String condition, Object... values) {
    return call(
        jdbi,
        handle ->
            handle
                .select("SELECT * FROM report WHERE " + condition, values)
                .map((row, context) -> report(row))
                .list());
  }

  private static Subscription report(ResultSet row) throws SQLException {
    return new Subscription(
        row.getString("id"),
        row.getInt("app"),
        new Terms(
            row.getString("email"),
            row.getString("every"),
            row.getString("zone"),
            row.getString("environment")),
        row.getInt("active") != 0,
        row.getLong("next_at"),
        row.getInt("attempts"),
        row.getLong("sent_at"),
        row.getString("answer"),
        row.getLong("created_at"),
        row.getString("created_by"));
  }
}
