// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The last request of a page. One that cannot be read counts as the first page. */
record RequestLogCursor(long startMicros, UUID id) {

  String text() {
    return startMicros + "_" + id;
  }

  static @Nullable RequestLogCursor parse(@Nullable String text) {
    return Optional.ofNullable(text).flatMap(RequestLogCursor::read).orElse(null);
  }

  private static Optional<RequestLogCursor> read(String text) {
    int line = text.indexOf('_');
    if (line < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new RequestLogCursor(
              Long.parseLong(text.substring(0, line)), UUID.fromString(text.substring(line + 1))));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }
}
