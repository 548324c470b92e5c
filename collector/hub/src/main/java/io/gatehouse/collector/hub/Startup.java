// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.collector.decode.Json;
import io.gatehouse.collector.decode.Normalise;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.Limits;
import io.gatehouse.storage.EndpointReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a process says about itself: endpoints, versions, SDK. Used by one thread. */
final class Startup {

  private static final int MAX_VERSIONS = 50;
  private static final int MAX_VERSION_CHARS = 100;

  private final Corrections corrections;
  private final Set<EndpointReport> endpoints = new LinkedHashSet<>();
  private final Map<String, String> versions = new TreeMap<>();
  private @Nullable String client;

  Startup(Corrections corrections) {
    this.corrections = corrections;
  }

  List<EndpointReport> endpoints() {
    return new ArrayList<>(endpoints);
  }

  Map<String, String> versions() {
    return versions;
  }

  @Nullable String client() {
    return client;
  }

  /** Takes a field if it is one of these; the parser stands on the value. */
  void field(String name, JsonParser parser) throws IOException {
    switch (name) {
      case "paths" -> paths(parser);
      case "versions" -> versions(parser);
      case "client" -> {
        String text = Json.text(parser);
        client = text == null ? null : corrections.cut(text, MAX_VERSION_CHARS, "version-cut");
      }
      default -> parser.skipChildren();
    }
  }

  private void paths(JsonParser parser) throws IOException {
    if (Json.objects(parser, this::path) > 0) {
      corrections.rejected("row-no-object", "paths");
    }
  }

  private void path(JsonParser parser) throws IOException {
    String method = null;
    String path = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "method" -> method = Json.text(parser);
        case "path" -> path = Json.text(parser);
        default -> parser.skipChildren();
      }
    }
    if (method == null || path == null || path.isEmpty()) {
      if (!corrections.again("endpoint-invalid")) {
        corrections.rejected("endpoint-invalid", method + " " + path);
      }
    } else if (endpoints.size() >= Limits.ENDPOINTS) {
      corrections.truncated("endpoints-cut", "more than " + Limits.ENDPOINTS);
    } else {
      String route = corrections.cut(path, Limits.ROUTE, "route-cut");
      endpoints.add(new EndpointReport(Normalise.method(method), route));
    }
  }

  private void versions(JsonParser parser) throws IOException {
    Json.fields(
        parser,
        (name, value) -> {
          String version = Json.text(value);
          if (version != null && versions.size() < MAX_VERSIONS) {
            versions.put(
                corrections.cut(name, MAX_VERSION_CHARS, "version-cut"),
                corrections.cut(version, MAX_VERSION_CHARS, "version-cut"));
          }
        });
  }
}
