// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keys by their ids, in one array with open addressing: a look-up touches one slot and one key,
 * where a map of texts would touch five places in memory, each of them cold when there are many
 * keys. One thread changes it; others read without a lock.
 */
final class KeyTable {

  private static final int SMALLEST = 64;

  private volatile AtomicReferenceArray<@Nullable ApiKey> slots =
      new AtomicReferenceArray<>(SMALLEST);

  /** Only the thread that changes the table looks at it. */
  private int size;

  int size() {
    return size;
  }

  /**
   * The key of an id; null = there is none.
   *
   * @param head first eight characters of the id, see {@link KeyId}
   * @param tail the others
   */
  @Nullable ApiKey find(long head, int tail) {
    AtomicReferenceArray<@Nullable ApiKey> all = slots;
    int mask = all.length() - 1;
    for (int at = KeyId.spread(head, tail) & mask; ; at = (at + 1) & mask) {
      ApiKey key = all.get(at);
      if (key == null || key.hasId(head, tail)) {
        return key;
      }
    }
  }

  /** Adds a key, or takes the place of the one with its id. */
  void put(ApiKey key) {
    if (2 * (size + 1) > slots.length()) {
      rebuild(2 * slots.length(), all -> true);
    }
    if (put(slots, key)) {
      size++;
    }
  }

  /** Whether it is an additional one. */
  private static boolean put(AtomicReferenceArray<@Nullable ApiKey> all, ApiKey key) {
    int mask = all.length() - 1;
    for (int at = KeyId.spread(key.head(), key.tail()) & mask; ; at = (at + 1) & mask) {
      ApiKey known = all.get(at);
      if (known == null || known.hasId(key.head(), key.tail())) {
        all.set(at, key);
        return known == null;
      }
    }
  }

  /** Leaves out all keys but some. */
  void retain(Predicate<ApiKey> kept) {
    rebuild(slots.length(), kept);
  }

  private void rebuild(int length, Predicate<ApiKey> kept) {
    AtomicReferenceArray<@Nullable ApiKey> old = slots;
    AtomicReferenceArray<@Nullable ApiKey> young = new AtomicReferenceArray<>(length);
    int count = 0;
    for (int i = 0; i < old.length(); i++) {
      ApiKey key = old.get(i);
      if (key != null && kept.test(key)) {
        put(young, key);
        count++;
      }
    }
    size = count;
    slots = young;
  }
}
