// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * 128-bit identities per app, seen lately. One open-addressing table per hour of receipt; an hour
 * is dropped whole when it is older than the horizon, or when there are more identities than
 * allowed and it is older than two hours. About 36 bytes per identity. Not thread-safe.
 */
final class IdentitySet {

  private static final int GUARANTEED_HOURS = 2;

  private final int horizonHours;
  private final int limit;
  private final TreeMap<Integer, Hour> hours = new TreeMap<>();
  private int size;

  /**
   * @param limit how many are kept beyond those of the last two hours
   */
  IdentitySet(int horizonHours, int limit) {
    this.horizonHours = horizonHours;
    this.limit = limit;
  }

  /** Adds an identity; false when it is known. */
  boolean add(int app, long high, long low, int receivedMinute) {
    for (Hour hour : hours.descendingMap().values()) {
      if (hour.contains(app, high, low)) {
        return false;
      }
    }
    int key = Math.floorDiv(receivedMinute, 60);
    if (!hours.isEmpty() && key <= hours.lastKey() - horizonHours) {
      // Clocks went back by more than the horizon: kept with the oldest hour that is left.
      key = hours.firstKey();
    }
    Hour hour = hours.get(key);
    if (hour == null) {
      hour = new Hour();
      hours.put(key, hour);
    }
    hour.add(app, high, low);
    size++;
    forget();
    return true;
  }

  int size() {
    return size;
  }

  /** Forgets what an app has sent. */
  void forget(int app) {
    for (Hour hour : hours.values()) {
      size -= hour.forget(app);
    }
  }

  private void forget() {
    int newest = hours.lastKey();
    while (hours.firstKey() <= newest - horizonHours
        || (size > limit && hours.firstKey() <= newest - GUARANTEED_HOURS - 1)) {
      size -= hours.pollFirstEntry().getValue().size;
    }
  }

  /** The identities of one hour: three parallel arrays, a third of the places free. */
  private static final class Hour {
    private int[] apps = new int[64];
    private long[] halves = new long[128];
    private boolean[] used = new boolean[64];
    private int size;

    boolean contains(int app, long high, long low) {
      return used[place(app, high, low)];
    }

    void add(int app, long high, long low) {
      if (size >= apps.length / 3 * 2) {
        grow();
      }
      put(app, high, low);
    }

    private void put(int app, long high, long low) {
      int place = place(app, high, low);
      apps[place] = app;
      halves[2 * place] = high;
      halves[2 * place + 1] = low;
      used[place] = true;
      size++;
    }

    private void grow() {
      rebuild(apps.length * 2, entry -> true);
    }

    int forget(int app) {
      int before = size;
      rebuild(apps.length, entry -> entry != app);
      return before - size;
    }

    private void rebuild(int capacity, IntPredicate keepApp) {
      int[] oldApps = apps;
      long[] oldHalves = halves;
      boolean[] oldUsed = used;
      apps = new int[capacity];
      halves = new long[capacity * 2];
      used = new boolean[capacity];
      size = 0;
      for (int i = 0; i < oldApps.length; i++) {
        if (oldUsed[i] && keepApp.test(oldApps[i])) {
          put(oldApps[i], oldHalves[2 * i], oldHalves[2 * i + 1]);
        }
      }
    }

    /** Where the identity is, or the free place where it would go. */
    private int place(int app, long high, long low) {
      long mixed = (high ^ Long.rotateLeft(low, 32) ^ app) * 0x9E3779B97F4A7C15L;
      int place = (int) (mixed >>> 32) & (apps.length - 1);
      while (used[place]
          && !(halves[2 * place] == high && halves[2 * place + 1] == low && apps[place] == app)) {
        place = (place + 1) & (apps.length - 1);
      }
      return place;
    }
  }
}
