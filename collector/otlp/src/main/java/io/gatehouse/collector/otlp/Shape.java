// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one message type, as protobuf numbers and as JSON names them: one description
 * serves both readers. Fields that are not listed are skipped by both.
 */
final class Shape {

  /** How a field's value is written. */
  enum Kind {
    TEXT,
    /** Base64 in JSON. */
    BYTES,
    /** A trace or span id: hex in JSON. */
    ID,
    VARINT,
    SIGNED,
    FIXED32,
    FIXED64,
    DOUBLE,
    MESSAGE;

    boolean numeric() {
      return switch (this) {
        case TEXT, BYTES, ID, MESSAGE -> false;
        case VARINT, SIGNED, FIXED32, FIXED64, DOUBLE -> true;
      };
    }
  }

  record Field(int number, String name, Kind kind, boolean repeated) {}

  private final Field[] byNumber;
  private final Map<String, Field> byName = new HashMap<>();

  private Shape(Field[] fields) {
    int max = 0;
    for (Field field : fields) {
      max = Math.max(max, field.number);
      byName.put(field.name, field);
    }
    byNumber = new Field[max + 1];
    for (Field field : fields) {
      byNumber[field.number] = field;
    }
  }

  static Shape of(Field... fields) {
    return new Shape(fields);
  }

  static Field one(int number, String name, Kind kind) {
    return new Field(number, name, kind, false);
  }

  static Field many(int number, String name, Kind kind) {
    return new Field(number, name, kind, true);
  }

  @Nullable Field field(int number) {
    return number < byNumber.length ? byNumber[number] : null;
  }

  @Nullable Field field(String name) {
    return byName.get(name);
  }
}
