// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import io.gatehouse.protocol.WireRecord.ErrorRollup;
import io.gatehouse.protocol.WireRecord.Failure;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts equal errors; of the first one of a kind the text is kept. Thread-safe. */
final class ErrorTable {

  static final int MAX_KINDS = 200;

  /** Of texts of all kinds together. */
  static final int MAX_CHARS = 384 << 10;

  private final ConcurrentHashMap<Key, Cell> cells = new ConcurrentHashMap<>();
  private final AtomicInteger kinds = new AtomicInteger();
  private final AtomicInteger chars = new AtomicInteger();

  /** What makes errors equal. */
  record Key(
      long epochMinute,
      String method,
      String route,
      @Nullable String consumer,
      boolean handled,
      long fingerprint) {}

  private record Cell(Failure failure, AtomicLong count) {}

  /** Whether there is room for half as many kinds at most. */
  boolean isFilling() {
    return kinds.get() > MAX_KINDS / 2 || chars.get() > MAX_CHARS / 2;
  }

  /** Over the limits an error is not told; its request is counted all the same. */
  boolean add(Key key, Supplier<Failure> failure) {
    Cell cell = cells.get(key);
    if (cell == null) {
      if (kinds.get() >= MAX_KINDS || chars.get() >= MAX_CHARS) {
        return false;
      }
      Cell fresh = new Cell(failure.get(), new AtomicLong());
      Cell before = cells.putIfAbsent(key, fresh);
      cell = before == null ? fresh : before;
      if (before == null) {
        kinds.incrementAndGet();
        chars.getAndAdd(chars(fresh.failure()));
      }
    }
    cell.count().incrementAndGet();
    return true;
  }

  private static int chars(Failure failure) {
    String stack = failure.stacktrace();
    return failure.message().length() + (stack == null ? 0 : stack.length());
  }

  void addTo(Consumer<ErrorRollup> records) {
    cells.forEach(
        (key, cell) ->
            records.accept(
                new ErrorRollup(
                    key.epochMinute(),
                    key.method(),
                    key.route(),
                    key.consumer(),
                    key.handled(),
                    key.fingerprint(),
                    cell.failure().type(),
                    cell.failure().message(),
                    cell.failure().stacktrace(),
                    cell.count().get())));
  }
}
