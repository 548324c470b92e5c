// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.redact;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Lends arrays for bodies, so that each request does not need new ones. Keeps at most 16 of them of
 * 32 KiB; nobody waits, and no thread owns any. What was in one is erased when it comes back.
 */
public final class Buffers {

  /** Bytes behind the used ones, for readers of whole words, who also keep notes there. */
  public static final int SLACK = 9 * Long.BYTES;

  private static final int SLOTS = 16;
  private static final int MIN_BYTES = 4 * 1024;
  private static final int MAX_BYTES = 32 * 1024;
  private static final AtomicReferenceArray<byte[]> FREE = new AtomicReferenceArray<>(SLOTS);

  private Buffers() {}

  /** An array for that many bytes and {@link #SLACK}; what is in it does not matter. */
  public static byte[] take(int bytes) {
    int first = slot();
    for (int i = 0; i < 4; i++) {
      int slot = (first + i) & (SLOTS - 1);
      byte[] found = FREE.getPlain(slot) == null ? null : FREE.getAndSet(slot, null);
      if (found != null) {
        if (found.length >= bytes + SLACK) {
          return found;
        }
        // Too small for this one; the one that replaces it comes back.
        break;
      }
    }
    return new byte[Math.max(bytes, MIN_BYTES) + SLACK];
  }

  /** The same bytes in an array for more of them; the given one goes back. */
  public static byte[] grow(byte[] buffer, int used, int bytes) {
    byte[] larger = take(Math.max(bytes, 2 * used));
    System.arraycopy(buffer, 0, larger, 0, used);
    give(buffer, used);
    return larger;
  }

  /** Takes an array back, of which that many bytes were used; the caller must forget it. */
  public static void give(byte[] buffer, int used) {
    if (buffer.length > MAX_BYTES + SLACK) {
      return;
    }
    Arrays.fill(buffer, 0, used, (byte) 0);
    int first = slot();
    for (int i = 0; i < 4; i++) {
      if (FREE.compareAndSet((first + i) & (SLOTS - 1), null, buffer)) {
        return;
      }
    }
  }

  private static int slot() {
    return (int) Thread.currentThread().getId() & (SLOTS - 1);
  }
}
