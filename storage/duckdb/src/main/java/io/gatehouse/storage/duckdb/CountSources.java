// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.CountSource;
import io.gatehouse.storage.InstanceReport;
import io.gatehouse.storage.Rollup;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who counts what, so that a service that reports by several routes is counted once. Counters win
 * in their whole environment, metrics over the spans of the same instance. A source that is silent
 * for an hour gives way.
 *
 * <p>Which routes a service uses is not known when it starts: the first minutes of metrics and
 * spans are counted provisionally, and taken back when a better source turns up.
 *
 * <p>As of the last commit; confined to whoever holds the write lock.
 */
final class CountSources {

  static final List<String> CREATE_TABLES =
      List.of(
          "CREATE TABLE count_source (app INTEGER NOT NULL, environment INTEGER NOT NULL, instance"
              + " UUID NOT NULL, source VARCHAR NOT NULL, first_minute INTEGER NOT NULL,"
              + " last_minute INTEGER NOT NULL, left_out BIGINT NOT NULL)",
          "CREATE TABLE provisional_rollup (app INTEGER NOT NULL, environment INTEGER NOT NULL,"
              + " instance UUID NOT NULL, source VARCHAR NOT NULL, received_minute INTEGER NOT"
              + " NULL, rollup VARCHAR NOT NULL)");

  static final String CREATE_CHANGES =
      "CREATE TEMP TABLE count_source_change (app INTEGER, environment INTEGER, instance UUID,"
          + " source VARCHAR, last_minute INTEGER, left_out BIGINT)";

  /** How long what a new source tells may be taken back. */
  static final int PROVISIONAL_MINUTES = 10;

  /** A source that was silent for longer gives way to worse ones. */
  static final int SILENT_MINUTES = 60;

  private static final UUID NO_INSTANCE = new UUID(0, 0);

  private static final String UPDATE =
      "UPDATE count_source SET last_minute = c.last_minute, left_out = c.left_out"
          + " FROM count_source_change c WHERE count_source.app = c.app"
          + " AND count_source.environment = c.environment"
          + " AND count_source.instance = c.instance AND count_source.source = c.source";

  private final Map<Key, Source> known = new HashMap<>();
  private final Set<Key> changed = new LinkedHashSet<>();

  private record Key(int app, int environment, UUID instance, CountSource source) {}

  private static final class Source {
    private final int firstMinute;
    private int lastMinute;
    private long leftOut;
    private boolean inTable;

    Source(int firstMinute) {
      this.firstMinute = firstMinute;
      this.lastMinute = firstMinute;
    }

    boolean isAlive(int minute) {
      return lastMinute >= minute - SILENT_MINUTES;
    }
  }

