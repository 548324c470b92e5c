// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets addresses that never brought a good key send little until they do: their requests have to be
 * read before anything is known about them. Thread-safe.
 */
final class Newcomers {

  private static final int PER_SECOND = 20;
  private static final int MAX_ADDRESSES = 10_000;
  private static final int WELCOME = -1;

  /** The second at hand and the requests in it; guarded by this. */
  private final Map<String, Tally> addresses = new LinkedHashMap<>(16, 0.75f, true);

  private record Tally(long second, int requests) {}

  synchronized boolean admits(String address, long nowMillis) {
    Tally tally = addresses.get(address);
    if (tally != null && tally.requests == WELCOME) {
      return true;
    }
    long second = nowMillis / 1_000;
    int before = tally == null || tally.second != second ? 0 : tally.requests;
    if (before >= PER_SECOND) {
      return false;
    }
    put(address, new Tally(second, before + 1));
    return true;
  }

  /** The address brought a good key. */
  synchronized void welcome(String address) {
    put(address, new Tally(0, WELCOME));
  }

  private void put(String address, Tally tally) {
    addresses.put(address, tally);
    if (addresses.size() > MAX_ADDRESSES) {
      addresses.remove(addresses.keySet().iterator().next());
    }
  }
}
