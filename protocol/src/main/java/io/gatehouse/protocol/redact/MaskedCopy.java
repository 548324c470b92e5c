// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.redact;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * A text that is written anew with some parts replaced, from the first to the last. What stays is
 * copied in long stretches, and a text that stays as a whole is not copied. Used by one thread.
 */
final class MaskedCopy {

  private final byte[] text;
  private final int length;

  /** Null = nothing was replaced yet. */
  private byte @Nullable [] out;

  private int size;

  /** How much of the text is in {@code out}, or replaced there. */
  private int done;

  MaskedCopy(byte[] text, int length) {
    this.text = text;
    this.length = length;
  }

  /** Leaves a part out. */
  void cut(int from, int to) {
    append(text, done, from - done);
    done = to;
  }

  /** Writes something else for a part. */
  void replace(int from, int to, String written) {
    cut(from, to);
    byte[] bytes = written.getBytes(UTF_8);
    append(bytes, 0, bytes.length);
  }

  /** What was written; null when it is no UTF-8. To be called once. */
  @Nullable String finish() {
    if (out == null) {
      return Utf8.text(text, 0, length);
    }
    byte[] all = append(text, done, length - done);
    String written = Utf8.text(all, 0, size);
    Buffers.give(all, size);
    return written;
  }

  private byte[] append(byte[] from, int start, int count) {
    byte[] all = out;
    if (all == null) {
      // What stands in for secrets is longer than some of them.
      all = Buffers.take(Math.max(length + length / 8, size + count));
    } else if (all.length < size + count) {
      all = Buffers.grow(all, size, size + count);
    }
    out = all;
    System.arraycopy(from, start, all, size, count);
    size += count;
    return all;
  }
}
