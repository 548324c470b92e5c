// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.BatchNumber;
import io.gatehouse.storage.ConsumerReport;
import io.gatehouse.storage.EndpointReport;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.IngestOutcome;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.MessageId;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.StorageException;
import io.gatehouse.storage.StorageException.Kind;
import io.gatehouse.storage.TelemetryWriter;
import io.gatehouse.storage.TraceLog;
import io.gatehouse.storage.TraceSpan;
import io.gatehouse.storage.duckdb.Entry.Consumer;
import io.gatehouse.storage.duckdb.Entry.Endpoint;
import io.gatehouse.storage.duckdb.Entry.ErrorGroup;
import io.gatehouse.storage.duckdb.Entry.Instance;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores batches through DuckDB's appender. */
final class DuckDbWriter implements TelemetryWriter {

  private final Database database;
  private final Checkpoints checkpoints;
  private final InstantSource clock;

  DuckDbWriter(Database database, Checkpoints checkpoints, InstantSource clock) {
    this.database = database;
    this.checkpoints = checkpoints;
    this.clock = clock;
  }

  @Override
  public LogPosition position() {
    return database.position();
  }

  @Override
  public Applied append(List<Batch> batches, LogPosition end) {
    for (Batch batch : batches) {
      String problem = BatchCheck.problem(batch);
      if (problem != null) {
        throw poison(problem, null);
      }
    }
    Applied applied;
    try {
      applied = database.write(session -> append(session, batches, end));
    } catch (StorageException e) {
      if (e.getCause() != null && Failures.isOfData(e.getCause())) {
        throw poison("a value was refused", e);
      }
      throw e;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw poison("a value was refused", e);
    }
    checkpoints.afterCommit();
    return applied;
  }

  private static StorageException poison(String problem, @Nullable Throwable cause) {
    return new StorageException(
        Kind.POISON, "a batch of this call cannot be stored: " + problem, cause);
  }

  private static Applied append(WriteSession session, List<Batch> batches, LogPosition end)
      throws SQLException {
    BatchAppender appender = new BatchAppender(session);
    int stored = 0;
    for (Batch batch : batches) {
      stored += appender.add(batch) ? 1 : 0;
    }
    long rows = appender.finish();
    session.execute(
        Sql.of(
            "UPDATE loader_position SET log_partition = ?, log_offset = ?",
            end.partition(),
            end.offset()));
    session.memory().position(end);
    return new Applied(stored, batches.size() - stored, rows);
  }

  @Override
  public void describeConsumers(int app, List<ConsumerReport> consumers) {
    int minute = (int) (clock.millis() / 60_000);
    database.write(
        session -> {
          Dictionaries dictionaries = session.memory().dictionaries();
          for (ConsumerReport report : consumers) {
            dictionaries.decide(app, report, minute);
          }
          DictionaryWriter.store(session);
          return true;
        });
  }

  /** Turns the batches of one transaction into rows. */
  private static final class BatchAppender {
    private final WriteSession session;
    private final Dictionaries dictionaries;
    private final RollupRows rollups;
    private final RequestRows requests;

    BatchAppender(WriteSession session) {
      this.session = session;
      this.dictionaries = session.memory().dictionaries();
      this.rollups = new RollupRows(session);
      this.requests = new RequestRows(session);
    }

    /** False when the batch is known already. */
    boolean add(Batch batch) throws SQLException {
      int minute = (int) (batch.receivedEpochMillis() / 60_000);
      BatchNumber number = batch.number();
      if (number != null && !session.memory().batchNumbers().add(batch.app(), number, minute)) {
        return false;
      }
      MessageId id = batch.messageId();
      if (id != null) {
        if (!session.memory().messages().add(batch.app(), id.high(), id.low(), minute)) {
          return false;
        }
        session
            .appender("seen_message")
            .begin()
            .add(batch.app())
            .add(id.high())
            .add(id.low())
            .add(minute)
            .end();
      }
      int environment = dictionaries.environment(batch.app(), batch.environment());
      Instance sender = InstanceRows.add(session, batch, environment);
      int instance = sender == null ? Dictionaries.NO_INSTANCE : sender.id;
      String version = InstanceRows.version(batch, sender);
      addRequests(
          batch,
          environment,
          minute,
          session.memory().appVersions().number(dictionaries, batch.app(), environment, version));
      for (ConsumerReport consumer : batch.consumers()) {
        dictionaries.describe(batch.app(), consumer, minute);
      }
      for (EndpointReport endpoint : batch.endpoints()) {
        Endpoint entry =
            dictionaries.endpoint(
                batch.app(), environment, endpoint.method(), endpoint.route(), minute);
        dictionaries.declare(entry);
      }
      for (IngestOutcome outcome : batch.outcomes()) {
        addOutcome(batch.app(), environment, batch.receivedEpochMillis(), instance, outcome);
      }
      countCapped(batch, instance);
      return true;
    }

