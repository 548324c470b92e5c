// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Where rules stand, and when they fired. */
public final class Alerts {

  private final Jdbi jdbi;

  Alerts(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Where a rule stands for one thing it looks at.
   *
   * @param subject id of that thing; empty = the rule has one only
   * @param state {@code ok}, {@code pending}, {@code firing} or {@code no-data}
   * @param value null = not known
   * @param alert id of what it fires; null = nothing
   */
  public record AlertState(
      String rule,
      String subject,
      String state,
      long since,
      long evaluatedAt,
      @Nullable Double value,
      @Nullable String alert) {}

  /**
   * A firing.
   *
   * @param incident the time of trouble it belongs to
   * @param label what it is about, for people
   * @param endedAt 0 = it goes on
   * @param silenced nobody was told when it began
   * @param acknowledgedAt 0 = by nobody
   */
  public record Alert(
      String id,
      String rule,
      int app,
      String incident,
      String subject,
      String label,
      String severity,
      long startedAt,
      long endedAt,
      @Nullable Double value,
      @Nullable Double peak,
      boolean silenced,
      String detail,
      long acknowledgedAt,
      String acknowledgedBy,
      String note) {}

  public List<AlertState> states(String rule) {
    return states("rule = ?", rule);
  }

  /** Of all rules. */
  public List<AlertState> allStates() {
    return states("1 = ?", 1);
  }

  private List<AlertState> states(String condition, Object value) {
    return call(
        jdbi,
        handle ->
            handle
                .select("SELECT * FROM alert_state WHERE " + condition, value)
                .map(
                    (row, context) ->
                        new AlertState(
                            row.getString("rule"),
                            row.getString("subject"),
                            row.getString("state"),
                            row.getLong("since"),
                            row.getLong("evaluated_at"),
                            number(row, "value"),
                            row.getString("alert")))
                .list());
  }

  /** Writes a state, if its rule is there. */
  public void save(AlertState state) {
    call(
        jdbi,
        handle ->
            handle.execute(
                "INSERT INTO alert_state (rule, subject, state, since, evaluated_at, value, alert)"
                    + " SELECT id, ?, ?, ?, ?, ?, ? FROM alert_rule WHERE id = ?"
                    + " ON CONFLICT (rule, subject) DO UPDATE SET state = excluded.state,"
                    + " since = excluded.since, evaluated_at = excluded.evaluated_at,"
                    + " value = excluded.value, alert = excluded.alert",
                state.subject(),
                state.state(),
                state.since(),
                state.evaluatedAt(),
                state.value(),
                state.alert(),
                state.rule()));
  }

  public void deleteState(String rule, String subject) {
    call(
        jdbi,
        handle ->
            handle.execute(
                "DELETE FROM alert_state WHERE rule = ? AND subject = ?", rule, subject));
  }

  /** Writes that a rule fires, if it is there. */
  public void start(Alert alert) {
    call(
        jdbi,
        handle ->
            handle.execute(
                "INSERT INTO alert (id, rule, app, incident, subject, label, severity, started_at,"
                    + " ended_at, value, peak, silenced, detail, acknowledged_at, acknowledged_by,"
                    + " note) SELECT ?, id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '', ''"
                    + " FROM alert_rule WHERE id = ?",
                alert.id(),
                alert.app(),
                alert.incident(),
                alert.subject(),
                alert.label(),
                alert.severity(),
                alert.startedAt(),
                alert.endedAt(),
                alert.value(),
                alert.peak(),
                alert.silenced() ? 1 : 0,
                alert.detail(),
                alert.rule()));
  }

  public void peak(String id, double value, double peak) {
    call(
        jdbi,
        handle ->
            handle.execute("UPDATE alert SET value = ?, peak = ? WHERE id = ?", value, peak, id));
  }

  public void end(String id, long atMillis) {
    call(
        jdbi,
        handle ->
            handle.execute(
                "UPDATE alert SET ended_at = max(started_at, ?) WHERE id = ? AND ended_at = 0",
                atMillis,
                id));
  }

  /** A silence is over, and what began in it still goes on: from now on it is told. */
  public void unsilence(String id) {
    call(jdbi, handle -> handle.execute("UPDATE alert SET silenced = 0 WHERE id = ?", id));
  }

  /** Notes who takes care; false when somebody does already or it is over. */
  public boolean acknowledge(int app, String id, long atMillis, String by, String note) {
    return call(
        jdbi,
        handle ->
            handle.execute(
                    "UPDATE alert SET acknowledged_at = ?, acknowledged_by = ?, note = ?"
                        + " WHERE app = ? AND id = ? AND acknowledged_at = 0 AND ended_at = 0",
                    atMillis,
                    by,
                    note,
                    app,
                    id)
                > 0);
  }

  public Optional<Alert> find(int app, String id) {
    return select("app = ? AND id = ?", app, id).stream().findFirst();
  }

  /**
   * Newest first.
   *
   * @param rule id; empty = all of the app
   * @param before started earlier than this
   */
  public List<Alert> list(int app, String rule, long before, int limit) {
    return select(
        "app = ? AND (? = '' OR rule = ?) AND started_at < ? ORDER BY started_at DESC, id LIMIT ?",
        app,
        rule,
        rule,
        before,
        limit);
  }

  /** What fired at some time of a range, newest first. */
  public List<Alert> touching(int app, long fromMillis, long toMillis, int limit) {
    return select(
        "app = ? AND started_at < ? AND (ended_at = 0 OR ended_at > ?)"
            + " ORDER BY started_at DESC, id LIMIT ?",
        app,
        toMillis,
        fromMillis,
        limit);
  }

  /** What goes on, newest first. */
  public List<Alert> open(int app) {
    return select("app = ? AND ended_at = 0 ORDER BY started_at DESC, id", app);
  }

  /** What of a time of trouble goes on. */
  public List<Alert> ofIncident(String incident) {
    return select("incident = ? ORDER BY started_at, id", incident);
  }

  /** Forgets what ended before a time. */
  public void prune(long beforeMillis) {
    call(
        jdbi,
        handle ->
            handle.execute("DELETE FROM alert WHERE ended_at > 0 AND ended_at < ?", beforeMillis));
  }

  private List<Alert> select(String condition, Object... values) {
    return call(
        jdbi,
        handle ->
            handle
                .select("SELECT * FROM alert WHERE " + condition, values)
                .map((row, context) -> alert(row))
                .list());
  }

  private static Alert alert(ResultSet row) throws SQLException {
    return new Alert(
        row.getString("id"),
        row.getString("rule"),
        row.getInt("app"),
        row.getString("incident"),
        row.getString("subject"),
        row.getString("label"),
        row.getString("severity"),
        row.getLong("started_at"),
        row.getLong("ended_at"),
        number(row, "value"),
        number(row, "peak"),
        row.getInt("silenced") != 0,
        row.getString("detail"),
        row.getLong("acknowledged_at"),
        row.getString("acknowledged_by"),
        row.getString("note"));
  }

  private static @Nullable Double number(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : value;
  }
}
