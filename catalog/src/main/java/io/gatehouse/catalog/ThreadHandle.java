// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The transaction that the calling thread is in, so that several parts of the catalog can take part
 * in one.
 */
final class ThreadHandle {

  private static final ThreadLocal<@Nullable Handle> CURRENT = new ThreadLocal<>();

  private ThreadHandle() {}

  static <T> T with(Handle handle, Supplier<T> work) {
    if (CURRENT.get() != null) {
      throw new IllegalStateException("transactions do not nest");
    }
    CURRENT.set(handle);
    try {
      return work.get();
    } finally {
      CURRENT.remove();
    }
  }

  /** Calls with the thread's transaction, or in one of its own. */
  static <T> T call(Jdbi jdbi, Function<Handle, T> work) {
    Handle current = CURRENT.get();
    return current != null ? work.apply(current) : jdbi.inTransaction(work::apply);
  }
}
