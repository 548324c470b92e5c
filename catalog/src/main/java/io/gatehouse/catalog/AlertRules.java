// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Conditions under which people are told. */
public final class AlertRules {

  /** More than so many an app cannot have. */
  public static final int MAX_EACH = 500;

  private final Jdbi jdbi;
  private final Clock clock;

  AlertRules(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * A rule.
   *
   * @param app number
   * @param severity {@code critical}, {@code warning} or {@code info}
   * @param spec JSON
   * @param channels ids
   */
  public record StoredRule(
      String id,
      int app,
      String name,
      String severity,
      boolean enabled,
      String spec,
      List<String> channels,
      long createdAt,
      String createdBy,
      long changedAt) {
    public StoredRule {
      channels = List.copyOf(channels);
    }
  }

  /**
   * @throws CatalogException when the app has {@link #MAX_EACH}
   */
  public StoredRule create(
      int app,
      String name,
      String severity,
      boolean enabled,
      String spec,
      List<String> channels,
      String createdBy) {
    if (list(app).size() >= MAX_EACH) {
      throw new CatalogException("the app has " + MAX_EACH + " rules already", null);
    }
    long now = clock.millis();
    StoredRule rule =
        new StoredRule(
            UUID.randomUUID().toString(),
            app,
            name,
            severity,
            enabled,
            spec,
            channels,
            now,
            createdBy,
            now);
    call(
        jdbi,
        handle ->
            handle.execute(
                "INSERT INTO alert_rule (id, app, name, severity, enabled, spec, channels,"
                    + " created_at, created_by, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rule.id(),
                app,
                name,
                severity,
                enabled ? 1 : 0,
                spec,
                String.join("\n", channels),
                now,
                createdBy,
                now));
    return rule;
  }

  public void change(
      StoredRule rule,
      String name,
      String severity,
      boolean enabled,
      String spec,
      List<String> channels) {
    call(
        jdbi,
        handle ->
            handle.execute(
                "UPDATE alert_rule SET name = ?, severity = ?, enabled = ?, spec = ?, channels = ?,"
                    + " changed_at = ? WHERE id = ?",
                name,
                severity,
                enabled ? 1 : 0,
                spec,
                String.join("\n", channels),
                clock.millis(),
                rule.id()));
  }

  public void delete(StoredRule rule) {
    call(jdbi, handle -> handle.execute("DELETE FROM alert_rule WHERE id = ?", rule.id()));
  }

  /** By name. */
  public List<StoredRule> list(int app) {
    return select("app = ? ORDER BY name, id", app);
  }

  public Optional<StoredRule> find(int app, String id) {
    return select("app = ? AND id = ?", app, id).stream().findFirst();
  }

  /** Those of all apps that are there, enabled or not. */
  public List<StoredRule> all() {
    return select("app IN (SELECT number FROM app WHERE deleted = 0) ORDER BY app, id");
  }

  private List<StoredRule> select(String condition, Object... values) {
    return call(
        jdbi,
        handle ->
            handle
                .select("SELECT * FROM alert_rule WHERE " + condition, values)
                .map((row, context) -> rule(row))
                .list());
  }

  private static StoredRule rule(ResultSet row) throws SQLException {
    String channels = row.getString("channels");
    return new StoredRule(
        row.getString("id"),
        row.getInt("app"),
        row.getString("name"),
        row.getString("severity"),
        row.getInt("enabled") != 0,
        row.getString("spec"),
        channels.isEmpty() ? List.of() : Arrays.asList(channels.split("\n")),
        row.getLong("created_at"),
        row.getString("created_by"),
        row.getLong("changed_at"));
  }
}
