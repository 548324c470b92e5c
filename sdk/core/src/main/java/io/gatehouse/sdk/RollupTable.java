// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import io.gatehouse.protocol.WireRecord;
import io.gatehouse.protocol.WireRecord.Failure;
import io.gatehouse.protocol.WireRecord.Rollup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts between two flushes. Threads {@link #enter} before they add and {@link #exit} after it; a
 * table that was {@link #close closed} lets nobody in and is read when the last one has left, so no
 * count is lost between the swap of tables and the reading.
 */
final class RollupTable {

  static final int MAX_ROUTES = 2_000;
  static final int MAX_CONSUMERS = 5_000;

  private static final String OTHER = "(other)";
  private static final String ANONYMOUS = "";

  /** Threads inside; negative once closed. */
  private final AtomicLong inside = new AtomicLong();

  private final ConcurrentHashMap<Long, ConcurrentHashMap<RouteKey, RouteCells>> minutes =
      new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Consumer> consumers = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Boolean> routes = new ConcurrentHashMap<>();
  private final AtomicInteger routeCount = new AtomicInteger();
  private final AtomicInteger consumerCount = new AtomicInteger();

  private final ErrorTable errors = new ErrorTable();

  private record RouteKey(String method, String route) {}

  private static final class RouteCells {
    private final ConcurrentHashMap<String, ConcurrentHashMap<Integer, Cell>> byConsumer =
        new ConcurrentHashMap<>();
  }

  boolean enter() {
    if (inside.getAndIncrement() >= 0) {
      return true;
    }
    inside.getAndDecrement();
    return false;
  }

  void exit() {
    inside.getAndDecrement();
  }

  /** Lets nobody in any more and waits for those inside; they do no I/O. */
  void close() {
    inside.getAndAdd(Long.MIN_VALUE);
    while (inside.get() != Long.MIN_VALUE) {
      LockSupport.parkNanos(50_000);
    }
  }

  Cell cell(long minute, String method, String route, int status, @Nullable Consumer consumer) {
    ConcurrentHashMap<RouteKey, RouteCells> byRoute = minutes.get(minute);
    if (byRoute == null) {
      byRoute = minutes.computeIfAbsent(minute, key -> new ConcurrentHashMap<>());
    }
    RouteKey key = new RouteKey(method, admitRoute(route));
    RouteCells cells = byRoute.get(key);
    if (cells == null) {
      cells = byRoute.computeIfAbsent(key, absent -> new RouteCells());
    }
    String identifier = consumer == null ? ANONYMOUS : admit(consumer);
    ConcurrentHashMap<Integer, Cell> byStatus = cells.byConsumer.get(identifier);
    if (byStatus == null) {
      byStatus = cells.byConsumer.computeIfAbsent(identifier, absent -> new ConcurrentHashMap<>());
    }
    Cell cell = byStatus.get(status);
    return cell != null ? cell : byStatus.computeIfAbsent(status, absent -> new Cell());
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

  private String admit(Consumer consumer) {
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
    minutes.forEach(
        (minute, byRoute) ->
            byRoute.forEach(
                (key, cells) ->
                    cells.byConsumer.forEach(
                        (identifier, byStatus) ->
                            addRollups(records, minute, key, identifier, byStatus))));
    errors.addTo(records::add);
    return records;
  }

  private static void addRollups(
      List<WireRecord> records,
      long minute,
      RouteKey key,
      String identifier,
      Map<Integer, Cell> byStatus) {
    String consumer = identifier.equals(ANONYMOUS) ? null : identifier;
    byStatus.forEach(
        (status, cell) -> {
          Rollup rollup = cell.toRollup(minute, key.method(), key.route(), status, consumer);
          records.add(rollup);
        });
  }
}
