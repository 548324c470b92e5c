// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.gatehouse.collector.intake.Limits;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Bounded JSON reading for every protocol, and lenient looks at single values. */
public final class Json {

  /** Longest string that is read at all; what is kept of it is shorter. */
  public static final int MAX_STRING = 1 << 20;

  /** For messages, whose rows repeat few field names: refuses {@link Limits#FIELD_NAMES}. */
  public static final JsonFactory FACTORY = new MessageFactory(bounded());

  /**
   * For single lines of a file. Field names are not remembered: a parser that meets a new one
   * copies all that were seen before, which senders could make happen in every line.
   */
  public static final JsonFactory LINES =
      bounded().disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).build();

  private static final int MAX_DIGITS = 19;

  private Json() {}

  private static JsonFactoryBuilder bounded() {
    return new JsonFactoryBuilder()
        // Names come from senders: interning them would contend for a table of the whole VM.
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        // Reads digits where they are instead of making a text of them.
        .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(Limits.JSON_DEPTH)
                .maxStringLength(MAX_STRING)
                .maxNameLength(8 << 10)
                .maxNumberLength(400)
                .build());
  }

  /** Reads one field; the parser stands on its value, which must be consumed. */
  @FunctionalInterface
  public interface Field {
    void read(String name, JsonParser parser) throws IOException;
  }

  /** Reads one object of an array; the parser stands on its START_OBJECT. */
  @FunctionalInterface
  public interface Element {
    void read(JsonParser parser) throws IOException;
  }

  /** The fields of the object that the parser stands on; anything else is skipped. */
  public static void fields(JsonParser parser, Field field) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      field.read(name, parser);
    }
  }

  /**
   * The objects of the array that the parser stands on; anything else is skipped.
   *
   * @return how many elements were no objects
   */
  public static int objects(JsonParser parser, Element element) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return 0;
    }
    int others = 0;
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token == JsonToken.START_OBJECT) {
        element.read(parser);
      } else {
        others++;
        parser.skipChildren();
      }
    }
    return others;
  }

  /** The text of a string or number; null for anything else, which is skipped. */
  public static @Nullable String text(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
      return parser.getText();
    }
    parser.skipChildren();
    return null;
  }

  /**
   * As {@link #text(JsonParser)}, but {@code likely} itself when the text is equal to it: rows tend
   * to repeat what the row before said.
   */
  public static @Nullable String text(JsonParser parser, @Nullable String likely)
      throws IOException {
    if (likely == null
        || parser.currentToken() != JsonToken.VALUE_STRING
        || parser.getTextLength() != likely.length()) {
      return text(parser);
    }
    char[] characters = parser.getTextCharacters();
    int offset = parser.getTextOffset();
    for (int i = 0; i < likely.length(); i++) {
      if (characters[offset + i] != likely.charAt(i)) {
        return parser.getText();
      }
    }
    return likely;
  }

  /** A number, or a string that is one; NaN for anything else, which is skipped. */
  public static double number(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token.isNumeric()) {
      return parser.getDoubleValue();
    }
    String text = text(parser);
    if (text == null || text.isEmpty() || text.length() > 40) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** A whole number however it is spelled; {@code missing} for anything else, which is skipped. */
  public static long integer(JsonParser parser, long missing) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return parser.getTextLength() < MAX_DIGITS
          ? parser.getLongValue()
          : wholeNumber(parser, missing);
    }
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return wholeNumber(parser, missing);
    }
    double value = number(parser);
    boolean exact = Math.abs(value) < 1L << 62 && value == Math.rint(value);
    return exact ? (long) value : missing;
  }

  /** Reads the token's characters where they are: senders decide how many such numbers come. */
  private static long wholeNumber(JsonParser parser, long missing) throws IOException {
    char[] text = parser.getTextCharacters();
    int from = parser.getTextOffset();
    int to = from + parser.getTextLength();
    boolean signed = from < to && (text[from] == '-' || text[from] == '+');
    boolean negative = signed && text[from] == '-';
    int digits = to - from - (signed ? 1 : 0);
    if (digits < 1 || digits > MAX_DIGITS) {
      return missing;
    }
    long value = 0;
    for (int i = to - digits; i < to; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
        return missing;
      }
      value = value * 10 + digit;
    }
    return negative ? -value : value;
  }
}
