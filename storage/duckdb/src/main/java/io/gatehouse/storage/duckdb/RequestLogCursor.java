// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.InvalidCursorException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The last request of a page. */
record RequestLogCursor(long startMicros, UUID id) {

  String text() {
    return startMicros + "_" + id;
  }

  /** Null = the first page. */
  static @Nullable RequestLogCursor parse(@Nullable String text) {
    if (text == null) {
      return null;
    }
    int line = text.indexOf('_');
    try {
      return new RequestLogCursor(
          Long.parseLong(text.substring(0, Math.max(0, line))),
          UUID.fromString(text.substring(line + 1)));
    } catch (IllegalArgumentException notOurs) {
      throw new InvalidCursorException(text);
    }
  }
}
