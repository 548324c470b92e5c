// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The exchange the current thread works for. Adapters open a scope around the application's code
 * and close it on the same thread.
 *
 * <pre>{@code
 * CurrentExchange.get().consumer(Consumer.of("acme").group("gold"));
 * }</pre>
 */
public final class CurrentExchange {

  private static final ThreadLocal<@Nullable Exchange> CURRENT = new ThreadLocal<>();

  /** The entry of the thread stays, without a value: the next scope makes no other one. */
  private static final Scope NOTHING_BEFORE = () -> CURRENT.set(null);

  private CurrentExchange() {}

  /** Never null; outside of a scope one that records nothing. */
  public static Exchange get() {
    Exchange exchange = CURRENT.get();
    return exchange == null ? NoopExchange.INSTANCE : exchange;
  }

  /** Makes an exchange the current one until the scope is closed. */
  public static Scope open(Exchange exchange) {
    requireNonNull(exchange, "exchange");
    Exchange before = CURRENT.get();
    CURRENT.set(exchange);
    return before == null ? NOTHING_BEFORE : () -> CURRENT.set(before);
  }

  /** Leaves no exchange to this thread, for adapters that cannot close a scope. */
  public static void clear() {
    CURRENT.remove();
  }

  /**
   * A task that runs with the exchange that is current now, on whatever thread.
   *
   * <pre>{@code
   * executor.execute(CurrentExchange.wrap(() -> reserve(order)));
   * }</pre>
   */
  public static Runnable wrap(Runnable task) {
    requireNonNull(task, "task");
    Exchange exchange = get();
    return () -> {
      try (Scope scope = open(exchange)) {
        task.run();
      }
    };
  }

  /** Brings back what was current before. */
  @FunctionalInterface
  public interface Scope extends AutoCloseable {

    @Override
    void close();
  }
}
