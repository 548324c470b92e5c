// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.signin.oidc;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Something fetched from elsewhere, kept for an hour. Who wants it anew gets it, but not more often
 * than twice a minute; a failure is told to all who come in the next seconds, so that a provider
 * that is away does not keep a thread for each of them. Thread-safe; one fetches at a time.
 */
final class Kept<T> {

  private static final Duration LIFE = Duration.ofHours(1);
  private static final Duration LEAST = Duration.ofSeconds(30);
  private static final Duration FAILED = Duration.ofSeconds(5);

  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock. */
  private @Nullable T value;

  private @Nullable OidcException failure;
  private long fetchedAt;
  private long failedAt;

  Kept(Clock clock) {
    this.clock = clock;
  }

  @FunctionalInterface
  interface Fetch<T> {
    T fetch() throws OidcException;
  }

  /**
   * @param fresh what is kept does not suffice
   */
  T get(boolean fresh, Fetch<T> fetch) throws OidcException {
    lock.lock();
    try {
      long now = clock.millis();
      T kept = value;
      long age = now - fetchedAt;
      Duration life = fresh ? LEAST : LIFE;
      if (kept != null && age >= 0 && age < life.toMillis()) {
        return kept;
      }
      OidcException last = failure;
      if (last != null && now - failedAt >= 0 && now - failedAt < FAILED.toMillis()) {
        throw last;
      }
      return fetch(fetch, now);
    } finally {
      lock.unlock();
    }
  }

  private T fetch(Fetch<T> fetch, long now) throws OidcException {
    try {
      T fetched = fetch.fetch();
      value = fetched;
      fetchedAt = now;
      failure = null;
      return fetched;
    } catch (OidcException e) {
      failure = e;
      failedAt = now;
      throw e;
    }
  }
}
