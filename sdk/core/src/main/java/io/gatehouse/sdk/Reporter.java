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
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Seals what was counted and sends what is sealed. Every step returns after bounded work; when to
 * call is the caller's business. Guarded by this object, so that there is one step at a time.
 */
final class Reporter {

  private static final Logger LOG = System.getLogger("io.gatehouse.sdk");
  private static final long MIN_PAUSE_MILLIS = 1_000;
  private static final long MAX_PAUSE_MILLIS = 60_000;
  private static final int MAX_UNSEALED_AGGREGATES = 10_000;
  private static final int MAX_UNSEALED_REQUEST_LOGS = 200;

  private final Aggregation aggregation;
  private final Spool spool;
  private final Sender sender;
  private final SdkMetrics metrics;
  private final LiveSettings settings;
  private final Clock clock;
  private final RandomGenerator random;
  private final String environment;
  private final InstanceFacts facts;
  private final List<WireRecord> aggregates = new ArrayList<>();
  private final List<WireRecord> requestLogs = new ArrayList<>();
  private boolean spoolFails;
  private long sequence;
  private long notBeforeNanos;
  private boolean waiting;
  private boolean stopped;
  private long pauseMillis = MIN_PAUSE_MILLIS;

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
   * Seals what was counted since the last time, as one or more batches. What cannot be kept stays
   * in memory, within limits, and is sealed the next time.
   */
  synchronized void seal() {
    for (WireRecord one : aggregation.drain()) {
      (one instanceof Request ? requestLogs : aggregates).add(one);
    }
    try {
      sealAll(aggregates);
      sealAll(requestLogs);
      spoolFails = false;
    } catch (IOException e) {
      LOG.log(spoolFails ? Level.DEBUG : Level.WARNING, "Gatehouse: the spool takes nothing.", e);
      spoolFails = true;
      dropOldest(requestLogs, MAX_UNSEALED_REQUEST_LOGS);
      dropOldest(aggregates, MAX_UNSEALED_AGGREGATES);
    }
  }

  private void sealAll(List<WireRecord> records) throws IOException {
    int at = 0;
    try {
      while (at < records.size()) {
        at = sealFrom(records, at);
      }
    } finally {
      records.subList(0, at).clear();
    }
  }

  /** The number is used up only when the spool has the batch. */
  private int sealFrom(List<WireRecord> records, int from) throws IOException {
    long next = sequence + 1;
    BatchId id = new BatchId(spool.instance(), spool.epoch(), next);
    BatchWriter writer =
        new BatchWriter(new BatchHeader(environment, clock.epochMillis(), next == 1, facts));
    int at = from;
    while (at < records.size() && writer.length() < Protocol.SEAL_BYTES) {
      writer.add(records.get(at++));
    }
    List<WireRecord> batch = records.subList(from, at);
    spool.add(new Spool.Entry(id, writer.toBytes(), exchanges(batch), requestLogs(batch)));
    sequence = next;
    return at;
  }

  private void dropOldest(List<WireRecord> records, int max) {
    if (records.size() > max) {
      List<WireRecord> oldest = records.subList(0, records.size() - max);
      metrics.addDropped(exchanges(oldest), requestLogs(oldest));
      oldest.clear();
    }
  }

  private static long exchanges(List<WireRecord> records) {
    long sum = 0;
    for (WireRecord one : records) {
      sum += one instanceof Rollup rollup ? rollup.requests() : 0;
    }
    return sum;
  }

  private static long requestLogs(List<WireRecord> records) {
    return records.stream().filter(Request.class::isInstance).count();
  }

  /**
   * Sends the next batch, unless the server wants a pause.
   *
   * @return true when another one may be sent at once
   */
  synchronized boolean sendOne() throws IOException {
    Spool.Entry entry = stopped || isPaused() ? null : spool.peek();
    if (entry == null) {
      return false;
    }
    SendResult result = send(entry);
    switch (result.kind()) {
      case ACCEPTED -> accepted(entry, result.settings());
      case REJECTED -> {
        warn(result.cause() + "; a batch is dropped");
        spool.remove(entry.id());
        metrics.addDropped(entry.exchanges(), entry.requestLogs());
      }
      case RETRY_LATER -> pause(result);
      case STOP -> {
        stopped = true;
        LOG.log(Level.WARNING, "Gatehouse: {0}. Nothing is sent until a restart.", result.cause());
      }
    }
    return result.kind() == SendResult.Kind.ACCEPTED || result.kind() == SendResult.Kind.REJECTED;
  }

  private SendResult send(Spool.Entry entry) {
    try {
      String hash = BatchWriter.hash(entry.body());
      long sealed = spool.sealedIn(entry.id().epoch());
      long revision = settings.current().revision();
      return sender.send(new Payload(entry.id(), entry.body(), hash, sealed, revision));
    } catch (IOException | RuntimeException e) {
      return SendResult.of(
          SendResult.Kind.RETRY_LATER, "no answer (" + e.getClass().getSimpleName() + ")");
    }
  }

  private void accepted(Spool.Entry entry, @Nullable Settings pushed) throws IOException {
    if (pushed != null) {
      settings.apply(pushed);
    }
    spool.remove(entry.id());
    metrics.addSent(entry.exchanges());
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
