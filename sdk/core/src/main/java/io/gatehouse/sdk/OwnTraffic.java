// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import org.jspecify.annotations.Nullable;

/**
 * Marks the thread that talks to the Gatehouse server, so that instrumentation of HTTP clients can
 * leave that traffic alone.
 */
public final class OwnTraffic {

  private static final ThreadLocal<@Nullable Boolean> ACTIVE = new ThreadLocal<>();

  private OwnTraffic() {}

  /** Whether the current thread sends for Gatehouse. */
  public static boolean isActive() {
    return ACTIVE.get() != null;
  }

  /** For the life of a thread that does nothing else. */
  static void begin() {
    ACTIVE.set(true);
  }
}
