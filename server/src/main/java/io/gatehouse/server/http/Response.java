// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the REST API or a page.
 *
 * @param headers beside content type and the ones every answer has
 * @param events what follows when the answer goes on, in place of a body; null = it is whole
 * @param file what is sent in place of a body; null = nothing
 */
public record Response(
    int status,
    String contentType,
    byte[] body,
    Map<String, String> headers,
    @Nullable EventStream events,
    @Nullable FileBody file) {

  public static final String JSON = "application/json";

  private static final String EVENTS = "text/event-stream";
  private static final byte[] NOTHING = {};

  /** An answer that is whole. */
  public Response(int status, String contentType, byte[] body, Map<String, String> headers) {
    this(status, contentType, body, headers, null, null);
  }

  public static Response ok(Object value) {
    return json(200, value);
  }

  public static Response created(Object value) {
    return json(201, value);
  }

  public static Response noContent() {
    return new Response(204, "", NOTHING, Map.of());
  }

  /** Sends a browser on, with GET. */
  public static Response redirect(String url) {
    return new Response(303, "", NOTHING, Map.of("Location", url));
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

  /**
   * Server-sent events for as long as the client stays.
   *
   * @param open takes the way to the client; called once, must not block for long
   */
  public static Response events(Consumer<EventSink> open) {
    // Proxies of the nginx kind would collect events otherwise.
    Map<String, String> unbuffered = Map.of("X-Accel-Buffering", "no");
    return new Response(200, EVENTS, NOTHING, unbuffered, new EventStream(open, () -> true), null);
  }

  /**
   * A file, piece by piece as the client takes it.
   *
   * @param path of the file
   * @param taken runs once nobody reads it any more, also when the client has gone
   */
  public static Response file(
      String contentType, Path path, Runnable taken, Map<String, String> headers) {
    return new Response(200, contentType, NOTHING, headers, null, new FileBody(path, taken));
  }

  /** A body that lies in a file. */
  record FileBody(Path path, Runnable taken) {}

  /** The same answer; its events end when this does not hold any more. */
  Response allowedWhile(BooleanSupplier allowed) {
    return events == null
        ? this
        : new Response(
            status, contentType, body, headers, new EventStream(events.open(), allowed), file);
  }

  public Response withHeader(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new Response(status, contentType, body, Map.copyOf(all), events, file);
  }
}
