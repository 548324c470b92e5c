// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.RequestLog.Header;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Header fields as one text: a line feed, then {@code name: value} and a line feed for each. So a
 * field is found by comparing text, without parsing; HTTP allows no line feeds in fields (RFC 9110,
 * section 5.5).
 */
final class HeaderText {

  private HeaderText() {}

  /** Null when there are none. */
  static @Nullable String write(List<Header> headers) {
    if (headers.isEmpty()) {
      return null;
    }
    StringBuilder text = new StringBuilder("\n");
    for (Header header : headers) {
      append(text, header.name());
      text.append(": ");
      append(text, header.value());
      text.append('\n');
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String part) {
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      text.append(c == '\n' || c == '\r' ? ' ' : c);
    }
  }

  static List<Header> read(@Nullable String text) {
    if (text == null) {
      return List.of();
    }
    List<Header> headers = new ArrayList<>();
    int start = 1;
    for (int end = text.indexOf('\n', 1); end >= 0; end = text.indexOf('\n', start)) {
      // A name may begin with a colon, as those of HTTP/2 do.
      int colon = text.indexOf(": ", start + 1);
      headers.add(new Header(text.substring(start, colon), text.substring(colon + 2, end)));
      start = end + 1;
    }
    return headers;
  }
}
