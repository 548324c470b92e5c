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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts between two flushes. Threads {@link #enter} before they add and {@link #exit} after it; a
 * table that was {@link #close closed} lets nobody in and is read when the last one has left, so no
 * count is lost between the swap of tables and the reading. Cells exist once per stripe.
 */
final class RollupTable {

  static final int MAX_ROUTES = 2_000;
  static final int MAX_CONSUMERS = 5_000;
  static final int MAX_KEYS = 20_000;

  private static final String OTHER = "(other)";
  private static final String ANONYMOUS = "";

  /** Threads inside, by stripe; negative once closed. */
  private final AtomicLongArray inside = Stripes.counters();

  private final List<CellsByRoute> stripes;
  private final ConcurrentHashMap<String, Consumer> consumers = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Boolean> routes = new ConcurrentHashMap<>();
  private final AtomicInteger routeCount = new AtomicInteger();
  private final AtomicInteger consumerCount = new AtomicInteger();
  private final ConcurrentHashMap<String, Boolean> keys = new ConcurrentHashMap<>();
  private final ErrorTable errors = new ErrorTable();
  private final @Nullable Journal journal;

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
   */
  RollupTable(@Nullable Journal journal) {
    this.journal = journal;
    this.stripes = Stream.generate(CellsByRoute::new).limit(Stripes.COUNT).toList();
  }

  @Nullable Journal journal() {
    return journal;
  }

  /** True also while the first one is being added. */
  boolean isEmpty() {
    return routes.isEmpty();
  }

  /** Whether consumers were counted as {@code (other)}. */
  boolean hasTooManyConsumers() {
    return consumerCount.get() >= MAX_CONSUMERS;
  }

  /** Whether calls of so many API keys were counted that some may become {@code (other)}. */
  boolean hasManyKeys() {
    return keys.size() > MAX_KEYS / 2;
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
      admit(consumer);
    }
    Cell cell = known(stripe, minute, method, route, status, consumer, key);
    if (cell == null) {
      String caller = caller(admit(consumer), key);
      cell = cell(stripe, minute, method, admitRoute(route), status, caller);
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

  /**
   * The text under which the calls of a consumer are counted.
   *
   * @param identifier admitted, empty = anonymous
   */
  private String caller(String identifier, @Nullable KeyUse key) {
    if (key == null) {
      return CallerText.of(identifier);
    }
    String id = key.id();
    if (id != null && !keys.containsKey(id)) {
      if (keys.size() >= MAX_KEYS) {
        return CallerText.of(identifier, OTHER, key.refusal());
      }
      keys.put(id, true);
    }
    return key.caller(identifier);
  }

  private Cell cell(
      int stripe, long minute, String method, String route, int status, String caller) {
    AtomicReference<@Nullable Cell> chain =
        stripes
            .get(stripe)
            .computeIfAbsent(route, absent -> new CellsByCaller())
            .computeIfAbsent(caller, absent -> new AtomicReference<>());
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
      Cell fresh = new Cell(minute, method, status, newest, journal, journalKey);
      if (chain.compareAndSet(newest, fresh)) {
        return fresh;
      }
    }
  }

  /** Counts an error of an exchange that {@link #cell} was asked for. */
  boolean addError(
      long minute,
      String method,
      String route,
      @Nullable Consumer consumer,
      boolean handled,
      long fingerprint,
      Supplier<Failure> failure) {
    String identifier = consumer == null ? null : admit(consumer);
    ErrorTable.Key key =
        new ErrorTable.Key(minute, method, admitRoute(route), identifier, handled, fingerprint);
    return errors.add(key, failure);
  }

  private String admitRoute(String route) {
    if (routes.containsKey(route)) {
      return route;
    }
    if (routeCount.get() >= MAX_ROUTES) {
      return OTHER;
    }
    if (routes.putIfAbsent(route, true) == null) {
      routeCount.incrementAndGet();
    }
    return route;
  }

  private String admit(@Nullable Consumer consumer) {
    if (consumer == null) {
      return ANONYMOUS;
    }
    String identifier = consumer.identifier();
    Consumer known = consumers.get(identifier);
    if (known == null) {
      if (consumerCount.get() >= MAX_CONSUMERS) {
        return OTHER;
      }
      if (consumers.putIfAbsent(identifier, consumer) == null) {
        consumerCount.incrementAndGet();
      }
    } else if (tellsMore(consumer) && !known.equals(consumer)) {
      consumers.put(identifier, consumer);
    }
    return identifier;
  }

  private static boolean tellsMore(Consumer consumer) {
    return consumer.name() != null || consumer.group() != null || !consumer.attributes().isEmpty();
  }

  /** All records; only after {@link #close}. */
  List<WireRecord> records() {
    List<WireRecord> records = new ArrayList<>();
    for (Consumer consumer : consumers.values()) {
      if (tellsMore(consumer)) {
        records.add(
            new WireRecord.Consumer(
                consumer.identifier(), consumer.name(), consumer.group(), consumer.attributes()));
      }
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
