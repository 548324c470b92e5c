// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import org.jspecify.annotations.Nullable;

/**
 * One request and its response while they last. Safe from any thread; never throws. Exactly one
 * call of {@link #end} or {@link #discard} counts, everything after it is ignored.
 */
public interface Exchange {

  /** True when nothing is recorded: do not wrap anything. */
  boolean isNoop();

  /**
   * Tells the route.
   *
   * @param template with context path, e.g. {@code /items/{id}}; null and empty are ignored
   */
  void route(RouteSource source, @Nullable String template);

  /** Tells who calls; the last value that is not null wins. */
  void consumer(@Nullable Consumer consumer);

  /** Tells with which API key it was called, or why it was refused; the last one wins. */
  @Experimental
  default void apiKey(KeyUse use) {}

  /** Tells the error that ends the exchange; the first one wins. */
  void error(Throwable error);

  /** Tells an error that the application answers itself; the first one wins. */
  default void handled(Throwable error) {}

  /** Takes a copy of the request body while the application reads it; null = do not wrap. */
  default @Nullable BodyTap requestBody() {
    return null;
  }

  /** Takes a copy of the response body while it is written; null = do not wrap. */
  default @Nullable BodyTap responseBody() {
    return null;
  }

  /** Whether {@link #log} keeps anything: ask before a message is formatted. */
  @Experimental
  default boolean keepsLogs() {
    return false;
  }

  /**
   * Tells a line of the application's log that belongs to this exchange. The first 100 lines are
   * kept, each up to 2,000 characters, and redacted before they are told.
   *
   * @param epochMicros when it was logged, in microseconds since 1970-01-01T00:00Z
   * @param level trace, debug, info, warn, error or fatal
   * @param logger its name; null = unknown
   */
  @Experimental
  default void log(long epochMicros, String level, @Nullable String logger, String message) {}

  /** Ends the exchange and leaves it out, as if it had been excluded at its start. */
  @Experimental
  default void discard() {}

  /** Ends the exchange and counts it. */
  void end(HttpServerResponse response);
}
