// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import static java.util.Objects.requireNonNull;

import io.gatehouse.storage.ConsumerQueries;
import io.gatehouse.storage.EndpointQueries;
import io.gatehouse.storage.ErrorQueries;
import io.gatehouse.storage.InstanceQueries;
import io.gatehouse.storage.Maintenance;
import io.gatehouse.storage.RequestLogQueries;
import io.gatehouse.storage.SqlQueries;
import io.gatehouse.storage.Storage;
import io.gatehouse.storage.StorageException;
import io.gatehouse.storage.TelemetryWriter;
import io.gatehouse.storage.TrafficQueries;
import io.gatehouse.storage.UsageQueries;
import java.time.InstantSource;
import java.util.Map;

/**
 * The embedded store.
 *
 * <pre>{@code
 * Storage storage = new DuckDbStorage(DuckDbConfig.of(directory), InstantSource.system());
 * storage.open();
 * storage.writer().append(batches, position);
 * }</pre>
 */
public final class DuckDbStorage implements Storage {

  private final InstantSource clock;
  private final Database database;
  private final Checkpoints checkpoints;
  private final DuckDbSql sql;
  private final UsageExport exports;

  public DuckDbStorage(DuckDbConfig config, InstantSource clock) {
    this(config, clock, Map.of());
  }

  /**
   * @param extraSettings DuckDB settings; tests use them to make it fail
   */
  DuckDbStorage(DuckDbConfig config, InstantSource clock, Map<String, String> extraSettings) {
    this.clock = requireNonNull(clock, "clock");
    this.database = new Database(requireNonNull(config, "config"), extraSettings);
    this.checkpoints = new Checkpoints(database);
    this.exports = new UsageExport(database);
    this.sql = new DuckDbSql(database, config);
  }

  @Override
  public void open() {
    database.open();
  }

  @Override
  public void moveAside() {
    database.close();
    database.file().moveAside(clock.millis());
  }

  @Override
  public TelemetryWriter writer() {
    return new DuckDbWriter(database, checkpoints, clock);
  }

  @Override
  public TrafficQueries traffic() {
    return new DuckDbTraffic(database);
  }

  @Override
  public EndpointQueries endpoints() {
    return new DuckDbEndpoints(database);
  }

  @Override
  public ConsumerQueries consumers() {
    return new DuckDbConsumers(database);
  }

  @Override
  public ErrorQueries errors() {
    return new DuckDbErrors(database);
  }

  @Override
  public RequestLogQueries requestLogs() {
    return new DuckDbRequests(database, database.file().dayFiles());
  }

  @Override
  public InstanceQueries instances() {
    return new DuckDbInstances(database);
  }

  @Override
  public UsageQueries usage() {
    return new DuckDbUsage(database, exports);
  }

  @Override
  public SqlQueries sql() {
    return sql;
  }

  @Override
  public Maintenance maintenance() {
    return new DuckDbMaintenance(database, checkpoints);
  }

  @Override
  public Health check() {
    try {
      database.read(session -> session.first(Sql.of("SELECT 1"), row -> row.getInt(1)));
      return new Health(true, "");
    } catch (StorageException e) {
      String message = e.getMessage();
      return new Health(false, message == null ? e.kind().name() : message);
    }
  }

  @Override
  public void close() {
    checkpoints.beforeClose();
    database.close();
  }
}
