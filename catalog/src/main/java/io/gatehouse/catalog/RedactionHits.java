// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** How often redaction rules hid something, by hour, for 30 days. */
public final class RedactionHits {

  private static final Duration KEPT = Duration.ofDays(30);
  private static final long MILLIS_PER_HOUR = 3_600_000;

  private final Jdbi jdbi;
  private final Clock clock;

  RedactionHits(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * A rule, whatever it does.
   *
   * @param app number of the app
   * @param endpoint empty = all
   */
  public record Rule(int app, String target, String path, String endpoint) {}

  /** How often since the last time, and when last. */
  public record Count(long hits, long lastAt) {}

  /**
   * @param last24Hours by whole hours
   * @param lastAt epoch milliseconds
   */
  public record Total(Rule rule, long last24Hours, long lastAt) {}

  /** Adds counts to the present hour; those of apps that are gone are left out. */
  public void add(Map<Rule, Count> counts) {
    long hour = clock.millis() / MILLIS_PER_HOUR;
    call(
        jdbi,
        handle -> {
          counts.forEach(
              (rule, count) ->
                  handle.execute(
                      "INSERT INTO redaction_hit (app, target, path, endpoint, hour, hits, last_at)"
                          + " SELECT number, ?, ?, ?, ?, ?, ? FROM app WHERE number = ?"
                          + " ON CONFLICT (app, target, path, endpoint, hour) DO UPDATE SET"
                          + " hits = redaction_hit.hits + excluded.hits,"
                          + " last_at = excluded.last_at",
                      rule.target(),
                      rule.path(),
                      rule.endpoint(),
                      hour,
                      count.hits(),
                      count.lastAt(),
                      rule.app()));
          return handle.execute("DELETE FROM redaction_hit WHERE hour < ?", hour - KEPT.toHours());
        });
  }

  /** What rules of an app hid in the last 30 days. */
  public List<Total> of(int app) {
    long day = clock.millis() / MILLIS_PER_HOUR - 24;
    return call(
        jdbi,
        handle ->
            handle
                .select(
                    "SELECT target, path, endpoint, max(last_at) AS last_at,"
                        + " sum(CASE WHEN hour > ? THEN hits ELSE 0 END) AS hits"
                        + " FROM redaction_hit WHERE app = ? GROUP BY target, path, endpoint",
                    day,
                    app)
                .map(
                    (row, context) ->
                        new Total(
                            new Rule(
                                app,
                                row.getString("target"),
                                row.getString("path"),
                                row.getString("endpoint")),
                            row.getLong("hits"),
                            row.getLong("last_at")))
                .list());
  }
}
