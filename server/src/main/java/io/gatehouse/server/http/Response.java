// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer of the REST API or a page.
 *
 * @param headers beside content type and the ones every answer has
 */
public record Response(int status, String contentType, byte[] body, Map<String, String> headers) {

  public static final String JSON = "application/json";

  private static final byte[] NOTHING = {};

  public static Response ok(Object value) {
    return json(200, value);
  }

  public static Response created(Object value) {
    return json(201, value);
  }

  public static Response noContent() {
    return new Response(204, "", NOTHING, Map.of());
  }

  public static Response text(int status, String contentType, String text) {
    return new Response(status, contentType, text.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  public static Response json(int status, Object value) {
    try {
      return new Response(status, JSON, Json.MAPPER.writeValueAsBytes(value), Map.of());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + value.getClass(), e);
    }
  }

  public Response withHeader(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new Response(status, contentType, body, Map.copyOf(all));
  }
}
