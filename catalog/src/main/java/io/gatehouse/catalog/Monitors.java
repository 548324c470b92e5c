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
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What is watched, and whether it is up. */
public final class Monitors {

  /** More than so many monitors an app cannot have. */
  public static final int MAX_MONITORS = 5_000;

  private final Jdbi jdbi;
  private final Clock clock;

  Monitors(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * What can be said of a monitor.
   *
   * @param spec JSON
   * @param sealed secrets of it, encrypted; empty = none
   * @param retries checks that have to fail after the first before it is down
   */
  public record Terms(
      String kind,
      String name,
      String group,
      String spec,
      String sealed,
      int intervalSeconds,
      int retries) {}

  /**
   * A monitor.
   *
   * @param app number
   * @param pushHash of the secret in its address, for monitors that wait for calls
   * @param state {@code up}, {@code down} or {@code unknown}
   * @param since milliseconds since 1970
   * @param cause why it is down; empty otherwise
   * @param certificateUntil end of the certificate seen last; 0 = none
   * @param lastSignalAt last call of whoever pushes; 0 = none
   */
  public record StoredMonitor(
      String id,
      int app,
      Terms terms,
      boolean paused,
      @Nullable String pushHash,
      String state,
      long since,
      String cause,
      long certificateUntil,
      long lastSignalAt,
      long createdAt,
      String createdBy) {}

  /**
   * A time in which a monitor was down.
   *
   * @param endedAt 0 = it goes on
   */
  public record Outage(
      String id, String monitor, int app, long startedAt, long endedAt, String cause) {}

  /**
   * @param pushSecret of its address; null = nobody calls it
   * @throws CatalogException when the app has {@link #MAX_MONITORS}
   */
  public StoredMonitor create(App app, Terms terms, @Nullable String pushSecret, String createdBy) {
    String id = UUID.randomUUID().toString();
    return call(
        jdbi,
        handle -> {
          int present =
              handle
                  .select("SELECT count(*) FROM monitor WHERE app = ?", app.number())
                  .mapTo(Integer.class)
                  .one();
          if (present >= MAX_MONITORS) {
            throw new CatalogException("the app has " + MAX_MONITORS + " monitors already", null);
          }
          long now = clock.millis();
          handle.execute(
              "INSERT INTO monitor (id, app, kind, name, group_name, spec, sealed,"
                  + " interval_seconds, retries, paused, push_hash, state, state_since, cause,"
                  + " certificate_until, last_signal_at, created_at, created_by)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 'unknown', ?, '', 0, 0, ?, ?)",
              id,
              app.number(),
              terms.kind(),
              terms.name(),
              terms.group(),
              terms.spec(),
              terms.sealed(),
              terms.intervalSeconds(),
              terms.retries(),
              pushSecret == null ? null : Secrets.hash(pushSecret),
              now,
              now,
              createdBy);
          return one(handle, id).orElseThrow();
        });
  }

  /** 43 characters for the address of a monitor that waits for calls. */
  public static String newPushSecret() {
    return Secrets.random();
  }

  public void change(StoredMonitor monitor, Terms terms) {
    call(
        jdbi,
        handle ->
            handle.execute(
                "UPDATE monitor SET name = ?, group_name = ?, spec = ?, sealed = ?,"
                    + " interval_seconds = ?, retries = ? WHERE id = ?",
                terms.name(),
                terms.group(),
                terms.spec(),
                terms.sealed(),
                terms.intervalSeconds(),
                terms.retries(),
                monitor.id()));
  }

  /**
   * Stops or goes on with checks; what was known is not known any more.
   *
   * @return how many changed
   */
  public int setPaused(App app, List<String> ids, boolean paused) {
    return call(
        jdbi,
        handle -> {
          int changed = 0;
          for (String id : ids) {
            changed +=
                handle.execute(
                    "UPDATE monitor SET paused = ?, state = 'unknown', state_since = ?, cause = ''"
                        + " WHERE app = ? AND id = ? AND paused <> ?",
                    paused ? 1 : 0,
                    clock.millis(),
                    app.number(),
                    id,
                    paused ? 1 : 0);
            endOutages(handle, id, clock.millis());
          }
          return changed;
        });
  }

  public void delete(StoredMonitor monitor) {
    call(jdbi, handle -> handle.execute("DELETE FROM monitor WHERE id = ?", monitor.id()));
  }

  /** By group and name. */
  public List<StoredMonitor> list(App app) {
    return select("app = ? ORDER BY group_name, name, id", app.number());
  }

  /** Those that are down and not paused. */
  public List<StoredMonitor> down(App app) {
    return select(
        "app = ? AND state = 'down' AND paused = 0 ORDER BY group_name, name, id", app.number());
  }

  /** Of all apps that are there. */
  public List<StoredMonitor> all() {
    return select("app IN (SELECT number FROM app WHERE deleted = 0) ORDER BY id");
  }

  public Optional<StoredMonitor> find(App app, String id) {
    return select("app = ? AND id = ?", app.number(), id).stream().findFirst();
  }

  /** The one with this secret in its address. */
  public Optional<StoredMonitor> byPushSecret(String secret) {
    return select("push_hash = ?", Secrets.hash(secret)).stream().findFirst();
  }

  /** Notes a call of whoever pushes. */
  public void signal(String id, long atMillis) {
    call(
        jdbi,
        handle ->
            handle.execute("UPDATE monitor SET last_signal_at = ? WHERE id = ?", atMillis, id));
  }

  /** Notes the end of the certificate that was seen. */
  public void certificate(String id, long untilMillis) {
    call(
        jdbi,
        handle ->
            handle.execute(
                "UPDATE monitor SET certificate_until = ? WHERE id = ?", untilMillis, id));
  }

  /**
   * Changes whether a monitor is up, and begins or ends its outage.
   *
   * @param state {@code up}, {@code down} or {@code unknown}
   */
  public void setState(String id, String state, long atMillis, String cause) {
    call(
        jdbi,
        handle -> {
          int changed =
              handle.execute(
                  "UPDATE monitor SET state = ?, state_since = ?, cause = ? WHERE id = ?",
                  state,
                  atMillis,
                  cause,
                  id);
          endOutages(handle, id, atMillis);
          if (changed > 0 && state.equals("down")) {
            handle.execute(
                "INSERT INTO monitor_incident (id, monitor, app, started_at, ended_at, cause)"
                    + " SELECT ?, id, app, ?, 0, ? FROM monitor WHERE id = ?",
                UUID.randomUUID().toString(),
                atMillis,
                cause,
                id);
          }
          return changed;
        });
  }

  private static void endOutages(Handle handle, String id, long atMillis) {
    handle.execute(
        "UPDATE monitor_incident SET ended_at = max(started_at, ?) WHERE monitor = ? AND ended_at ="
            + " 0",
        atMillis,
        id);
  }

  /** Takes over an outage of the past. */
  public void recordOutage(StoredMonitor monitor, long startedAt, long endedAt, String cause) {
    call(
        jdbi,
        handle ->
            handle.execute(
                "INSERT INTO monitor_incident (id, monitor, app, started_at, ended_at, cause)"
                    + " VALUES (?, ?, ?, ?, ?, ?)",
                UUID.randomUUID().toString(),
                monitor.id(),
                monitor.app(),
                startedAt,
                endedAt,
                cause));
  }

  /**
   * Outages that touch a time, newest first.
   *
   * @param monitor id; empty = all of the app
   */
  public List<Outage> outages(int app, String monitor, long fromMillis, long toMillis, int limit) {
    return call(
        jdbi,
        handle ->
            handle
                .select(
                    "SELECT * FROM monitor_incident WHERE app = ? AND (? = '' OR monitor = ?)"
                        + " AND started_at < ? AND (ended_at = 0 OR ended_at > ?)"
                        + " ORDER BY started_at DESC, id LIMIT ?",
                    app,
                    monitor,
                    monitor,
                    toMillis,
                    fromMillis,
                    limit)
                .map(
                    (row, context) ->
                        new Outage(
                            row.getString("id"),
                            row.getString("monitor"),
                            row.getInt("app"),
                            row.getLong("started_at"),
                            row.getLong("ended_at"),
                            row.getString("cause")))
                .list());
  }

  private List<StoredMonitor> select(String condition, Object... values) {
    return call(
        jdbi,
        handle ->
            handle
                .select("SELECT * FROM monitor WHERE " + condition, values)
                .map((row, context) -> monitor(row))
                .list());
  }

  private static Optional<StoredMonitor> one(Handle handle, String id) {
    return handle
        .select("SELECT * FROM monitor WHERE id = ?", id)
        .map((row, context) -> monitor(row))
        .findOne();
  }

  private static StoredMonitor monitor(ResultSet row) throws SQLException {
    return new StoredMonitor(
        row.getString("id"),
        row.getInt("app"),
        new Terms(
            row.getString("kind"),
            row.getString("name"),
            row.getString("group_name"),
            row.getString("spec"),
            row.getString("sealed"),
            row.getInt("interval_seconds"),
            row.getInt("retries")),
        row.getInt("paused") != 0,
        row.getString("push_hash"),
        row.getString("state"),
        row.getLong("state_since"),
        row.getString("cause"),
        row.getLong("certificate_until"),
        row.getLong("last_signal_at"),
        row.getLong("created_at"),
        row.getString("created_by"));
  }
}
