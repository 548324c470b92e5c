// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.load;

import io.gatehouse.collector.log.IngestLog;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.IngestOutcome;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.StorageException;
import io.gatehouse.storage.TelemetryWriter.Applied;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores groups of records whatever the store does: waits for one that is unavailable, replaces one
 * that is damaged, and finds the record that cannot be stored by halving. Confined to the loader's
 * thread but for its counters.
 */
final class Applier {

  private static final Logger LOG = LoggerFactory.getLogger(Applier.class);
  private static final int TRIES = 3;
  private static final long FIRST_PAUSE_MILLIS = 20;

  private final IngestLog log;
  private final StoreOwner owner;
  private final Preparation preparation;
  private final LoaderConfig config;
  private final CountDownLatch stopping;

  private final AtomicLong batches = new AtomicLong();
  private final AtomicLong duplicates = new AtomicLong();
  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong transactions = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();
  private final AtomicLong quarantined = new AtomicLong();

  /** The loader was closed while it waited. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  Applier(
      IngestLog log,
      StoreOwner owner,
      Preparation preparation,
      LoaderConfig config,
      CountDownLatch stopping) {
    this.log = log;
    this.owner = owner;
    this.preparation = preparation;
    this.config = config;
    this.stopping = stopping;
  }

  LoaderStats stats(long lagBytes, long lagMillis) {
    return new LoaderStats(
        lagBytes,
        lagMillis,
        batches.get(),
        duplicates.get(),
        rows.get(),
        transactions.get(),
        retries.get(),
        quarantined.get());
  }

  /** Reads on; an unreadable disk makes it wait. */
  IngestLog.Slice read(LogPosition from, long waitMillis) throws InterruptedException {
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      try {
        return log.read(from, config.maxSliceBytes(), waitMillis);
      } catch (UncheckedIOException e) {
        LOG.error("the ingest log cannot be read at {}; trying again", from, e);
        pause = pause(pause);
      }
    }
  }

  /** The store's position; a store that does not answer makes it wait. */
  LogPosition askPosition() throws InterruptedException {
    return insist(() -> owner.writer().position());
  }

  /**
   * Tells the store that the log begins anew, as it does when its folder was lost. What the log
   * still holds is recognised by its identity.
   */
  void rewind() throws InterruptedException {
    insist(() -> owner.writer().append(List.of(), LogPosition.START));
  }

  /**
   * Stores the group.
   *
   * @return where to read on: its end, or the place where a replaced store stands
   */
  LogPosition apply(Group group) throws InterruptedException {
    for (Group.Entry entry : group.entries()) {
      if (entry.batch() == null) {
        LOG.error("unreadable record at {}: {}", entry.record().start(), entry.problem());
        log.quarantine(entry.record().start(), "unreadable", entry.record().payload());
        quarantined.incrementAndGet();
      }
    }
    return store(group, prepare(group), TRIES);
  }

  private LogPosition store(Group group, List<Batch> prepared, int tries)
      throws InterruptedException {
    int failures = 0;
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      RuntimeException failure = tryAppend(prepared, group.end());
      if (failure == null) {
        return group.end();
      }
      // A failed commit may have happened all the same: the store's own position decides.
      LogPosition now = askPosition();
      if (now.offset() != group.start().offset()) {
        return now;
      }
      if (isTemporary(failure)) {
        LOG.warn("the store is unavailable, waiting: {}", failure.getMessage());
      } else {
        failures += isPoison(failure) ? tries : 1;
      }
      if (failures >= tries) {
        return isolate(group, failure);
      }
      retries.incrementAndGet();
      pause = pause(pause);
    }
  }

  private @Nullable RuntimeException tryAppend(List<Batch> prepared, LogPosition end) {
    try {
      Applied applied = owner.writer().append(prepared, end);
      batches.addAndGet(applied.batches());
      duplicates.addAndGet(applied.duplicates());
      rows.addAndGet(applied.rows());
      transactions.incrementAndGet();
      return null;
    } catch (StorageException e) {
      replaceIfDamaged(e);
      return e;
    } catch (RuntimeException e) {
      LOG.warn("the store refused {} batches", prepared.size(), e);
      return e;
    }
  }

  private void replaceIfDamaged(StorageException failure) {
    if (failure.kind() != StorageException.Kind.DAMAGED) {
      return;
    }
    LOG.error("the store is damaged and will be rebuilt from the ingest log", failure);
    try {
      owner.replaceDamaged(failure);
    } catch (RuntimeException e) {
      LOG.error("the damaged store cannot be replaced now; trying again", e);
    }
  }

  /** Stores what can be stored of a group that cannot be stored as a whole. */
  private LogPosition isolate(Group group, RuntimeException failure) throws InterruptedException {
    if (group.entries().size() == 1) {
      return setAside(group, failure);
    }
    Group first = group.firstHalf();
    LogPosition reached = store(first, prepare(first), 1);
    if (reached.offset() != first.end().offset()) {
      return reached;
    }
    Group second = group.secondHalf();
    return store(second, prepare(second), 1);
  }

  private LogPosition setAside(Group group, RuntimeException failure) throws InterruptedException {
    Group.Entry entry = group.entries().get(0);
    log.quarantine(entry.record().start(), "poison", entry.record().payload());
    Batch batch = entry.batch();
    List<Batch> outcome = batch == null ? List.of() : List.of(outcomeOf(batch));
    LOG.error("the record at {} cannot be stored, quarantined", entry.record().start(), failure);
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      RuntimeException again = tryAppend(outcome, group.end());
      if (again == null) {
        quarantined.incrementAndGet();
        return group.end();
      }
      // Not even an empty batch goes in: it was not the record's fault alone. Wait.
      LogPosition now = askPosition();
      if (now.offset() != group.start().offset()) {
        return now;
      }
      retries.incrementAndGet();
      pause = pause(pause);
    }
  }

  private static Batch outcomeOf(Batch batch) {
    IngestOutcome outcome =
        new IngestOutcome(IngestOutcome.Kind.QUARANTINED, "poison", "see the quarantine folder", 1);
    return Batch.builder(batch.app(), batch.environment(), batch.receivedEpochMillis())
        .environmentSpelling(batch.environmentSpelling())
        .outcomes(List.of(outcome))
        .build();
  }

  private List<Batch> prepare(Group group) {
    List<Batch> prepared = new ArrayList<>(group.entries().size());
    for (Group.Entry entry : group.entries()) {
      Batch batch = entry.batch();
      if (batch != null) {
        prepared.add(preparation.prepare(batch));
      }
    }
    return prepared;
  }

  private <T> T insist(Supplier<T> question) throws InterruptedException {
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      try {
        return question.get();
      } catch (StorageException e) {
        LOG.warn("the store does not answer: {}", e.getMessage());
        replaceIfDamaged(e);
      } catch (RuntimeException e) {
        LOG.warn("the store does not answer", e);
      }
      pause = pause(pause);
    }
  }

  private static boolean isTemporary(RuntimeException failure) {
    return failure instanceof StorageException storage
        && (storage.kind() == StorageException.Kind.UNAVAILABLE
            || storage.kind() == StorageException.Kind.DAMAGED);
  }

  private static boolean isPoison(RuntimeException failure) {
    return failure instanceof StorageException storage
        && storage.kind() == StorageException.Kind.POISON;
  }

  private long pause(long millis) throws InterruptedException {
    if (stopping.await(millis, TimeUnit.MILLISECONDS)) {
      throw new Stopped();
    }
    return Math.min(millis * 2, config.maxBackoff().toMillis());
  }
}
