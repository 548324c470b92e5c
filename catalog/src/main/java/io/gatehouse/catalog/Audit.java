// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Who changed what: append-only, each entry's hash covering its content and the hash before it, so
 * that a changed, removed or inserted entry shows. The head tells where the chain ends, and entries
 * go on from there whatever the table holds, so that entries cut off at the end show as well, for
 * good. Written in the transaction of the change.
 *
 * <p>There is no secret in it: who may write to the database can make up a new chain with its head.
 * Only a head that was noted elsewhere shows that.
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
   * @param entries how many fit
   * @param brokenAt number of the first entry that does not fit or is missing; null = intact
   */
  public record Verification(long entries, @Nullable Long brokenAt) {}

  /**
   * Where the chain ends.
   *
   * @param entries how many were ever written
   * @param hash of the newest
   */
  public record Head(long entries, String hash) {}

  public void record(String actor, String action, String target, String detail, String address) {
    call(
        jdbi,
        handle ->
            handle.inTransaction(
                transaction -> {
                  Head known = head(transaction);
                  Head before = known == null ? end(transaction) : known;
                  long seq = before.entries() + 1;
                  long at = clock.millis();
                  String hash =
                      hash(before.hash(), seq, at, actor, action, target, detail, address);
                  transaction.execute(
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
                  // A head that somebody removed stays away: the trail is not whole any more.
                  return transaction.execute(
                      "UPDATE audit_head SET entries = ?, hash = ?", seq, hash);
                }));
  }

  /** The chain's end, to be noted outside of this database; empty when somebody removed it. */
  public Optional<Head> head() {
    return Optional.ofNullable(call(jdbi, Audit::head));
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

  /**
   * Entries about one thing, newest first.
   *
   * @param id stands in the target, or in the detail of what was done to many at once
   * @param before entries older than this number
   */
  public List<Entry> about(String id, long before, int limit) {
    return call(
        jdbi,
        handle ->
            handle
                .select(
                    "SELECT * FROM audit WHERE seq < ? AND (instr(target, ?) > 0"
                        + " OR instr(detail, ?) > 0) ORDER BY seq DESC LIMIT ?",
                    before,
                    id,
                    id,
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
          return compare(new Head(expected - 1, previous), head(handle));
        });
  }

  private static Verification compare(Head found, @Nullable Head head) {
    if (found.equals(head)) {
      return new Verification(found.entries(), null);
    }
    boolean cut = head != null && head.entries() > found.entries();
    return new Verification(
        found.entries(), cut ? found.entries() + 1 : Math.max(1, found.entries()));
  }

  private static @Nullable Head head(Handle handle) {
    return handle
        .select("SELECT entries, hash FROM audit_head WHERE id = 1")
        .map((row, context) -> new Head(row.getLong("entries"), row.getString("hash")))
        .findOne()
        .orElse(null);
  }

  /** The newest entry that is there. */
  private static Head end(Handle handle) {
    return handle
        .select("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
        .map((row, context) -> new Head(row.getLong("seq"), row.getString("hash")))
        .findOne()
        .orElse(new Head(0, FIRST));
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
