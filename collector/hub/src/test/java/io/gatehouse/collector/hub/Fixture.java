// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.collector.IngestHead;
import io.gatehouse.collector.decode.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** A recorded request: an envelope with the body in it, or beside it. */
record Fixture(IngestHead head, byte[] body) {

  static Fixture load(String name) {
    try {
      return read(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Fixture read(String name) throws IOException {
    String path = "";
    String query = "";
    Map<String, String> headers = new TreeMap<>();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (JsonParser parser = Json.FACTORY.createParser(Hub.resource(name + ".json"))) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        parser.nextToken();
        switch (field) {
          case "path" -> path = parser.getText();
          case "query" -> query = parser.getText();
          case "headers" -> readHeaders(parser, headers);
          case "body" -> {
            try (JsonGenerator copy = Json.FACTORY.createGenerator(body)) {
              copy.copyCurrentStructure(parser);
            }
          }
          case "bodyFile" -> {
            String folder = name.substring(0, name.lastIndexOf('/') + 1);
            body.writeBytes(Hub.resource(folder + parser.getText()));
          }
          default -> parser.skipChildren();
        }
      }
    }
    return new Fixture(Hub.head(path, query, headers), body.toByteArray());
  }

  private static void readHeaders(JsonParser parser, Map<String, String> headers)
      throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String name = parser.nextTextValue();
      headers.put(name, parser.nextTextValue());
      parser.nextToken();
    }
  }
}
