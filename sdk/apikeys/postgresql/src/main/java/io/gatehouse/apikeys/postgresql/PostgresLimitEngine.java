// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys.postgresql;

import static java.util.Objects.requireNonNull;

import io.gatehouse.apikeys.LimitBucket;
import io.gatehouse.apikeys.LimitEngine;
import io.gatehouse.apikeys.LimitStep;
import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Rate limits that all processes of a service share, in one table of PostgreSQL 12 or newer: one
 * short transaction for each call that has limits, by the clock of the database. Give it a pool of
 * connections that fails soon when there is none. Thread-safe.
 *
 * <pre>{@code
 * LimitEngine engine = PostgresLimitEngine.of(pool).createTable();
 * ApiKeys keys = ApiKeys.builder().limitEngine(engine) ...
 * }</pre>
 */
public final class PostgresLimitEngine implements LimitEngine {

  /** The table, for those who make tables themselves. */
  public static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS gatehouse_limits (
        id text PRIMARY KEY,
        state bigint[] NOT NULL,
        used_at timestamptz NOT NULL DEFAULT now()
      ) WITH (fillfactor = 50)
      """;

  // Rows are locked in the order of their ids, so that two calls never wait for each other.
  private static final String LOCK =
      """
      SELECT id, state, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS micros
      FROM gatehouse_limits WHERE id = ANY (?) ORDER BY id FOR UPDATE
      """;
  private static final String INSERT =
      """
      INSERT INTO gatehouse_limits (id, state)
      SELECT id, '{}' FROM unnest(?) AS wanted (id) ORDER BY id ON CONFLICT DO NOTHING
      """;
  private static final String UPDATE =
      "UPDATE gatehouse_limits SET state = ?, used_at = now() WHERE id = ?";
  private static final String FORGET =
      "DELETE FROM gatehouse_limits WHERE used_at < now() - make_interval(secs => ?)";

  private final DataSource database;
  private final Duration timeout;

  /** What the table knew when the rows were locked. */
  private record Locked(Map<String, long[]> states, long nanos) {}

  private PostgresLimitEngine(DataSource database, Duration timeout) {
    this.database = database;
    this.timeout = timeout;
  }

  /** An engine whose questions take at most 200 ms, besides waiting for a connection. */
  public static PostgresLimitEngine of(DataSource database) {
    return new PostgresLimitEngine(requireNonNull(database, "database"), Duration.ofMillis(200));
  }

  /**
   * The same with another patience.
   *
   * @param value at least 1 ms
   */
  public PostgresLimitEngine timeout(Duration value) {
    if (value.toMillis() < 1) {
      throw new IllegalArgumentException("the timeout is at least 1 ms, and not " + value);
    }
    return new PostgresLimitEngine(database, value);
  }

  /**
   * Makes the table unless it is there.
   *
   * @throws IOException when that fails
   */
  public PostgresLimitEngine createTable() throws IOException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
      return this;
    } catch (SQLException e) {
      throw new IOException("the table of rate limits cannot be made: " + e.getMessage(), e);
    }
  }

  /**
   * Forgets limits that nobody asked for since; to be called now and then.
   *
   * @param unused longer than the longest window
   * @return how many were forgotten
   */
  public int forget(Duration unused) throws IOException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(FORGET)) {
      statement.setDouble(1, unused.toMillis() / 1_000.0);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new IOException("rate limits cannot be forgotten: " + e.getMessage(), e);
    }
  }

  @Override
  public List<LimitStep> take(List<LimitBucket> buckets, long cost) throws IOException {
    try (Connection connection = database.getConnection()) {
      int before = connection.getNetworkTimeout();
      connection.setNetworkTimeout(Runnable::run, (int) timeout.toMillis());
      connection.setAutoCommit(false);
      try {
        List<LimitStep> steps = take(connection, buckets, cost);
        connection.commit();
        return steps;
      } catch (SQLException | RuntimeException e) {
        rollback(connection, e);
        throw e;
      } finally {
        if (!connection.isClosed()) {
          connection.setAutoCommit(true);
          connection.setNetworkTimeout(Runnable::run, before);
        }
      }
    } catch (SQLException e) {
      throw new IOException("rate limits cannot be asked for: " + e.getMessage(), e);
    }
  }

  private static void rollback(Connection connection, Exception cause) {
    try {
      if (!connection.isClosed()) {
        connection.rollback();
      }
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private static List<LimitStep> take(Connection connection, List<LimitBucket> buckets, long cost)
      throws SQLException {
    Locked locked = lock(connection, buckets);
    if (locked == null) {
      insert(connection, buckets);
      locked = lock(connection, buckets);
    }
    if (locked == null) {
      throw new SQLException("rows of rate limits vanish while they are asked for");
    }
    List<LimitStep> steps = new ArrayList<>(buckets.size());
    boolean allowed = true;
    for (LimitBucket bucket : buckets) {
      long[] state = requireNonNull(locked.states.get(bucket.id()), "state");
      LimitStep step = bucket.step(state, cost, locked.nanos);
      steps.add(step);
      allowed &= step.allowed();
    }
    if (allowed) {
      store(connection, buckets, steps);
    }
    return steps;
  }

  /** Null when one of them has no row yet. */
  private static @Nullable Locked lock(Connection connection, List<LimitBucket> buckets)
      throws SQLException {
    Map<String, long[]> states = new HashMap<>();
    long micros = 0;
    try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
      statement.setArray(1, ids(connection, buckets));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          states.put(rows.getString(1), state(rows.getArray(2)));
          micros = Math.max(micros, rows.getLong(3));
        }
      }
    }
    return states.size() == buckets.size() ? new Locked(states, micros * 1_000) : null;
  }

  private static void insert(Connection connection, List<LimitBucket> buckets) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setArray(1, ids(connection, buckets));
      statement.executeUpdate();
    }
  }

  private static void store(Connection connection, List<LimitBucket> buckets, List<LimitStep> steps)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(UPDATE)) {
      for (int i = 0; i < buckets.size(); i++) {
        long[] state = steps.get(i).state();
        Long[] numbers = new Long[state.length];
        for (int k = 0; k < state.length; k++) {
          numbers[k] = state[k];
        }
        statement.setArray(1, connection.createArrayOf("bigint", numbers));
        statement.setString(2, buckets.get(i).id());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static Array ids(Connection connection, List<LimitBucket> buckets) throws SQLException {
    return connection.createArrayOf("text", buckets.stream().map(LimitBucket::id).toArray());
  }

  private static long[] state(Array array) throws SQLException {
    Long[] numbers = (Long[]) array.getArray();
    long[] state = new long[numbers.length];
    for (int i = 0; i < state.length; i++) {
      state[i] = numbers[i];
    }
    return state;
  }
}
