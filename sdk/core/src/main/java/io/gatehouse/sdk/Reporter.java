// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import io.gatehouse.protocol.BatchHeader;
import io.gatehouse.protocol.BatchHeader.InstanceFacts;
import io.gatehouse.protocol.BatchId;
import io.gatehouse.protocol.BatchWriter;
import io.gatehouse.protocol.Protocol;
import io.gatehouse.protocol.Settings;
import io.gatehouse.protocol.WireRecord;
import io.gatehouse.protocol.WireRecord.Request;
import io.gatehouse.protocol.WireRecord.Rollup;
import io.gatehouse.sdk.Aggregation.Counted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Seals what was counted and sends what is sealed. Every step returns after bounded work; when to
 * call is the caller's business. Guarded by this object, but for the sending itself: a server that
 * is slow to answer keeps nobody from sealing.
 */
final class Reporter {

  private static final Logger LOG = System.getLogger("io.gatehouse.sdk");
  private static final long MIN_PAUSE_MILLIS = 1_000;
  private static final long MAX_PAUSE_MILLIS = 60_000;

  /** Well below what the protocol allows: a batch is in memory several times while it is made. */
  private static final int SEAL_CHARS = Protocol.SEAL_BYTES / 4;

  private static final int MAX_UNSEALED_AGGREGATES = 4_000;
  private static final int MAX_UNSEALED_REQUEST_LOGS = 50;

  /** Between two seals of counts while the server is away. */
  private static final long AWAY_NANOS = 60_000_000_000L;

  private final Aggregation aggregation;
  private final Spool spool;
  private final Sender sender;
  private final SdkMetrics metrics;
  private final LiveSettings settings;
  private final Clock clock;
  private final RandomGenerator random;
  private final String environment;
  private final InstanceFacts facts;
  private final ArrayDeque<Counted> unsealed = new ArrayDeque<>();
  private final List<Request> requestLogs = new ArrayList<>();
  private boolean spoolFails;
  private long sequence;
  private long notBeforeNanos;
  private boolean waiting;
  private boolean stopped;
  private long pauseMillis = MIN_PAUSE_MILLIS;
  private long countsSealedNanos;

  Reporter(
      Aggregation aggregation,
      Spool spool,
      Sender sender,
      SdkMetrics metrics,
      LiveSettings settings,
      Clock clock,
      RandomGenerator random,
      String environment,
      InstanceFacts facts) {
    this.aggregation = aggregation;
    this.spool = spool;
    this.sender = sender;
    this.metrics = metrics;
    this.settings = settings;
    this.clock = clock;
    this.random = random;
    this.environment = environment;
    this.facts = facts;
  }

  /**
   * Takes over what an earlier process counted and did not seal; that is sealed first, because it
   * may have all journals. From now on what is counted is noted in a journal, if the spool has any.
   */
  synchronized void begin() {
    for (Journal journal : spool.leftJournals()) {
      RollupTable counted = new RollupTable(null, Integer.MAX_VALUE);
      journal.replay(counted);
      List<WireRecord> records = counted.records();
      metrics.addRecovered(exchanges(records));
      unsealed.addLast(new Counted(records, journal));
    }
    sealDrained();
    aggregation.noteIn(spool::nextJournal);
    seal();
  }

  /** Seals for the last time; what is counted after it is lost. */
  synchronized void end() {
    aggregation.noteNowhere();
    drainCounts();
    sealDrained();
  }

  /**
   * Seals what was counted since the last time, as one or more batches. What cannot be kept stays
   * in memory, within limits, and is sealed the next time. While the server is away counts are
   * sealed once a minute, unless they take much memory: that needs less room in the spool.
   */
  synchronized void seal() {
    boolean mayWait = (waiting || stopped) && clock.nanos() - countsSealedNanos < AWAY_NANOS;
    if (!mayWait || aggregation.isFilling()) {
      drainCounts();
    }
    sealDrained();
  }

  private void drainCounts() {
    unsealed.addLast(aggregation.drain());
    countsSealedNanos = clock.nanos();
  }

  private void sealDrained() {
    requestLogs.addAll(aggregation.drainRequests());
    try {
      sealCounts();
      sealRequestLogs();
      spoolFails = false;
    } catch (IOException e) {
      LOG.log(spoolFails ? Level.DEBUG : Level.WARNING, "Gatehouse: the spool takes nothing.", e);
      spoolFails = true;
      dropOldest();
    }
  }

  /**
   * The batches of one flush are kept together or not at all, and nothing of it is sent before its
   * journal is released: so a journal that is found at the next start counts, unless the spool has
   * its batches.
   */
  private void sealCounts() throws IOException {
    while (!unsealed.isEmpty()) {
      Counted first = unsealed.getFirst();
      Journal journal = first.journal();
      if (!first.records().isEmpty()) {
        List<Spool.Entry> batches = batches(first.records());
        spool.add(batches, journal == null ? 0 : journal.number());
        sequence += batches.size();
      }
      unsealed.removeFirst();
      release(journal);
    }
  }

  private static void release(@Nullable Journal journal) throws IOException {
    try {
      if (journal != null) {
        journal.release();
      }
    } catch (UncheckedIOException e) {
      throw new IOException("a journal was not released", e);
    }
  }