    /**
     * @param version number of the app's version
     */
    private void addRequests(Batch batch, int environment, int minute, int version)
        throws SQLException {
      int app = batch.app();
      SpanCounts spans = new SpanCounts();
      Set<UUID> counted = new HashSet<>();
      for (RequestLog log : batch.requestLogs()) {
        if (requests.add(app, environment, minute, log, batch.instance(), version)
            && log.weight() > 0) {
          spans.add(log);
          counted.add(log.id());
        }
      }
      for (TraceSpan span : batch.spans()) {
        requests.add(app, minute, span);
      }
      for (TraceLog log : batch.logs()) {
        requests.add(app, minute, log);
      }
      List<Rollup> cells = batch.rollups();
      if (!spans.isEmpty()) {
        cells = new ArrayList<>(cells);
        cells.addAll(spans.rollups());
      }
      CountSources sources = session.memory().countSources();
      CountSources.Decision decision = sources.decide(session, batch, environment, rollups);
      if (decision == CountSources.Decision.COUNT) {
        for (Rollup rollup : cells) {
          rollups.add(app, environment, version, rollup);
        }
        spans.storeEstimates(session, app, environment);
        sources.counted(session, batch, environment, cells);
      } else {
        sources.leftOut(batch, environment, cells);
      }
      if (decision != CountSources.Decision.LEAVE_OUT) {
        for (ErrorRollup error : batch.errors()) {
          if (error.request() == null || counted.contains(error.request())) {
            add(app, environment, error);
          }
        }
      }
    }

    private void add(int app, int environment, ErrorRollup error) throws SQLException {
      int minute = (int) error.epochMinute();
      Endpoint endpoint =
          dictionaries.endpoint(app, environment, error.method(), error.route(), minute);
      ErrorGroup group = dictionaries.errorGroup(app, environment, endpoint.number, error);
      String identifier = error.consumer();
      int consumer = Dictionaries.ANONYMOUS;
      if (identifier != null && !identifier.isEmpty()) {
        Consumer entry = dictionaries.consumer(app, environment, identifier, minute);
        consumer = entry.number;
      }
      session
          .appender("error_minute")
          .begin()
          .add(app)
          .add(environment)
          .add(minute)
          .add(group.id)
          .add(consumer)
          .add(error.count())
          .end();
    }

    private void addOutcome(
        int app, int environment, long atMillis, int instance, IngestOutcome outcome)
        throws SQLException {
      session
          .appender("outcome")
          .begin()
          .add(app)
          .add(environment)
          .add(atMillis)
          .add(instance)
          .add(outcome.kind().name())
          .add(outcome.reason())
          .add(outcome.hint())
          .add(outcome.count())
          .end();
    }

    private void countCapped(Batch batch, int instance) throws SQLException {
      for (Map.Entry<Dictionaries.CapKey, Long> capped : dictionaries.takeCapped().entrySet()) {
        Dictionaries.CapKey key = capped.getKey();
        addOutcome(
            key.app(),
            key.environment(),
            batch.receivedEpochMillis(),
            instance,
            new IngestOutcome(
                IngestOutcome.Kind.TRUNCATED, key.reason(), key.sample(), capped.getValue()));
      }
    }

    /** Writes what was held back; returns how many telemetry rows there are. */
    long finish() throws SQLException {
      DictionaryWriter.store(session);
      session.memory().batchNumbers().store(session);
      session.memory().appVersions().store(session);
      session.memory().countSources().store(session);
      rollups.finish();
      return session.rows("rollup_minute")
          + session.rows("late_rollup")
          + session.rows("error_minute")
          + session.rows(RequestTable.REQUEST.table);
    }
  }
}
