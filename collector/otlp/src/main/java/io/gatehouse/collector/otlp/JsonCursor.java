// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.gatehouse.collector.decode.Json;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.Limits;
import io.gatehouse.collector.otlp.Shape.Field;
import io.gatehouse.collector.otlp.Shape.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads OTLP's JSON, whose rules a general mapper of protobuf to JSON does not know: ids are hex,
 * unknown names and odd values are passed over, enums may be numbers.
 */
final class JsonCursor implements Cursor {

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          // Names come from senders: a table of them all would be theirs to fill.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Limits.JSON_DEPTH)
                  .maxStringLength(OtlpLimits.EVENT_TEXT_BYTES)
                  .maxNameLength(8 << 10)
                  .maxNumberLength(400)
                  .build())
          .build();

  private static final int MAX_ID_DIGITS = 32;

  /** More lists than this in one object, or lists that come again, are no telemetry. */
  private static final int MAX_LISTS = 1_000;

  /**
   * A list came twice in one object: find out by {@link #repeatedLists} which ones to leave out.
   */
  static final class RepeatedListException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private final JsonParser parser;

  /** Where lists begin that are to be left out. */
  private final Set<Long> leftOut;

  private final Signal signal;
  private final Corrections corrections;
  private Kind kind = Kind.MESSAGE;
  private boolean consumed;

  JsonCursor(InputStream in, Signal signal, Set<Long> leftOut, Corrections corrections)
      throws IOException {
    this.parser = parser(in);
    this.leftOut = leftOut;
    this.signal = signal;
    this.corrections = corrections;
  }

  private static JsonParser parser(InputStream in) throws IOException {
    // A reader replaces what is no UTF-8; the parser itself would refuse the whole body.
    return FACTORY.createParser(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /** Where the lists begin that another one of the same name follows: the last one counts. */
  static Set<Long> repeatedLists(InputStream in) throws IOException {
    JsonParser parser = parser(in);
    Deque<Map<String, Long>> objects = new ArrayDeque<>();
    Set<Long> repeated = new HashSet<>();
    String name = null;
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      switch (token) {
        case START_OBJECT -> objects.push(new HashMap<>(4));
        case END_OBJECT -> objects.pop();
        case START_ARRAY -> {
          Long before = name == null ? null : objects.element().put(name, offset(parser));
          if (before != null) {
            repeated.add(before);
          }
          if (repeated.size() > MAX_LISTS
              || (name != null && objects.element().size() > MAX_LISTS)) {
            throw new MalformedOtlpException("too many lists");
          }
        }
        default -> {
          // No list.
        }
      }
      name = token == JsonToken.FIELD_NAME ? parser.currentName() : null;
    }
    return repeated;
  }

  private static long offset(JsonParser parser) {
    return parser.currentTokenLocation().getCharOffset();
  }

  @Override
  public void root(Shape shape, FieldReader reader) throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      return;
    }
    while (token != null) {
      if (token != JsonToken.START_OBJECT) {
        throw new MalformedOtlpException("the body is not a JSON object");
      }
      fields(shape, reader, true);
      token = parser.nextToken();
    }
  }

  @Override
  public void message(Shape shape, FieldReader reader) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      fields(shape, reader, false);
    } else {
      parser.skipChildren();
    }
    consumed = true;
  }

  private void fields(Shape shape, FieldReader reader, boolean root) throws IOException {
    long lists = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      Field field = shape.field(name);
      if (field == null) {
        if (root && name.equals(signal.wrongResources())) {
          throw new MalformedOtlpException(
              "OTLP's JSON has lowerCamelCase names: send \"%s\", not \"%s\""
                  .formatted(signal.resources(), name));
        }
        parser.skipChildren();
      } else if (!leftOut.isEmpty()
          && token == JsonToken.START_ARRAY
          && leftOut.contains(offset(parser))) {
        parser.skipChildren();
      } else if (field.repeated() && token == JsonToken.START_ARRAY) {
        if ((lists & 1L << field.number()) != 0) {
          throw new RepeatedListException();
        }
        lists |= 1L << field.number();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          one(field, reader);
        }
      } else if (field.repeated()) {
        parser.skipChildren();
      } else {
        one(field, reader);
      }
    }
  }

  private void one(Field field, FieldReader reader) throws IOException {
    JsonToken token = parser.currentToken();
    boolean object = token == JsonToken.START_OBJECT;
    boolean wanted = (field.kind() == Kind.MESSAGE) == object && token != JsonToken.START_ARRAY;
    if (!wanted || token == JsonToken.VALUE_NULL) {
      parser.skipChildren();
      return;
    }
    kind = field.kind();
    consumed = false;
    reader.field(field.number(), this);
    if (!consumed) {
      parser.skipChildren();
    }
  }

  @Override
  public String text(int maxBytes) throws IOException {
    consumed = true;
    String text = parser.getText();
    Texts.countReplaced(text, corrections);
    return Texts.cut(text, maxBytes, corrections);
  }

  @Override
  public byte @Nullable [] bytes(int maxBytes) throws IOException {
    consumed = true;
    String text = parser.getText();
    if (text.length() / 4 * 3 > maxBytes) {
      return null;
    }
    try {
      return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      corrections.corrected("invalid-base64", "");
      return null;
    }
  }

  @Override
  public byte @Nullable [] id() throws IOException {
    consumed = true;
    String text = parser.getText();
    if (text.length() > MAX_ID_DIGITS || text.length() % 2 != 0) {
      return null;
    }
    try {
      return HexFormat.of().parseHex(text.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public long integer() throws IOException {
    consumed = true;
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_TRUE) {
      return 1;
    }
    if (token == JsonToken.VALUE_FALSE) {
      return 0;
    }
    if (kind == Kind.VARINT && token == JsonToken.VALUE_STRING) {
      Integer known = Enums.number(parser.getText());
      if (known != null) {
        return known;
      }
    }
    return Json.integer(parser, 0);
  }

  @Override
  public double number() throws IOException {
    consumed = true;
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return switch (parser.getText()) {
        case "NaN" -> Double.NaN;
        case "Infinity" -> Double.POSITIVE_INFINITY;
        case "-Infinity" -> Double.NEGATIVE_INFINITY;
        default -> Json.number(parser);
      };
    }
    return Json.number(parser);
  }
}
