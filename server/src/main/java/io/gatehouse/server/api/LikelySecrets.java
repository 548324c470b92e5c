// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.protocol.redact.ValueDetector;
import io.gatehouse.server.http.Json;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.Body;
import io.gatehouse.storage.RequestLog.Header;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds places in requests whose values look private though no rule hides them: by the name of the
 * place, or by the value. Tells places and counts, never values. Used by one thread.
 */
final class LikelySecrets {

  private static final int MAX_PLACES = 50;
  private static final int MAX_ENDPOINTS = 3;
  private static final int MAX_NODES = 5_000;

  /**
   * One place.
   *
   * @param target as in rules
   * @param path as in rules
   * @param looks what it looks like: email, phone, account, token or name
   * @param documents in how many requests
   * @param endpoints some of those with it
   * @param example a request with it
   */
  record Place(
      String target,
      String path,
      String looks,
      int documents,
      List<String> endpoints,
      Example example) {}

  record Example(String id, String at) {}

  private record Key(String target, String path) {}

  private static final class Found {
    final String looks;
    final Example example;
    final Set<String> endpoints = new TreeSet<>();
    int documents;

    Found(String looks, Example example) {
      this.looks = looks;
      this.example = example;
    }
  }

  private final Map<Key, Found> places = new LinkedHashMap<>();
  private final Set<Key> inThis = new HashSet<>();
  private int nodes;

  /** Looks at one request, to which the rules were applied. */
  void look(RequestLog log) {
    inThis.clear();
    nodes = 0;
    headers("request-header", log, log.requestHeaders());
    headers("response-header", log, log.responseHeaders());
    query(log);
    body("request-body", log, log.requestBody());
    body("response-body", log, log.responseBody());
  }

  /** What was found, most documents first. */
  List<Place> places() {
    return places.entrySet().stream()
        .map(LikelySecrets::place)
        .sorted(Comparator.comparingInt(Place::documents).reversed().thenComparing(Place::path))
        .limit(MAX_PLACES)
        .toList();
  }

  private static Place place(Map.Entry<Key, Found> entry) {
    Found found = entry.getValue();
    return new Place(
        entry.getKey().target,
        entry.getKey().path,
        found.looks,
        found.documents,
        found.endpoints.stream().limit(MAX_ENDPOINTS).toList(),
        found.example);
  }

  private void headers(String target, RequestLog log, List<Header> headers) {
    for (Header header : headers) {
      value(target, log, header.name().toLowerCase(java.util.Locale.ROOT), null, header.value());
    }
  }

  private void query(RequestLog log) {
    int from = log.url().indexOf('?');
    if (from < 0) {
      return;
    }
    for (String pair : log.url().substring(from + 1).replaceFirst("#.*", "").split("[&;]")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        value(
            "query",
            log,
            decoded(pair.substring(0, equals)),
            null,
            decoded(pair.substring(equals + 1)));
      }
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private void body(String target, RequestLog log, Body body) {
    String text = body.text();
    if (text == null || body.base64()) {
      return;
    }
    try {
      node(target, log, "", "$", Json.MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      // Rules are about places in JSON; other text has none.
      nodes++;
    }
  }

  private void node(
      String target, RequestLog log, String inName, String path, @Nullable JsonNode node) {
    if (node == null || nodes++ > MAX_NODES) {
      return;
    }
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        String name = field.getKey();
        node(target, log, name, path + step(name), field.getValue());
      }
    } else if (node.isArray()) {
      for (JsonNode item : node) {
        node(target, log, inName, path + "[*]", item);
      }
    } else if (!node.isNull() && !node.isBoolean()) {
      value(target, log, inName, path, node.asText());
    }
  }

  private static String step(String name) {
    return name.matches("[\\w-]+") ? "." + name : "['" + name + "']";
  }

  /** One value at a place; without a path the name is the place. */
  private void value(
      String target, RequestLog log, String name, @Nullable String path, String value) {
    if (value.isEmpty() || value.contains(ValueDetector.MASK)) {
      return;
    }
    Optional<String> looks = PrivateLook.of(name, value);
    if (looks.isEmpty()) {
      return;
    }
    Key key = new Key(target, path == null ? name : path);
    Found found =
        places.computeIfAbsent(
            key,
            unused ->
                new Found(
                    looks.get(),
                    new Example(log.id().toString(), Times.ofMicros(log.startEpochMicros()))));
    found.endpoints.add(log.method() + ' ' + log.route());
    if (inThis.add(key)) {
      found.documents++;
    }
  }
}
