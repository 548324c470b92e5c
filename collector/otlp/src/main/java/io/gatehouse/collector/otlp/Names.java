// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names of attributes are few and come with every record: made into texts once for each message, if
 * no other name takes their slot. Used by one thread.
 */
final class Names {

  static final int MAX_BYTES = 64;

  private static final int SLOTS = 256;

  private final @Nullable String[] texts = new String[SLOTS];
  private final int[] starts = new int[SLOTS];
  private final int[] sizes = new int[SLOTS];

  /**
   * @param message always the same
   * @param size at most {@link #MAX_BYTES}
   */
  String of(byte[] message, int start, int size) {
    int end = start + size;
    int hash = size;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + message[i];
    }
    int slot = (hash ^ hash >>> 8 ^ hash >>> 16) & SLOTS - 1;
    String known = texts[slot];
    if (known != null
        && sizes[slot] == size
        && Arrays.equals(message, start, end, message, starts[slot], starts[slot] + size)) {
      return known;
    }
    String text = new String(message, start, size, UTF_8);
    texts[slot] = text;
    starts[slot] = start;
    sizes[slot] = size;
    return text;
  }
}
