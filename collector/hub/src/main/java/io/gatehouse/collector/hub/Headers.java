// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.collector.decode.Json;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.Limits;
import io.gatehouse.storage.RequestLog.Header;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Captured headers: an array of pairs. */
final class Headers {

  private static final int MAX_NAME = 256;
  private static final String HEADERS_HINT = "more than " + Limits.HEADERS;

  /** Where the client's address may be, best first. */
  private static final List<String> ADDRESS_HEADERS =
      List.of(
          "cf-connecting-ip",
          "true-client-ip",
          "fly-client-ip",
          "x-forwarded-for",
          "x-real-ip",
          "x-client-ip",
          "forwarded");

  private Headers() {}

  /** Identical pairs become one: Java repeats each n² times for n fields of one name. */
  static List<Header> read(JsonParser parser, Corrections corrections) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return List.of();
    }
    Set<Header> headers = new LinkedHashSet<>();
    Header last = null;
    int pairs = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (headers.size() >= Limits.HEADERS) {
        parser.skipChildren();
        corrections.truncated("headers-cut", HEADERS_HINT);
        continue;
      }
      Header header = pair(parser, last, corrections);
      if (header != null) {
        pairs++;
        if (!header.equals(last)) {
          headers.add(header);
          last = header;
        }
      }
    }
    if (pairs > headers.size()) {
      corrections.corrected(
          "duplicate-headers", "%d of %d".formatted(pairs - headers.size(), pairs));
    }
    return new ArrayList<>(headers);
  }

  /**
   * @param last the pair before; texts that it has are not made again
   */
  private static @Nullable Header pair(
      JsonParser parser, @Nullable Header last, Corrections corrections) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return null;
    }
    String name = null;
    String value = null;
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      if (i == 0) {
        name = Json.text(parser, last == null ? null : last.name());
      } else if (i == 1) {
        value = Json.text(parser, last == null ? null : last.value());
      } else {
        parser.skipChildren();
      }
    }
    if (name == null || name.isEmpty()) {
      return null;
    }
    return new Header(
        corrections.cut(name, MAX_NAME, "header-cut"),
        corrections.cut(value == null ? "" : value, Limits.HEADER_VALUE, "header-cut"));
  }

  /** The client's address as forwarding headers tell it; null when they do not. */
  static @Nullable String clientAddress(List<Header> headers) {
    for (String name : ADDRESS_HEADERS) {
      for (Header header : headers) {
        if (header.name().equalsIgnoreCase(name)) {
          String address = firstAddress(header.value());
          if (address != null) {
            return address;
          }
        }
      }
    }
    return null;
  }

  private static @Nullable String firstAddress(String value) {
    String first = value.split("[,;]", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (first.startsWith("for=")) {
      first = first.substring(4);
    }
    first = first.replace("\"", "");
    if (first.startsWith("[")) {
      int close = first.indexOf(']');
      first = close < 0 ? "" : first.substring(1, close);
    } else if (first.indexOf('.') > 0 && first.indexOf(':') > 0) {
      first = first.substring(0, first.indexOf(':'));
    }
    return isAddress(first) ? first : null;
  }

  private static boolean isAddress(String text) {
    int dots = 0;
    int colons = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      dots += c == '.' ? 1 : 0;
      colons += c == ':' ? 1 : 0;
      if (c != '.' && c != ':' && Character.digit(c, 16) < 0) {
        return false;
      }
    }
    return text.length() <= 46 && (dots == 3 || colons >= 2);
  }
}
