// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Parts of one text, the short ones of which come again and again, as names of members do: for them
 * there is mostly one object. Not thread-safe.
 */
final class RecentTexts {

  private static final int RECENT = 32;
  private static final int MAX_RECENT_CHARS = 64;

  private final String source;
  private final @Nullable String[] recent = new String[RECENT];

  RecentTexts(String source) {
    this.source = source;
  }

  /** The same object for a short part that has just been there. */
  String of(int from, int to) {
    int length = to - from;
    if (length == 0 || length > MAX_RECENT_CHARS) {
      return source.substring(from, to);
    }
    int hash = (source.charAt(from) * 31 + source.charAt(to - 1)) * 31 + length;
    int slot = (hash ^ (hash >>> 5)) & (RECENT - 1);
    String known = recent[slot];
    if (known != null && known.length() == length && source.startsWith(known, from)) {
      return known;
    }
    String fresh = source.substring(from, to);
    recent[slot] = fresh;
    return fresh;
  }
}
