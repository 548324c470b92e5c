// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.client;

import io.gatehouse.protocol.JsonReader;
import io.gatehouse.protocol.JsonReader.Token;
import io.gatehouse.protocol.ProtocolException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An object of an answer. Members that are missing or of another kind than asked for are an error
 * of the server, but for those asked for as optional.
 */
final class JsonTree {

  private final Map<?, ?> members;

  private JsonTree(Map<?, ?> members) {
    this.members = members;
  }

  /**
   * @throws IllegalArgumentException when the text is no JSON object
   */
  static JsonTree of(String json) {
    try {
      JsonReader reader = new JsonReader(json);
      Object value = value(reader, reader.next());
      if (value instanceof Map<?, ?> map && reader.next() == Token.END) {
        return new JsonTree(map);
      }
    } catch (ProtocolException e) {
      throw new IllegalArgumentException("the answer is no JSON: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException("the answer is no JSON object");
  }

  private static @Nullable Object value(JsonReader reader, Token token) throws ProtocolException {
    return switch (token) {
      case BEGIN_OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Token next = reader.next(); next != Token.END_OBJECT; next = reader.next()) {
          String name = reader.text();
          map.put(name, value(reader, reader.next()));
        }
        yield map;
      }
      case BEGIN_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (Token next = reader.next(); next != Token.END_ARRAY; next = reader.next()) {
          list.add(value(reader, next));
        }
        yield list;
      }
      case STRING -> reader.text();
      case NUMBER -> new BigDecimal(reader.text());
      case TRUE -> true;
      case FALSE -> false;
      case NULL -> null;
      case END_OBJECT, END_ARRAY, NAME, END -> throw reader.error("no value");
    };
  }

  private <T> T required(String name, Class<T> type) {
    Object value = members.get(name);
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    throw new IllegalArgumentException(
        "the answer's member " + name + " is no " + type.getSimpleName());
  }

  String text(String name) {
    return required(name, String.class);
  }

  @Nullable String optionalText(String name) {
    return members.get(name) instanceof String text ? text : null;
  }

  long number(String name) {
    return required(name, BigDecimal.class).longValueExact();
  }

  @Nullable Double optionalNumber(String name) {
    return members.get(name) instanceof BigDecimal number ? number.doubleValue() : null;
  }

  boolean truth(String name) {
    return required(name, Boolean.class);
  }

  JsonTree object(String name) {
    return new JsonTree(required(name, Map.class));
  }

  @Nullable JsonTree optionalObject(String name) {
    return members.get(name) instanceof Map<?, ?> map ? new JsonTree(map) : null;
  }

  <T> List<T> objects(String name, Function<JsonTree, T> reader) {
    List<T> all = new ArrayList<>();
    for (Object one : required(name, List.class)) {
      if (!(one instanceof Map<?, ?> map)) {
        throw new IllegalArgumentException("the answer's list " + name + " has no objects");
      }
      all.add(reader.apply(new JsonTree(map)));
    }
    return all;
  }

  List<String> texts(String name) {
    List<String> all = new ArrayList<>();
    for (Object one : required(name, List.class)) {
      all.add(String.valueOf(one));
    }
    return all;
  }

  /** Lists within a list. */
  List<List<@Nullable Object>> lists(String name) {
    List<List<@Nullable Object>> all = new ArrayList<>();
    for (Object one : required(name, List.class)) {
      if (!(one instanceof List<?> list)) {
        throw new IllegalArgumentException("the answer's list " + name + " has no lists");
      }
      all.add(new ArrayList<@Nullable Object>(list));
    }
    return all;
  }
}
