// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Sums minutes up to hours, and hours up to days. Each step is one transaction that ends with the
 * new boundary, so that rows that come later know where they belong; the loader gets its turn
 * between steps. After a step nothing is left to do for its time: late rows are carried over by the
 * writer ({@link LateRows}).
 */
final class Compaction {

  /** How long after its end an hour stays open for what clients send late. */
  static final int GRACE_MINUTES = 70;

  private final Database database;

  Compaction(Database database) {
    this.database = database;
  }

  void run(int nowMinute) {
    int target = Tier.HOUR.floor(Math.max(0, nowMinute - GRACE_MINUTES));
    boolean more = true;
    while (more) {
      more = database.write(session -> step(session, target));
    }
  }

  /** Closes hours up to the end of one day; tells whether there is more to do. */
  private static boolean step(WriteSession session, int target) throws SQLException {
    TierState old = session.memory().tiers();
    if (old.hourClosed() >= target) {
      return false;
    }
    int from = firstMinute(session, old.hourClosed(), target);
    int to = Math.min(target, Tier.DAY.floor(from) + Tier.DAY.minutes);
    int dayClosed = Math.max(old.dayClosed(), Tier.DAY.floor(to));
    for (Shape shape : Shape.values()) {
      if (shape.has(Tier.HOUR)) {
        summarize(session, shape, Tier.HOUR, old.hourClosed(), to);
      }
    }
    for (Shape shape : Shape.values()) {
      summarize(session, shape, Tier.DAY, old.dayClosed(), dayClosed);
    }
    UsageRows.closeDays(session, old.dayClosed(), dayClosed);
    ConsumerSets.store(session, Tier.HOUR, range(old.hourClosed(), to));
    if (old.dayClosed() < dayClosed) {
      ConsumerSets.store(session, Tier.DAY, range(old.dayClosed(), dayClosed));
    }
    LastRequests.update(session, "rollup_hour", "last_minute", range(old.hourClosed(), to));
    TierState now = new TierState(to, dayClosed, old.minuteFloor(), old.hourFloor());
    session.execute(now.update());
    session.memory().tiers(now);
    return to < target;
  }

  private static void summarize(WriteSession session, Shape shape, Tier tier, int from, int to)
      throws SQLException {
    if (from < to) {
      Tier finer = tier == Tier.DAY ? Tier.HOUR : Tier.MINUTE;
      session.execute(shape.summarize(tier, shape.table(finer), finer).formatted(range(from, to)));
    }
  }

  private static String range(int from, int to) {
    return "minute >= " + from + " AND minute < " + to;
  }

  /** The first minute with rows; skips time without any. */
  private static int firstMinute(WriteSession session, int from, int to) throws SQLException {
    Sql sql =
        Sql.of(
            "SELECT least((SELECT min(minute) FROM rollup_minute WHERE minute >= ? AND minute < ?),"
                + " (SELECT min(minute) FROM size_minute WHERE minute >= ? AND minute < ?))",
            from,
            to,
            from,
            to);
    try (PreparedStatement statement = session.connection().prepareStatement(sql.text())) {
      sql.bind(statement);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        int first = row.getInt(1);
        return row.wasNull() ? to - 1 : first;
      }
    }
  }
}
