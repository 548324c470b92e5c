// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import com.fasterxml.jackson.core.JsonParser;
import io.gatehouse.collector.decode.Json;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.storage.RequestLog.Body;
import io.gatehouse.storage.RequestLog.Header;
import java.io.IOException;
import java.util.List;

/** What captured requests and responses have alike. Used by one thread. */
final class Captured {

  private final Corrections corrections;
  private List<Header> headers = List.of();
  private long bytes = -1;
  private Body body = Body.NONE;

  Captured(Corrections corrections) {
    this.corrections = corrections;
  }

  /** Takes a field if it is one of these; the parser stands on the value. */
  void field(String name, JsonParser parser) throws IOException {
    switch (name) {
      case "headers" -> headers = Headers.read(parser, corrections);
      case "size" -> bytes = Math.max(-1, Json.integer(parser, -1));
      case "body" -> body = Bodies.read(Json.text(parser), corrections);
      default -> parser.skipChildren();
    }
  }

  List<Header> headers() {
    return headers;
  }

  /** −1 = unknown. */
  long bytes() {
    return bytes;
  }

  Body body() {
    return body;
  }
}