  static CountSources load(Connection connection) throws SQLException {
    CountSources sources = new CountSources();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT app, environment, instance, source, first_minute, last_minute, left_out"
                    + " FROM count_source")) {
      while (rows.next()) {
        Source source = new Source(rows.getInt(5));
        source.lastMinute = rows.getInt(6);
        source.leftOut = rows.getLong(7);
        source.inTable = true;
        sources.known.put(
            new Key(
                rows.getInt(1),
                rows.getInt(2),
                rows.getObject(3, UUID.class),
                CountSource.valueOf(rows.getString(4))),
            source);
      }
    }
    return sources;
  }

  /** What becomes of the counts of a batch. */
  enum Decision {
    COUNT,
    /** A better source tells the same requests, but no errors. */
    COUNT_ERRORS,
    LEAVE_OUT
  }

  /**
   * Decides about the counts of a batch. What turns out to be counted twice is taken back by the
   * way.
   */
  Decision decide(WriteSession session, Batch batch, int environment, RollupRows rollups)
      throws SQLException {
    int minute = (int) (batch.receivedEpochMillis() / 60_000);
    int app = batch.app();
    Key counters = new Key(app, environment, NO_INSTANCE, CountSource.COUNTERS);
    UUID instance = instance(batch);
    return switch (batch.source()) {
      case COUNTERS -> {
        boolean isNew = !isAlive(counters, minute);
        touch(counters, minute);
        if (isNew) {
          withdraw(session, app, environment, null, rollups);
        }
        yield Decision.COUNT;
      }
      case METRICS -> {
        if (isAlive(counters, minute)) {
          yield Decision.LEAVE_OUT;
        }
        Key metrics = new Key(app, environment, instance, CountSource.METRICS);
        boolean isNew = !isAlive(metrics, minute);
        touch(metrics, minute);
        if (isNew) {
          withdraw(session, app, environment, instance, rollups);
        }
        yield Decision.COUNT;
      }
      case SPANS -> {
        if (isAlive(counters, minute)) {
          yield Decision.LEAVE_OUT;
        }
        yield isAlive(new Key(app, environment, instance, CountSource.METRICS), minute)
            ? Decision.COUNT_ERRORS
            : Decision.COUNT;
      }
    };
  }

  private static UUID instance(Batch batch) {
    InstanceReport report = batch.instance();
    return report == null ? NO_INSTANCE : report.id();
  }

  private boolean isAlive(Key key, int minute) {
    Source source = known.get(key);
    return source != null && source.isAlive(minute);
  }

  /** Notes a sign of life. */
  private Source touch(Key key, int minute) {
    Source source = known.computeIfAbsent(key, unused -> new Source(minute));
    if (minute > source.lastMinute || !source.inTable) {
      source.lastMinute = Math.max(source.lastMinute, minute);
      changed.add(key);
    }
    return source;
  }

  /** Notes what was counted of a batch, while it may have to be taken back. */
  void counted(WriteSession session, Batch batch, int environment, List<Rollup> rollups)
      throws SQLException {
    if (batch.source() == CountSource.COUNTERS || rollups.isEmpty()) {
      return;
    }
    int minute = (int) (batch.receivedEpochMillis() / 60_000);
    Key key = new Key(batch.app(), environment, instance(batch), batch.source());
    if (minute - touch(key, minute).firstMinute >= PROVISIONAL_MINUTES) {
      return;
    }
    for (Rollup rollup : rollups) {
      session
          .appender("provisional_rollup")
          .begin()
          .add(key.app)
          .add(environment)
          .add(key.instance)
          .add(batch.source().name())
          .add(minute)
          .add(RollupJson.write(rollup))
          .end();
    }
  }

  /** Notes how many requests of a batch were not counted. */
  void leftOut(Batch batch, int environment, List<Rollup> rollups) {
    long requests = rollups.stream().mapToLong(Rollup::requests).sum();
    if (requests == 0) {
      return;
    }
    int minute = (int) (batch.receivedEpochMillis() / 60_000);
    Key key = new Key(batch.app(), environment, instance(batch), batch.source());
    touch(key, minute).leftOut += requests;
    changed.add(key);
  }

  /**
   * Takes back what worse sources counted lately.
   *
   * @param instance whose spans; null = metrics and spans of the whole environment
   */
  private void withdraw(
      WriteSession session, int app, int environment, @Nullable UUID instance, RollupRows rollups)
      throws SQLException {
    session.flush();
    String condition =
        "app = %d AND environment = %d".formatted(app, environment)
            + (instance == null
                ? ""
                : " AND source = '%s' AND instance = '%s'".formatted(CountSource.SPANS, instance));
    boolean any = false;
    try (PreparedStatement statement =
            session
                .connection()
                .prepareStatement(
                    "SELECT instance, source, rollup FROM provisional_rollup WHERE " + condition);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        Rollup rollup = RollupJson.read(rows.getString(3));
        rollups.subtract(app, environment, rollup);
        Key key =
            new Key(
                app,
                environment,
                rows.getObject(1, UUID.class),
                CountSource.valueOf(rows.getString(2)));
        Source source = known.get(key);
        if (source != null) {
          source.leftOut += rollup.requests();
          changed.add(key);
        }
        any = true;
      }
    }
    if (any) {
      session.execute("DELETE FROM provisional_rollup WHERE " + condition);
    }
  }

  /** Writes what has changed; belongs to the transaction that stores the batches. */
  void store(WriteSession session) throws SQLException {
    boolean updates = false;
    for (Key key : changed) {
      Source source = known.get(key);
      if (source == null) {
        continue;
      }
      if (source.inTable) {
        session
            .temporaryAppender("count_source_change")
            .begin()
            .add(key.app)
            .add(key.environment)
            .add(key.instance)
            .add(key.source.name())
            .add(source.lastMinute)
            .add(source.leftOut)
            .end();
        updates = true;
      } else {
        session
            .appender("count_source")
            .begin()
            .add(key.app)
            .add(key.environment)
            .add(key.instance)
            .add(key.source.name())
            .add(source.firstMinute)
            .add(source.lastMinute)
            .add(source.leftOut)
            .end();
        source.inTable = true;
      }
    }
    changed.clear();
    if (updates) {
      session.flush();
      session.execute(UPDATE);
      session.execute("DELETE FROM count_source_change");
    }
  }

  void forget(int app) {
    known.keySet().removeIf(key -> key.app == app);
  }

  /** Drops sources that nothing was heard of since the minute, and what is settled. */
  void forgetBefore(WriteSession session, int minute, int now) throws SQLException {
    session.execute("DELETE FROM count_source WHERE last_minute < " + minute);
    known.values().removeIf(source -> source.lastMinute < minute);
    session.execute(
        "DELETE FROM provisional_rollup WHERE received_minute < "
            + (now - SILENT_MINUTES - PROVISIONAL_MINUTES));
  }
}
