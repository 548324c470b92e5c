// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk.internal.redact;

import org.jspecify.annotations.Nullable;

/**
 * A text that is written anew, most of it as it was: stretches that stay are copied in one go, and
 * a text that stays as a whole is not copied. Used by one thread.
 */
final class MaskedCopy {

  private final String text;

  /** All but the last stretch; null = there is nothing else. */
  private @Nullable StringBuilder out;

  /** The last stretch of the text that stays. */
  private int keptFrom;

  private int keptTo;

  MaskedCopy(String text) {
    this.text = text;
  }

  /** Writes a part of the text as it is. */
  void keep(int from, int to) {
    if (from != keptTo) {
      if (keptFrom < keptTo) {
        flushed();
      }
      keptFrom = from;
    }
    keptTo = to;
  }

  /** Writes a character, which is likely the one that comes next in the text. */
  void put(char c) {
    if (keptTo < text.length() && text.charAt(keptTo) == c) {
      keptTo++;
    } else {
      flushed().append(c);
    }
  }

  /** Writes something else for what ends at {@code end} in the text. */
  void replace(String written, int end) {
    flushed().append(written);
    keptFrom = end;
    keptTo = end;
  }

  /** What was written. */
  @Override
  public String toString() {
    return out == null ? text.substring(keptFrom, keptTo) : flushed().toString();
  }

  private StringBuilder flushed() {
    StringBuilder all = out;
    if (all == null) {
      // What stands in for secrets is longer than some of them.
      all = new StringBuilder(text.length() + text.length() / 8 + 64);
      out = all;
    }
    all.append(text, keptFrom, keptTo);
    keptFrom = keptTo;
    return all;
  }
}
