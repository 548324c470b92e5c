// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Times in which nobody is told: planned work on what is watched, and silences of rules. */
public final class QuietTimes {

  /** More than so many an app cannot have. */
  public static final int MAX_EACH = 500;

  private static final long DAY = 86_400_000L;

  private final Jdbi jdbi;
  private final Clock clock;

  QuietTimes(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * A quiet time.
   *
   * @param kind {@code maintenance} or {@code silence}
   * @param targets ids of monitors or rules; empty = all
   * @param repeats {@code never}, {@code daily} or {@code weekly}
   */
  public record QuietTime(
      String id,
      int app,
      String kind,
      String name,
      List<String> targets,
      long startsAt,
      long endsAt,
      String repeats,
      long createdAt,
      String createdBy) {

    public QuietTime {
      targets = List.copyOf(targets);
    }

    /** Whether it is quiet for a monitor or rule at a time. */
    public boolean covers(String target, long atMillis) {
      if (!targets.isEmpty() && !targets.contains(target)) {
        return false;
      }
      long into = atMillis - startsAt;
      if (into < 0) {
        return false;
      }
      long period = repeats.equals("daily") ? DAY : repeats.equals("weekly") ? 7 * DAY : 0;
      return (period == 0 ? into : into % period) < endsAt - startsAt;
    }
  }

  /**
   * @throws CatalogException when the app has {@link #MAX_EACH}
   */
  public QuietTime create(
      App app,
      String kind,
      String name,
      List<String> targets,
      long startsAt,
      long endsAt,
      String repeats,
      String createdBy) {
    if (list(app.number()).size() >= MAX_EACH) {
      throw new CatalogException("the app has " + MAX_EACH + "; remove one first", null);
    }
    QuietTime made =
        new QuietTime(
            UUID.randomUUID().toString(),
            app.number(),
            kind,
            name,
            targets,
            startsAt,
            endsAt,
            repeats,
            clock.millis(),
            createdBy);
    call(
        jdbi,
        handle ->
            handle.execute(
                "INSERT INTO quiet_time (id, app, kind, name, targets, starts_at, ends_at, repeats,"
                    + " created_at, created_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                made.id(),
                made.app(),
                kind,
                name,
                String.join("\n", targets),
                startsAt,
                endsAt,
                repeats,
                made.createdAt(),
                createdBy));
    return made;
  }

  /** Latest first. */
  public List<QuietTime> list(int app) {
    return select("app = ?", app);
  }

  /** Of all apps. */
  public List<QuietTime> all() {
    return select("1 = ?", 1);
  }

  public Optional<QuietTime> find(int app, String id) {
    return list(app).stream().filter(quiet -> quiet.id().equals(id)).findFirst();
  }

  /** Ends one; what was quiet stays known. */
  public void end(QuietTime quiet) {
    long now = clock.millis();
    call(
        jdbi,
        handle ->
            now <= quiet.startsAt() || !quiet.repeats().equals("never")
                ? handle.execute("DELETE FROM quiet_time WHERE id = ?", quiet.id())
                : handle.execute(
                    "UPDATE quiet_time SET ends_at = min(ends_at, ?) WHERE id = ?",
                    now,
                    quiet.id()));
  }

  private List<QuietTime> select(String condition, Object value) {
    return call(
        jdbi,
        handle ->
            handle
                .select(
                    "SELECT * FROM quiet_time WHERE " + condition + " ORDER BY starts_at DESC, id",
                    value)
                .map(
                    (row, context) ->
                        new QuietTime(
                            row.getString("id"),
                            row.getInt("app"),
                            row.getString("kind"),
                            row.getString("name"),
                            lines(row.getString("targets")),
                            row.getLong("starts_at"),
                            row.getLong("ends_at"),
                            row.getString("repeats"),
                            row.getLong("created_at"),
                            row.getString("created_by")))
                .list());
  }

  private static List<String> lines(String text) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split("\n"));
  }
}
