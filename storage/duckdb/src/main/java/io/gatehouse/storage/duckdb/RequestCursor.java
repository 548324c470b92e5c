// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.InvalidCursorException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The last request of a page. */
record RequestCursor(long startMicros, UUID id) {

  String text() {
    return startMicros + "_" + id;
  }

  /** The mark of {@link io.gatehouse.storage.RequestLogQueries#arrivals}; null = none yet. */
  static @Nullable Long mark(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException notOurs) {
      throw new InvalidCursorException(text);
    }
  }

  /** Null = the first page. */
  static @Nullable RequestCursor parse(@Nullable String text) {
    if (text == null) {
      return null;
    }
    int line = text.indexOf('_');
    try {
      return new RequestCursor(
          Long.parseLong(text.substring(0, Math.max(0, line))),
          UUID.fromString(text.substring(line + 1)));
    } catch (IllegalArgumentException notOurs) {
      throw new InvalidCursorException(text);
    }
  }
}
