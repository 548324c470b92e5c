// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** When this server ran. Between two of its times nobody watched. */
public final class WatchTimes {

  private final Jdbi jdbi;

  WatchTimes(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** A time in which nobody watched. */
  public record Gap(long fromMillis, long toMillis) {}

  /**
   * Notes that the server runs.
   *
   * @param startedAt of this process
   */
  public void note(long startedAt, long nowMillis) {
    call(
        jdbi,
        handle ->
            handle.execute(
                "INSERT INTO watch_time (started_at, ended_at) VALUES (?, ?)"
                    + " ON CONFLICT (started_at) DO UPDATE"
                    + " SET ended_at = max(watch_time.ended_at, excluded.ended_at)",
                startedAt,
                nowMillis));
  }

  /**
   * Gaps that touch a time, ascending. Before the first start there is none.
   *
   * @param leastMillis shorter ones are left out
   */
  public List<Gap> gaps(long fromMillis, long toMillis, long leastMillis) {
    List<Gap> gaps = new ArrayList<>();
    long watchedUntil = Long.MAX_VALUE;
    for (long[] time : times(toMillis)) {
      boolean gap = time[0] - watchedUntil >= leastMillis && watchedUntil < Long.MAX_VALUE;
      if (gap && time[0] > fromMillis && watchedUntil < toMillis) {
        gaps.add(new Gap(watchedUntil, time[0]));
      }
      watchedUntil = watchedUntil == Long.MAX_VALUE ? time[1] : Math.max(watchedUntil, time[1]);
    }
    return gaps;
  }

  /** Those that began before a time, and the first one after it, which ends a gap. */
  private List<long[]> times(long toMillis) {
    return call(
        jdbi,
        handle ->
            handle
                .select(
                    "SELECT started_at, ended_at FROM watch_time WHERE started_at <= coalesce("
                        + "(SELECT min(started_at) FROM watch_time WHERE started_at >= ?), ?)"
                        + " ORDER BY started_at",
                    toMillis,
                    toMillis)
                .map((row, context) -> new long[] {row.getLong(1), row.getLong(2)})
                .list());
  }

  /** Forgets what ended before a time. */
  public void prune(long beforeMillis) {
    call(jdbi, handle -> handle.execute("DELETE FROM watch_time WHERE ended_at < ?", beforeMillis));
  }
}
