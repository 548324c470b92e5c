// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.redact;

import org.jspecify.annotations.Nullable;

/**
 * Some names that were found to be no secrets, as they are written, up to 16 bytes long: bodies
 * have the same ones over and over. These names are told, so that keeping them keeps no secret.
 * Thread-safe: an entry is immutable, and one that gets lost is judged again.
 */
final class PlainNames {

  static final int MAX_BYTES = 2 * Long.BYTES;

  private static final int SLOT_BITS = 8;

  private final @Nullable Name[] known = new Name[1 << SLOT_BITS];

  /** The bytes of a name; those that are missing are zero, which no name has. */
  private record Name(long head, long tail) {}

  void add(long head, long tail) {
    known[slot(head, tail)] = new Name(head, tail);
  }

  boolean contains(long head, long tail) {
    Name name = known[slot(head, tail)];
    return name != null && name.head == head && name.tail == tail;
  }

  private static int slot(long head, long tail) {
    return (int) ((head * 0x9e3779b97f4a7c15L + tail * 0xc2b2ae3d27d4eb4fL) >>> (64 - SLOT_BITS));
  }
}
