// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import io.gatehouse.collector.intake.Corrections;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads attributes and the values of any type that they have. Used by one thread. */
final class AttributeReader {

  private final Corrections corrections;
  private int textBytes = OtlpLimits.TEXT_BYTES;
  private final Cursor.FieldReader attributeFields = this::attributeField;
  private final Cursor.FieldReader valueFields = this::valueField;

  /** Of the attribute at hand; attributes within values have objects of their own. */
  private @Nullable String key;

  private @Nullable Object attributeValue;

  /** The last value read, at whatever depth. */
  private @Nullable Object last;

  private int depth;
  private int nodes;

  AttributeReader(Corrections corrections) {
    this.corrections = corrections;
  }

  /** How long texts may be from now on. */
  void setTextBytes(int bytes) {
    textBytes = bytes;
  }

  /** Adds the attribute that the cursor stands on. */
  void read(Cursor in, Attributes into) throws IOException {
    key = null;
    attributeValue = null;
    in.message(Shapes.KEY_VALUE, attributeFields);
    if (key != null && !into.put(key, attributeValue)) {
      cut("attributes-cut", "more than " + OtlpLimits.ATTRIBUTES);
    }
  }

  private static final class KeyValue {
    private @Nullable String key;
    private @Nullable Object value;
  }

  private KeyValue keyValue(Cursor in) throws IOException {
    KeyValue pair = new KeyValue();
    in.message(
        Shapes.KEY_VALUE,
        (number, field) -> {
          if (number == 1) {
            pair.key = field.text(OtlpLimits.KEY_BYTES);
          } else {
            pair.value = value(field);
          }
        });
    return pair;
  }

  /** The value that the cursor stands on. */
  @Nullable Object any(Cursor in) throws IOException {
    depth = 0;
    return value(in);
  }

  private @Nullable Object value(Cursor in) throws IOException {
    if (depth == 0) {
      nodes = 0;
    }
    if (depth >= OtlpLimits.DEPTH || ++nodes > OtlpLimits.NODES) {
      cut("value-cut", "nested deeper or longer than is kept");
      return null;
    }
    depth++;
    last = null;
    in.message(Shapes.ANY_VALUE, valueFields);
    depth--;
    Object value = last;
    last = null;
    return value;
  }

  private void attributeField(int number, Cursor field) throws IOException {
    if (number == 1) {
      key = field.name(OtlpLimits.KEY_BYTES);
    } else {
      attributeValue = value(field);
    }
  }

  private void valueField(int number, Cursor field) throws IOException {
    last = oneOf(number, field);
  }

  private @Nullable Object oneOf(int number, Cursor in) throws IOException {
    return switch (number) {
      case 1 -> in.text(textBytes);
      case 2 -> in.integer() != 0;
      case 3 -> in.integer();
      case 4 -> in.number();
      case 5 -> list(in);
      case 6 -> map(in);
      default -> bytes(in);
    };
  }

  private byte @Nullable [] bytes(Cursor in) throws IOException {
    byte[] bytes = in.bytes(textBytes);
    if (bytes == null) {
      cut("text-cut", "bytes too long");
    }
    return bytes;
  }

  private List<@Nullable Object> list(Cursor in) throws IOException {
    List<@Nullable Object> list = new ArrayList<>();
    in.message(
        Shapes.VALUES,
        (number, field) -> {
          if (nodes <= OtlpLimits.NODES) {
            list.add(value(field));
          }
        });
    return list;
  }

  private Map<String, @Nullable Object> map(Cursor in) throws IOException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    in.message(
        Shapes.VALUES,
        (number, field) -> {
          if (nodes <= OtlpLimits.NODES) {
            KeyValue pair = keyValue(field);
            if (pair.key != null) {
              map.put(pair.key, pair.value);
            }
          }
        });
    return map;
  }

  private void cut(String reason, String hint) {
    if (!corrections.again(reason)) {
      corrections.truncated(reason, hint);
    }
  }
}
