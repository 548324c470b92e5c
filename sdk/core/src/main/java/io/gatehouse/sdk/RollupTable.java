// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import io.gatehouse.protocol.WireRecord;
import io.gatehouse.protocol.WireRecord.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts between two flushes. Threads {@link #enter} before they add and {@link #exit} after it; a
 * table that was {@link #close closed} lets nobody in and is read when the last one has left, so no
 * count is lost between the swap of tables and the reading. What is counted often has a cell for
 * each stripe, all else one.
 */
final class RollupTable {

  /** About so many bytes, and the table should be sealed, however many it may have. */
  private static final int FILLING_BYTES = 1 << 20;

  private static final int ROUTE_BYTES = 300;
  private static final int CELL_BYTES = 700;
  private static final int CONSUMER_BYTES = 300;

  /** Holds the cells that threads of all stripes share; after theirs. */
  private static final int SHARED = Stripes.COUNT;

  private static final String OTHER = "(other)";
  private static final String ANONYMOUS = "";

  /** Threads inside, by stripe; negative once closed. */
  private final AtomicLongArray inside = Stripes.counters();

  private final List<CellsByRoute> stripes;

  /** Those of which more is told than their identifiers. */
  private final ConcurrentHashMap<String, Consumer> consumers = new ConcurrentHashMap<>();

  /** About what all of this takes, but for errors; changes only when something is new. */
  private final AtomicLong bytes = new AtomicLong();

  private final ErrorTable errors = new ErrorTable();
  private final @Nullable Journal journal;
  private final int maxBytes;

  /**
   * Chains of cells by the {@link CallerText}; the newest cell first, which is the one that is
   * looked for.
   */
  private static final class CellsByCaller
      extends ConcurrentHashMap<String, AtomicReference<@Nullable Cell>> {
    private static final long serialVersionUID = 1;
  }

  private static final class CellsByRoute extends ConcurrentHashMap<String, CellsByCaller> {
    private static final long serialVersionUID = 1;
  }

  /**
   * An empty table.
   *
   * @param journal where all that is counted is noted as well; null = nowhere
   * @param maxBytes about so many, and what is new is counted as {@code (other)}
   */
  RollupTable(@Nullable Journal journal, int maxBytes) {
    this.journal = journal;
    this.maxBytes = maxBytes;
    this.stripes = Stream.generate(CellsByRoute::new).limit(SHARED + 1).toList();
  }

  @Nullable Journal journal() {
    return journal;
  }

  /** True also while the first one is being added. */
  boolean isEmpty() {
    return bytes.get() == 0;
  }

  /** Whether there is so much in it that it should be taken soon. */
  boolean isFilling() {
    return bytes.get() >= Math.min(FILLING_BYTES, maxBytes / 2) || errors.isFilling();
  }

  /** Whether what is new is counted as {@code (other)}. */
  boolean isFull() {
    return bytes.get() >= maxBytes;
  }

  /**
   * Lets a thread in, which stays with this stripe until it leaves; false = the table is closed.
   */
  boolean enter(int stripe) {
    int at = Stripes.index(stripe);
    if (inside.getAndIncrement(at) >= 0) {
      return true;
    }
    inside.getAndDecrement(at);
    return false;
  }

  void exit(int stripe) {
    inside.getAndDecrement(Stripes.index(stripe));
  }

  /** Lets nobody in any more and waits for those inside; they do no I/O. */
  void close() {
    for (int i = 0; i < Stripes.COUNT; i++) {
      inside.getAndAdd(Stripes.index(i), Long.MIN_VALUE);
    }
    for (int i = 0; i < Stripes.COUNT; i++) {
      while (inside.get(Stripes.index(i)) != Long.MIN_VALUE) {
        LockSupport.parkNanos(50_000);
      }
    }
  }

  /** Counts one exchange, when {@link #enter} has let the thread in; sizes −1 = unknown. */
  void add(
      int stripe,
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
    if (consumer != null && tellsMore(consumer)) {
      keep(consumer);
    }
    Cell cell = known(stripe, minute, method, route, status, consumer, key);
    if (cell == null) {
      Cell shared = known(SHARED, minute, method, route, status, consumer, key);
      boolean own = shared != null && shared.isBusy() && !isFull();
      cell =
          shared == null || own
              ? fresh(own ? stripe : SHARED, minute, method, route, status, consumer, key)
              : shared;
    }
    cell.add(stripe, durationMicros, requestBytes, responseBytes, failed, aborted);
  }

  /** The way of nearly all exchanges; makes no objects. */
  private @Nullable Cell known(
      int stripe,
      long minute,
      String method,
      String route,
      int status,
      @Nullable Consumer consumer,
      @Nullable KeyUse key) {
    CellsByCaller byCaller = stripes.get(stripe).get(route);
    if (byCaller == null) {
      return null;
    }
    String identifier = consumer == null ? ANONYMOUS : consumer.identifier();
    String caller = key == null ? CallerText.of(identifier) : key.caller(identifier);
    AtomicReference<@Nullable Cell> chain = byCaller.get(caller);
    Cell newest = chain == null ? null : chain.get();
    return newest == null ? null : newest.find(minute, method, status);
  }

  /** Without room for more, what is told apart is the minute, method, status and refusal. */
  private Cell fresh(
      int stripe,
      long minute,
      String method,
      String route,
      int status,
      @Nullable Consumer consumer,
      @Nullable KeyUse key) {
    boolean full = isFull();
    String identifier = consumer == null ? ANONYMOUS : full ? OTHER : consumer.identifier();
    String caller;
    if (key == null) {
      caller = CallerText.of(identifier);
    } else if (full) {
      caller = CallerText.of(identifier, key.id() == null ? null : OTHER, key.refusal());
    } else {
      caller = key.caller(identifier);
    }
    return cell(stripe, minute, method, full ? OTHER : route, status, caller);
  }

  private Cell cell(
      int stripe, long minute, String method, String route, int status, String caller) {
    AtomicReference<@Nullable Cell> chain = chain(byCaller(stripe, route), caller);
    int journalKey = 0;
    while (true) {
      Cell newest = chain.get();
      Cell known = newest == null ? null : newest.find(minute, method, status);
      if (known != null) {
        return known;
      }
      if (journal != null && journalKey == 0) {
        journalKey = journal.tell(stripe, minute, method, route, status, caller);
      }
      Cell fresh = new Cell(minute, method, status, stripe != SHARED, newest, journal, journalKey);
      if (chain.compareAndSet(newest, fresh)) {
        bytes.getAndAdd(CELL_BYTES + caller.length());
        return fresh;
      }
    }
  }

  /**
   * Not by computing if absent: all threads are here at once after a flush, and that takes a lock.
   */
  private CellsByCaller byCaller(int stripe, String route) {
    CellsByRoute byRoute = stripes.get(stripe);
    CellsByCaller known = byRoute.get(route);
    if (known != null) {
      return known;
    }
    CellsByCaller fresh = new CellsByCaller();
    CellsByCaller before = byRoute.putIfAbsent(route, fresh);
    if (before != null) {
      return before;
    }
    bytes.getAndAdd(ROUTE_BYTES + route.length());
    return fresh;
  }

  private static AtomicReference<@Nullable Cell> chain(CellsByCaller byCaller, String caller) {
    AtomicReference<@Nullable Cell> known = byCaller.get(caller);
    if (known != null) {
      return known;
    }
    AtomicReference<@Nullable Cell> fresh = new AtomicReference<>();
    AtomicReference<@Nullable Cell> before = byCaller.putIfAbsent(caller, fresh);
    return before == null ? fresh : before;
  }

  /** Counts an error of an exchange; false = there is no room for one of its kind. */
  boolean addError(
      long minute,
      String method,
      String route,
      @Nullable Consumer consumer,
      boolean handled,
      long fingerprint,
      Supplier<Failure> failure) {
    String identifier = consumer == null ? null : consumer.identifier();
    ErrorTable.Key key =
        new ErrorTable.Key(minute, method, route, identifier, handled, fingerprint);
    return errors.add(key, failure);
  }

  /** What is told of a consumer last counts; without room for it, it is told with a later flush. */
  private void keep(Consumer consumer) {
    Consumer before = consumers.get(consumer.identifier());
    if (consumer.equals(before) || (before == null && isFull())) {
      return;
    }
    consumers.put(consumer.identifier(), consumer);
    bytes.getAndAdd(textChars(consumer) + (before == null ? CONSUMER_BYTES : 0));
  }

  private static int textChars(Consumer consumer) {
    int chars = consumer.identifier().length();
    for (Map.Entry<String, String> attribute : consumer.attributes().entrySet()) {
      chars += attribute.getKey().length() + attribute.getValue().length();
    }
    return chars;
  }

  private static boolean tellsMore(Consumer consumer) {
    return consumer.name() != null || consumer.group() != null || !consumer.attributes().isEmpty();
  }

  /** All records; only after {@link #close}. */
  List<WireRecord> records() {
    List<WireRecord> records = new ArrayList<>();
    for (Consumer consumer : consumers.values()) {
      records.add(
          new WireRecord.Consumer(
              consumer.identifier(), consumer.name(), consumer.group(), consumer.attributes()));
    }
    Map<String, Map<String, Cell>> merged = new HashMap<>();
    for (CellsByRoute stripe : stripes) {
      stripe.forEach(
          (route, byCaller) -> {
            Map<String, Cell> into = merged.computeIfAbsent(route, absent -> new HashMap<>());
            byCaller.forEach(
                (caller, chain) ->
                    into.compute(caller, (same, before) -> Cell.merge(chain.get(), before)));
          });
    }
    merged.forEach(
        (route, byCaller) ->
            byCaller.forEach(
                (text, newest) -> {
                  CallerText caller = CallerText.parse(text);
                  for (Cell cell = newest; cell != null; cell = cell.next()) {
                    records.add(cell.toRollup(route, caller));
                  }
                }));
    errors.addTo(records::add);
    return records;
  }
}
