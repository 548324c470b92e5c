// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * Messages that are to be delivered. They are written in the transaction of what they tell, so that
 * neither is without the other; a message keeps its id however often it is tried.
 */
public final class Outbox {

  private final Jdbi jdbi;

  Outbox(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * A message.
   *
   * @param items what it tells, as JSON
   * @param state {@code waiting}, {@code delivered} or {@code failed}
   * @param nextAt when it is tried next
   * @param finishedAt 0 = it is waiting
   * @param answer what the last try came to, for people
   */
  public record Entry(
      String id,
      int app,
      String channel,
      String incident,
      String items,
      String state,
      long createdAt,
      long nextAt,
      int attempts,
      long finishedAt,
      String answer) {}

  /** The message of a time of trouble that was not tried yet, to which more can be added. */
  public Optional<Entry> open(String channel, String incident) {
    return select(
            "channel = ? AND incident = ? AND state = 'waiting' AND attempts = 0 LIMIT 1",
            channel,
            incident)
        .stream()
        .findFirst();
  }

  /** When a channel was last told of a time of trouble; 0 = never. */
  public long lastTold(String channel, String incident) {
    return call(
        jdbi,
        handle ->
            handle
                .select(
                    "SELECT coalesce(max(created_at), 0) FROM outbox"
                        + " WHERE channel = ? AND incident = ?",
                    channel,
                    incident)
                .mapTo(Long.class)
                .one());
  }

  /** Adds a message, if the channel is there. */
  public String add(
      int app, String channel, String incident, String items, long nowMillis, long nextAt) {
    String id = UUID.randomUUID().toString();
    call(
        jdbi,
        handle ->
            handle.execute(
                "INSERT INTO outbox (id, app, channel, incident, items, state, created_at, next_at,"
                    + " attempts, finished_at, answer) SELECT ?, ?, id, ?, ?, 'waiting', ?, ?, 0,"
                    + " 0, '' FROM channel WHERE id = ?",
                id,
                app,
                incident,
                items,
                nowMillis,
                nextAt,
                channel));
    return id;
  }

  /** Lets a message that was not tried yet tell more. */
  public void extend(String id, String items, long nextAt) {
    call(
        jdbi,
        handle ->
            handle.execute(
                "UPDATE outbox SET items = ?, next_at = min(next_at, ?) WHERE id = ? AND attempts ="
                    + " 0",
                items,
                nextAt,
                id));
  }

  /**
   * What is due, longest waiting first.
   *
   * @param beyond no try is ever planned for later than this: then the clock was set back, and it
   *     is due as well
   */
  public List<Entry> due(long nowMillis, long beyond, int limit) {
    return select(
        "state = 'waiting' AND (next_at <= ? OR next_at > ?) ORDER BY next_at, id LIMIT ?",
        nowMillis,
        beyond,
        limit);
  }

  /** Notes, before it goes out, that a message is tried: from now on it tells what it tells. */
  public boolean begin(Entry entry, long nextAt) {
    return call(
        jdbi,
        handle ->
            handle.execute(
                    "UPDATE outbox SET attempts = attempts + 1, next_at = ?"
                        + " WHERE id = ? AND state = 'waiting' AND attempts = ? AND items = ?",
                    nextAt,
                    entry.id(),
                    entry.attempts(),
                    entry.items())
                > 0);
  }

  /**
   * Notes what came of a try.
   *
   * @param state {@code delivered}, {@code failed}, or {@code waiting} for another try
   */
  public void finish(String id, String state, long nowMillis, long nextAt, String answer) {
    call(
        jdbi,
        handle ->
            handle.execute(
                "UPDATE outbox SET state = ?, finished_at = ?, next_at = ?, answer = ? WHERE id ="
                    + " ?",
                state,
                state.equals("waiting") ? 0 : nowMillis,
                nextAt,
                answer,
                id));
  }

  /** All of a time of trouble, oldest first. */
  public List<Entry> ofIncident(String incident) {
    return select("incident = ? ORDER BY created_at, id", incident);
  }

  /** Messages that were given up, newest first. */
  public List<Entry> failed(int app, int limit) {
    return select("app = ? AND state = 'failed' ORDER BY finished_at DESC LIMIT ?", app, limit);
  }

  /** How many wait. */
  public long waiting() {
    return call(
        jdbi,
        handle ->
            handle
                .select("SELECT count(*) FROM outbox WHERE state = 'waiting'")
                .mapTo(Long.class)
                .one());
  }

  /** Forgets what was finished before a time. */
  public void prune(long beforeMillis) {
    call(
        jdbi,
        handle ->
            handle.execute(
                "DELETE FROM outbox WHERE finished_at > 0 AND finished_at < ?", beforeMillis));
  }

  private List<Entry> select(String condition, Object... values) {
    return call(
        jdbi,
        handle ->
            handle
                .select("SELECT * FROM outbox WHERE " + condition, values)
                .map((row, context) -> entry(row))
                .list());
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getString("id"),
        row.getInt("app"),
        row.getString("channel"),
        row.getString("incident"),
        row.getString("items"),
        row.getString("state"),
        row.getLong("created_at"),
        row.getLong("next_at"),
        row.getInt("attempts"),
        row.getLong("finished_at"),
        row.getString("answer"));
  }
}
