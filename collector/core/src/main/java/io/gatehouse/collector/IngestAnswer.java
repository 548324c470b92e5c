// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a sender is told. Immutable. */
public final class IngestAnswer {

  private static final byte[] EMPTY = {};
  private static final IngestAnswer ACCEPTED =
      new IngestAnswer(202, Map.of(), Map.of(), null, EMPTY);

  private final int status;
  private final Map<String, String> headers;
  private final Map<String, String> trailers;
  private final @Nullable String contentType;
  private final byte[] body;

  private IngestAnswer(
      int status,
      Map<String, String> headers,
      Map<String, String> trailers,
      @Nullable String contentType,
      byte[] body) {
    this.status = status;
    this.headers = headers;
    this.trailers = trailers;
    this.contentType = contentType;
    this.body = body;
  }

  /** 202 without a body. */
  public static IngestAnswer accepted() {
    return ACCEPTED;
  }

  /** A status without a body. */
  public static IngestAnswer of(int status) {
    return new IngestAnswer(status, Map.of(), Map.of(), null, EMPTY);
  }

  /** A status with a body. */
  public static IngestAnswer of(int status, String contentType, byte[] body) {
    requireNonNull(contentType, "contentType");
    return new IngestAnswer(status, Map.of(), Map.of(), contentType, body.clone());
  }

  /** A status with JSON text. */
  public static IngestAnswer json(int status, String json) {
    return new IngestAnswer(status, Map.of(), Map.of(), "application/json", json.getBytes(UTF_8));
  }

  /** A status that asks the sender to come again after some seconds. */
  public static IngestAnswer retryAfter(int status, long seconds) {
    return of(status).withHeader("Retry-After", Long.toString(Math.max(1, seconds)));
  }

  /** 503 with {@code Retry-After}. */
  public static IngestAnswer unavailable(IngestUnavailableException reason) {
    return retryAfter(503, reason.retryAfterSeconds());
  }

  public IngestAnswer withHeader(String name, String value) {
    return new IngestAnswer(status, with(headers, name, value), trailers, contentType, body);
  }

  /** A field that follows the body, as gRPC has it. */
  public IngestAnswer withTrailer(String name, String value) {
    return new IngestAnswer(status, headers, with(trailers, name, value), contentType, body);
  }

  private static Map<String, String> with(Map<String, String> fields, String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
    return Map.copyOf(all);
  }

  public int status() {
    return status;
  }

  public Map<String, String> headers() {
    return headers;
  }

  /** Fields after the body; empty for most. */
  public Map<String, String> trailers() {
    return trailers;
  }

  /** Null when there is no body. */
  public @Nullable String contentType() {
    return contentType;
  }

  public byte[] body() {
    return body.clone();
  }

  @Override
  public String toString() {
    return "IngestAnswer{" + status + ", " + headers + ", " + new String(body, UTF_8) + '}';
  }
}
