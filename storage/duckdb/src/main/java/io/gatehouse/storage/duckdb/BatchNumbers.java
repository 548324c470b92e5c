// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.BatchNumber;
import io.gatehouse.storage.InstanceQueries.MissingBatches;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Which numbered batches are stored: per process and epoch everything up to a watermark, and ranges
 * above it. So a batch is recognised however late it is sent again, and what is missing is known.
 * As of the last commit; confined to whoever holds the write lock.
 */
final class BatchNumbers {

  static final String CREATE_TABLE =
      "CREATE TABLE batch_number (app INTEGER NOT NULL, instance UUID NOT NULL, epoch BIGINT NOT"
          + " NULL, watermark BIGINT NOT NULL, sealed BIGINT NOT NULL, above VARCHAR NOT NULL,"
          + " last_minute INTEGER NOT NULL)";

  static final String CREATE_CHANGES =
      "CREATE TEMP TABLE batch_number_change (app INTEGER, instance UUID, epoch BIGINT, watermark"
          + " BIGINT, sealed BIGINT, above VARCHAR, last_minute INTEGER)";

  /** A common table {@code missing}: by process of an app, sealed batches that are not stored. */
  static final String MISSING =
      "missing AS (SELECT instance AS slot, sum(sealed - watermark - coalesce(list_sum(["
          + "split_part(r, '-', 2)::BIGINT - split_part(r, '-', 1)::BIGINT + 1"
          + " FOR r IN string_split(above, ',') IF r <> '']), 0))::BIGINT AS missing"
          + " FROM batch_number WHERE app = ? GROUP BY instance)";

  /** What is known of the numbers of an app's processes. */
  static final String OF_APP =
      "SELECT instance, epoch, watermark, sealed, above FROM batch_number WHERE app = ? ORDER BY"
          + " instance, epoch";

  private static final String UPDATE =
      "UPDATE batch_number SET watermark = c.watermark, sealed = c.sealed, above = c.above,"
          + " last_minute = c.last_minute FROM batch_number_change c"
          + " WHERE batch_number.app = c.app AND batch_number.instance = c.instance"
          + " AND batch_number.epoch = c.epoch";

  /** A sender that leaves out every other number must not fill the memory. */
  static final int MAX_RANGES = 1_000;

  private final Map<Key, Stored> known = new HashMap<>();
  private final Set<Key> changed = new LinkedHashSet<>();

  private record Key(int app, UUID instance, long epoch) {}

  /** What is stored of one epoch. */
  private static final class Stored {
    private long watermark;
    private long sealed;
    private int lastMinute;
    private boolean inTable;

    /** First to last number of each range above the watermark. */
    private final TreeMap<Long, Long> above = new TreeMap<>();

    boolean contains(long sequence) {
      Map.Entry<Long, Long> range = above.floorEntry(sequence);
      return sequence <= watermark || (range != null && sequence <= range.getValue());
    }

    void add(long sequence) {
      long first = sequence;
      long last = sequence;
      Map.Entry<Long, Long> before = above.floorEntry(sequence);
      if (before != null && before.getValue() == sequence - 1) {
        first = before.getKey();
      }
      Long after = above.remove(sequence + 1);
      if (after != null) {
        last = after;
      }
      if (first == watermark + 1) {
        above.remove(first);
        watermark = last;
      } else {
        above.put(first, last);
      }
      if (above.size() > MAX_RANGES) {
        watermark = above.pollFirstEntry().getValue();
      }
    }

    String aboveText() {
      StringBuilder text = new StringBuilder();
      above.forEach(
          (first, last) ->
              text.append(text.isEmpty() ? "" : ",").append(first).append('-').append(last));
      return text.toString();
    }

    void readAbove(String text) {
      for (String range : text.split(",", -1)) {
        int dash = range.indexOf('-');
        if (dash > 0) {
          above.put(
              Long.parseLong(range.substring(0, dash)), Long.parseLong(range.substring(dash + 1)));
        }
      }
    }
  }

  /** The numbers that a row of {@link #OF_APP} leaves out, up to the one that was sealed last. */
  static List<MissingBatches> missing(ResultSet row) throws SQLException {
    UUID instance = row.getObject(1, UUID.class);
    long epoch = row.getLong(2);
    Stored stored = new Stored();
    stored.readAbove(row.getString(5));
    long next = row.getLong(3) + 1;
    List<MissingBatches> missing = new ArrayList<>();
    for (Map.Entry<Long, Long> range : stored.above.entrySet()) {
      if (next < range.getKey()) {
        missing.add(new MissingBatches(instance, epoch, next, range.getKey() - 1));
      }
      next = range.getValue() + 1;
    }
    if (next <= row.getLong(4)) {
      missing.add(new MissingBatches(instance, epoch, next, row.getLong(4)));
    }
    return missing;
  }

  static BatchNumbers load(Connection connection) throws SQLException {
    BatchNumbers numbers = new BatchNumbers();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT app, instance, epoch, watermark, sealed, above, last_minute"
                    + " FROM batch_number")) {
      while (rows.next()) {
        Stored stored = new Stored();
        stored.watermark = rows.getLong(4);
        stored.sealed = rows.getLong(5);
        stored.readAbove(rows.getString(6));
        stored.lastMinute = rows.getInt(7);
        stored.inTable = true;
        numbers.known.put(
            new Key(rows.getInt(1), rows.getObject(2, UUID.class), rows.getLong(3)), stored);
      }
    }
    return numbers;
  }

  /** False when the batch is stored already. */
  boolean add(int app, BatchNumber number, int minute) {
    Key key = new Key(app, number.instance(), number.epoch());
    Stored stored = known.computeIfAbsent(key, unused -> new Stored());
    boolean isNew = !stored.contains(number.sequence());
    if (isNew) {
      stored.add(number.sequence());
    }
    if (isNew || number.sealed() > stored.sealed) {
      stored.sealed = Math.max(stored.sealed, number.sealed());
      stored.lastMinute = Math.max(stored.lastMinute, minute);
      changed.add(key);
    }
    return isNew;
  }

  /** Writes what has changed; belongs to the transaction that stores the batches. */
  void store(WriteSession session) throws SQLException {
    boolean updates = false;
    for (Key key : changed) {
      Stored stored = known.get(key);
      if (stored == null) {
        continue;
      }
      RowAppender rows =
          stored.inTable
              ? session.temporaryAppender("batch_number_change")
              : session.appender("batch_number");
      rows.begin()
          .add(key.app)
          .add(key.instance)
          .add(key.epoch)
          .add(stored.watermark)
          .add(stored.sealed)
          .add(stored.aboveText())
          .add(stored.lastMinute)
          .end();
      updates |= stored.inTable;
      stored.inTable = true;
    }
    changed.clear();
    if (updates) {
      session.flush();
      session.execute(UPDATE);
      session.execute("DELETE FROM batch_number_change");
    }
  }

  void forget(int app) {
    known.keySet().removeIf(key -> key.app == app);
  }

  /** Drops epochs that nothing was heard of since the minute. */
  void forgetBefore(WriteSession session, int minute) throws SQLException {
    session.execute("DELETE FROM batch_number WHERE last_minute < " + minute);
    known.values().removeIf(stored -> stored.lastMinute < minute);
  }
}
