// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.ConsumerQueries.Sort;
import io.gatehouse.storage.InvalidCursorException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of consumers ended: the value it is sorted by and the number that breaks ties. A
 * page goes on where the last one ended even when rows came in between.
 *
 * @param value a number, or the identifier
 */
record ConsumerCursor(String value, int number) {

  String text() {
    byte[] bytes = (number + "\n" + value).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static Optional<ConsumerCursor> parse(@Nullable String text, Sort sort) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      String read = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      int line = Math.max(0, read.indexOf('\n'));
      ConsumerCursor cursor =
          new ConsumerCursor(read.substring(line + 1), Integer.parseInt(read.substring(0, line)));
      if (sort != Sort.IDENTIFIER) {
        Double.parseDouble(cursor.value);
      }
      return Optional.of(cursor);
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException notOurs) {
      throw new InvalidCursorException(text);
    }
  }

  /** Rows behind the cursor in the order of {@code sorted} and number. */
  Sql condition(Sort sort, boolean descending) {
    Object bound = sort == Sort.IDENTIFIER ? value : Double.valueOf(value);
    String beyond = descending ? "<" : ">";
    return Sql.of("sorted " + beyond + " ? OR (sorted = ? AND number > ?)", bound, bound, number);
  }
}
