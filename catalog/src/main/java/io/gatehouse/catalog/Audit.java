// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Who changed what: append-only, each entry's hash covering its content and the hash before it, so
 * that a changed, removed or inserted entry shows. Written in the transaction of the change.
 */
public final class Audit {

  private static final String FIRST = "0".repeat(64);

  private final Jdbi jdbi;
  private final Clock clock;

  Audit(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * @param actor e-mail, {@code token <name>}, or {@code command line}
   * @param action e.g. {@code app.create}
   * @param target id of what was changed
   * @param detail before and after as JSON, without secrets
   */
  public record Entry(
      long seq,
      long at,
      String actor,
      String action,
      String target,
      String detail,
      String address,
      String hash) {}

  /**
   * @param brokenAt number of the first entry that does not fit; null = intact
   */
  public record Verification(long entries, @Nullable Long brokenAt) {}

  public void record(String actor, String action, String target, String detail, String address) {
    call(
        jdbi,
        handle -> {
          Entry last = last(handle);
          long seq = last == null ? 1 : last.seq() + 1;
          long at = clock.millis();
          String previous = last == null ? FIRST : last.hash();
          String hash = hash(previous, seq, at, actor, action, target, detail, address);
          return handle.execute(
              "INSERT INTO audit (seq, at, actor, action, target, detail, address, hash)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
              seq,
              at,
              actor,
              action,
              target,
              detail,
              address,
              hash);
        });
  }

  /**
   * Newest first.
   *
   * @param search part of actor, action or target; empty = all
   * @param before entries older than this number
   */
  public List<Entry> list(String search, long before, int limit) {
    String like = "%" + search.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    return call(
        jdbi,
        handle ->
            handle
                .select(
                    "SELECT * FROM audit WHERE seq < ? AND (actor LIKE ? ESCAPE '!'"
                        + " OR action LIKE ? ESCAPE '!' OR target LIKE ? ESCAPE '!')"
                        + " ORDER BY seq DESC LIMIT ?",
                    before,
                    like,
                    like,
                    like,
                    limit)
                .map((row, context) -> entry(row))
                .list());
  }

  /** Recomputes the whole chain. */
  public Verification verify() {
    return call(
        jdbi,
        handle -> {
          String previous = FIRST;
          long expected = 1;
          for (Entry entry :
              handle
                  .select("SELECT * FROM audit ORDER BY seq")
                  .map((row, context) -> entry(row))
                  .list()) {
            String hash =
                hash(
                    previous,
                    expected,
                    entry.at(),
                    entry.actor(),
                    entry.action(),
                    entry.target(),
                    entry.detail(),
                    entry.address());
            if (entry.seq() != expected || !hash.equals(entry.hash())) {
              return new Verification(expected - 1, expected);
            }
            previous = hash;
            expected++;
          }
          return new Verification(expected - 1, null);
        });
  }

  private static @Nullable Entry last(Handle handle) {
    return handle
        .select("SELECT * FROM audit ORDER BY seq DESC LIMIT 1")
        .map((row, context) -> entry(row))
        .findOne()
        .orElse(null);
  }

  private static String hash(
      String previous,
      long seq,
      long at,
      String actor,
      String action,
      String target,
      String detail,
      String address) {
    StringBuilder text = new StringBuilder(previous).append(seq).append('|').append(at);
    for (String part : List.of(actor, action, target, detail, address)) {
      text.append('|').append(part.length()).append(':').append(part);
    }
    return Secrets.hash(text.toString());
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getLong("seq"),
        row.getLong("at"),
        row.getString("actor"),
        row.getString("action"),
        row.getString("target"),
        row.getString("detail"),
        row.getString("address"),
        row.getString("hash"));
  }
}
