// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.load;

/**
 * The names seen in this period and the one before, up to a limit of new ones per period. A known
 * name stays known while it is used, so a flood of new names never pushes it out. Holds hashes
 * only: eight bytes a name, whatever its length.
 */
final class NameSet {

  private static final int FIRST_CAPACITY = 64;

  private final int limit;
  private long[] current = new long[FIRST_CAPACITY];
  private long[] before = new long[FIRST_CAPACITY];
  private int size;
  private int fresh;

  NameSet(int limit) {
    this.limit = limit;
  }

  /** Whether the name is known or may be added. */
  boolean admit(long hash) {
    long key = hash == 0 ? 1 : hash;
    if (contains(current, key)) {
      return true;
    }
    boolean known = contains(before, key);
    if (!known && fresh >= limit) {
      return false;
    }
    fresh += known ? 0 : 1;
    put(key);
    return true;
  }

  /** Begins a new period. */
  void turn() {
    before = current;
    current = new long[FIRST_CAPACITY];
    size = 0;
    fresh = 0;
  }

  private void put(long key) {
    if (size * 2 >= current.length) {
      long[] old = current;
      current = new long[old.length * 2];
      for (long each : old) {
        if (each != 0) {
          insert(current, each);
        }
      }
    }
    insert(current, key);
    size++;
  }

  private static void insert(long[] table, long key) {
    int at = (int) key & (table.length - 1);
    while (table[at] != 0) {
      at = (at + 1) & (table.length - 1);
    }
    table[at] = key;
  }

  private static boolean contains(long[] table, long key) {
    int at = (int) key & (table.length - 1);
    while (table[at] != 0) {
      if (table[at] == key) {
        return true;
      }
      at = (at + 1) & (table.length - 1);
    }
    return false;
  }
}
