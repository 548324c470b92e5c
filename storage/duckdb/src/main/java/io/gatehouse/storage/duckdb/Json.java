// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** The JSON that text columns hold; written and read by this store only. */
final class Json {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(100)
                  .build())
          .build();

  private Json() {}

  /** Writes into a generator. */
  interface Writing {
    void write(JsonGenerator json) throws IOException;
  }

  /** Reads from a parser that stands at the first token. */
  interface Reading<T> {
    T read(JsonParser json) throws IOException;
  }

  static String write(Writing writing) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      writing.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing JSON to memory", e);
    }
    return text.toString();
  }

  static <T> T read(String text, Reading<T> reading) {
    try (JsonParser json = FACTORY.createParser(text)) {
      json.nextToken();
      return reading.read(json);
    } catch (IOException e) {
      throw new UncheckedIOException("reading JSON of the store", e);
    }
  }

  /** Sorted, so that equal maps are equal texts. */
  static String write(Map<String, String> map) {
    return write(
        json -> {
          json.writeStartObject();
          for (Map.Entry<String, String> entry : new TreeMap<>(map).entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
          }
          json.writeEndObject();
        });
  }

  static Map<String, String> readMap(String text) {
    return read(
        text,
        json -> {
          Map<String, String> map = new TreeMap<>();
          while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            map.put(name, json.nextTextValue());
          }
          return map;
        });
  }
}