  private List<Spool.Entry> batches(List<WireRecord> records) {
    List<Spool.Entry> batches = new ArrayList<>();
    int at = 0;
    while (at < records.size()) {
      long number = sequence + batches.size() + 1;
      BatchWriter writer = newBatch(number);
      int from = at;
      while (at < records.size() && writer.length() < SEAL_CHARS) {
        writer.add(records.get(at++));
      }
      batches.add(entry(number, writer, exchanges(records.subList(from, at)), 0));
    }
    return batches;
  }

  private void sealRequestLogs() throws IOException {
    while (!requestLogs.isEmpty()) {
      BatchWriter writer = newBatch(sequence + 1);
      int count = 0;
      while (count < requestLogs.size() && writer.length() < SEAL_CHARS) {
        writer.add(requestLogs.get(count++));
      }
      spool.add(List.of(entry(sequence + 1, writer, 0, count)), 0);
      sequence++;
      requestLogs.subList(0, count).clear();
    }
  }

  private BatchWriter newBatch(long number) {
    return new BatchWriter(new BatchHeader(environment, clock.epochMillis(), number == 1, facts));
  }

  private Spool.Entry entry(long number, BatchWriter batch, long exchanges, long requestLogCount) {
    BatchId id = new BatchId(spool.instance(), spool.epoch(), number);
    return new Spool.Entry(id, batch.toBytes(), exchanges, requestLogCount);
  }

  private void dropOldest() {
    int records = unsealed.stream().mapToInt(counted -> counted.records().size()).sum();
    while (records > MAX_UNSEALED_AGGREGATES && unsealed.size() > 1) {
      Counted oldest = unsealed.removeFirst();
      records -= oldest.records().size();
      metrics.addDropped(exchanges(oldest.records()), 0);
      drop(oldest.journal());
    }
    int tooMany = requestLogs.size() - MAX_UNSEALED_REQUEST_LOGS;
    if (tooMany > 0) {
      requestLogs.subList(0, tooMany).clear();
      metrics.addDropped(0, tooMany);
    }
  }

  private static void drop(@Nullable Journal journal) {
    try {
      release(journal);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "Gatehouse: what is dropped may be counted after a power cut.", e);
    }
  }

  private static long exchanges(List<WireRecord> records) {
    long sum = 0;
    for (WireRecord one : records) {
      sum += one instanceof Rollup rollup ? rollup.requests() : 0;
    }
    return sum;
  }

  /** Sends what waits, until nothing is left or the server wants a pause. */
  void sendAll() throws IOException {
    boolean more = true;
    while (more) {
      more = sendOne();
    }
  }

  /**
   * Sends the next batch, unless the server wants a pause. Called by one thread at a time; others
   * may seal meanwhile.
   *
   * @return true when another one may be sent at once
   */
  boolean sendOne() throws IOException {
    Sending next = next();
    return next != null && answered(next.entry, send(next.payload));
  }

  /** A batch of the spool, as it is sent. */
  private record Sending(Spool.Entry entry, Payload payload) {}

  private synchronized @Nullable Sending next() throws IOException {
    Spool.Entry entry = stopped || isPaused() ? null : spool.peek();
    if (entry == null) {
      return null;
    }
    String hash = BatchWriter.hash(entry.body());
    long sealed = spool.sealedIn(entry.id().epoch());
    long revision = settings.current().revision();
    return new Sending(entry, new Payload(entry.id(), entry.body(), hash, sealed, revision));
  }

  private SendResult send(Payload payload) {
    try {
      return sender.send(payload);
    } catch (IOException | RuntimeException e) {
      return SendResult.of(
          SendResult.Kind.RETRY_LATER, "no answer (" + e.getClass().getSimpleName() + ")");
    }
  }

  private synchronized boolean answered(Spool.Entry entry, SendResult result) throws IOException {
    switch (result.kind()) {
      case ACCEPTED -> accepted(entry, result.settings());
      case REJECTED -> {
        warn(result.cause() + "; a batch is dropped");
        if (spool.remove(entry.id())) {
          metrics.addDropped(entry.exchanges(), entry.requestLogs());
        }
      }
      case RETRY_LATER -> pause(result);
      case STOP -> {
        stopped = true;
        LOG.log(Level.WARNING, "Gatehouse: {0}. Nothing is sent until a restart.", result.cause());
      }
    }
    return result.kind() == SendResult.Kind.ACCEPTED || result.kind() == SendResult.Kind.REJECTED;
  }

  private void accepted(Spool.Entry entry, @Nullable Settings pushed) throws IOException {
    if (pushed != null) {
      settings.apply(pushed);
    }
    if (spool.remove(entry.id())) {
      metrics.addSent(entry.exchanges());
    } // else there was no room for it while it was sent, and it counts as dropped
    pauseMillis = MIN_PAUSE_MILLIS;
    if (waiting) {
      waiting = false;
      LOG.log(Level.INFO, "Gatehouse: the server takes batches again.");
    }
  }

  private void pause(SendResult result) {
    long asked = result.retryAfter().toMillis();
    long millis = Math.max(asked, pauseMillis) + random.nextLong(pauseMillis);
    notBeforeNanos = clock.nanos() + millis * 1_000_000;
    pauseMillis = Math.min(MAX_PAUSE_MILLIS, pauseMillis * 2);
    if (waiting) {
      LOG.log(Level.DEBUG, "Gatehouse: {0}; sending again later.", result.cause());
      return;
    }
    waiting = true;
    warn(result.cause() + "; sending again later");
  }

  private boolean isPaused() {
    return waiting && notBeforeNanos - clock.nanos() > 0;
  }

  private static void warn(String message) {
    LOG.log(Level.WARNING, "Gatehouse: {0}.", message);
  }
}
