// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import io.gatehouse.protocol.WireRecord;
import io.gatehouse.protocol.WireRecord.Failure;
import io.gatehouse.protocol.WireRecord.Request;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Adds exchanges up between flushes; thread-safe without locks. */
final class Aggregation {

  private static final Logger LOG = System.getLogger("io.gatehouse.sdk");

  private volatile RollupTable current;
  private final RequestLogQueue requests;
  private final SdkMetrics metrics;
  private final int maxBytes;
  private Supplier<@Nullable Journal> journals = () -> null;
  private boolean noting;
  private boolean warnedOfOthers;

  /**
   * What was counted between two flushes.
   *
   * @param journal where it is noted until it is sealed; null = nowhere
   */
  record Counted(List<WireRecord> records, @Nullable Journal journal) {}

  /**
   * An empty one.
   *
   * @param maxBytes what counts may take between two flushes, about; over it they are {@code
   *     (other)}
   */
  Aggregation(SdkMetrics metrics, int maxBytes) {
    this.metrics = metrics;
    this.maxBytes = maxBytes;
    current = new RollupTable(null, maxBytes);
    requests = new RequestLogQueue(metrics);
  }

  /** Counts one exchange; sizes −1 = unknown. */
  void add(
      long minute,
      String method,
      String route,
      int status,
      @Nullable Consumer consumer,
      @Nullable KeyUse key,
      long durationMicros,
      long requestBytes,
      long responseBytes,
      boolean failed,
      boolean aborted) {
    int stripe = Stripes.current();
    RollupTable table = enter(stripe);
    try {
      table.add(
          stripe,
          minute,
          method,
          route,
          status,
          consumer,
          key,
          durationMicros,
          requestBytes,
          responseBytes,
          failed,
          aborted);
    } finally {
      table.exit(stripe);
    }
  }

  /**
   * Counts an error; when there are too many kinds, only that it was there.
   *
   * @param failure made only for the first error of its kind
   */
  void addError(
      long minute,
      String method,
      String route,
      @Nullable Consumer consumer,
      boolean handled,
      long fingerprint,
      Supplier<Failure> failure) {
    int stripe = Stripes.current();
    RollupTable table = enter(stripe);
    try {
      if (!table.addError(minute, method, route, consumer, handled, fingerprint, failure)) {
        metrics.addDroppedError();
      }
    } finally {
      table.exit(stripe);
    }
  }

  private RollupTable enter(int stripe) {
    RollupTable table = current;
    while (!table.enter(stripe)) {
      table = current;
    }
    return table;
  }

  /** Keeps a request that is told by itself. */
  void add(Request request) {
    requests.add(request);
  }

  /** From the next {@link #drain} on what is counted is noted in one of these. */
  synchronized void noteIn(Supplier<@Nullable Journal> source) {
    journals = source;
    noting = true;
  }

  /** The last {@link #drain} leaves no journal in use. */
  synchronized void noteNowhere() {
    journals = () -> null;
    noting = false;
  }

  /** Whether what is counted and told should be taken soon, because it takes much memory. */
  boolean isFilling() {
    RollupTable table = current;
    Journal journal = table.journal();
    return table.isFilling() || requests.isFilling() || (journal != null && journal.isFilling());
  }

  /** Takes everything counted so far, each exchange exactly once over all calls. */
  synchronized Counted drain() {
    RollupTable table = current;
    if (noting && table.isEmpty() && table.journal() != null) {
      return new Counted(List.of(), null);
    }
    current = new RollupTable(journals.get(), maxBytes);
    table.close();
    if (table.isFull() && !warnedOfOthers) {
      warnedOfOthers = true;
      LOG.log(
          Level.WARNING,
          "Gatehouse: more routes and consumers in one flush than are kept apart; the others are"
              + " counted as (other).");
    }
    return new Counted(table.records(), table.journal());
  }

  /** Takes the requests that are told by themselves. */
  List<Request> drainRequests() {
    return requests.drain();
  }
}
