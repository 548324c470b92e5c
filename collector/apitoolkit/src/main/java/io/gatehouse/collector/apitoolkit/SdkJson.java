// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.apitoolkit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.Limits;
import io.gatehouse.storage.RequestLog.Header;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the values of messages in each of the forms that the SDKs give them. */
final class SdkJson {

  /** Bodies are single texts, which may fill a request. */
  static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Limits.JSON_DEPTH)
                  .maxStringLength(PubsubLimits.WIRE_BYTES)
                  .maxNameLength(8 << 10)
                  .maxNumberLength(400)
                  .build())
          .build();

  private static final int MAX_PARAMS = 100;
  private static final int MAX_TEXTS = 100;

  private SdkJson() {}

  /** A scalar without NUL characters, an array's first one; null for none. */
  static @Nullable String text(JsonParser parser) throws IOException {
    List<String> texts = texts(parser);
    return texts.isEmpty() ? null : texts.get(0);
  }

  /** The scalars of an array, or the one that is there by itself. */
  static List<String> texts(JsonParser parser) throws IOException {
    List<String> texts = new ArrayList<>(1);
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      add(parser, texts);
      return texts;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      add(parser, texts);
    }
    return texts;
  }

  private static void add(JsonParser parser, List<String> texts) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null || token == JsonToken.VALUE_NULL || !token.isScalarValue()) {
      parser.skipChildren();
      return;
    }
    if (texts.size() < MAX_TEXTS) {
      texts.add(clean(parser.getText()));
    }
  }

  static String clean(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
  }

  /** Header fields; repeats are fields of their own. PHP writes an empty map as {@code []}. */
  static List<Header> headers(JsonParser parser, Corrections corrections) throws IOException {
    List<Header> headers = new ArrayList<>();
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return headers;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = clean(parser.currentName());
      parser.nextToken();
      for (String value : texts(parser)) {
        if (headers.size() < Limits.HEADERS) {
          headers.add(new Header(name, corrections.cut(value, Limits.HEADER_VALUE, "header-cut")));
        } else {
          corrections.truncated("headers-cut", "more than " + Limits.HEADERS);
        }
      }
    }
    return headers;
  }

  /** Names and the first of their values; nested ones are left out. */
  static Map<String, String> params(JsonParser parser) throws IOException {
    Map<String, String> params = new LinkedHashMap<>();
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return params;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = clean(parser.currentName());
      parser.nextToken();
      String value = text(parser);
      if (value != null && params.size() < MAX_PARAMS) {
        params.put(name, value.length() > Limits.URL ? value.substring(0, Limits.URL) : value);
      }
    }
    return params;
  }

  /** A finite number however it is spelled; NaN for anything else. */
  static double number(JsonParser parser) throws IOException {
    String text = text(parser);
    if (text == null || text.isEmpty() || text.length() > 40) {
      return Double.NaN;
    }
    try {
      double number = Double.parseDouble(text);
      return Double.isInfinite(number) ? Double.NaN : number;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
