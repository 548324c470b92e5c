// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.catalog.App;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Json;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.Header;
import io.gatehouse.storage.RequestLogQueries.StoredRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Single values of recorded requests, for columns of a list that readers choose themselves. */
final class RequestFields {

  private static final int MAX_FIELDS = 4;
  private static final int MAX_REQUESTS = 100;
  private static final int MAX_CHARS = 200;
  private static final int MAX_NAME = 256;

  private final Backend backend;

  RequestFields(Backend backend) {
    this.backend = backend;
  }

  List<Route> routes() {
    return List.of(Route.post("/apps/{app}/requests/fields", Policy.VIEWER, this::fields));
  }

  /**
   * @param at when it began, as lists tell it
   */
  record Asked(@Nullable String id, @Nullable String at) {}

  record FieldsRequest(@Nullable List<String> fields, @Nullable List<Asked> requests) {}

  /**
   * @param values one for each field; null = the request has none
   */
  record Row(String id, List<@Nullable String> values) {}

  record FieldsView(List<Row> items) {}

  private Response fields(Request request) {
    App app = backend.app(request);
    if (!request.requirePrincipal().seesBodies()) {
      throw new GatehouseException(
          ErrorCode.FORBIDDEN, "Headers and bodies need the right to see them.");
    }
    FieldsRequest wanted = request.json(FieldsRequest.class);
    List<String> fields = list("fields", wanted.fields(), MAX_FIELDS);
    fields.forEach(RequestFields::check);
    List<Row> rows = new ArrayList<>();
    for (Asked asked : list("requests", wanted.requests(), MAX_REQUESTS)) {
      String id = Fields.required("requests.id", asked.id());
      String at = Fields.required("requests.at", asked.at());
      backend
          .storage()
          .requestLogs()
          .find(app.number(), Requests.uuid(id), Requests.micros(Requests.instant(at)))
          .ifPresent(found -> rows.add(row(found, fields)));
    }
    return Response.ok(new FieldsView(rows));
  }

  private static <T> List<T> list(String field, @Nullable List<T> given, int max) {
    if (given == null || given.size() > max) {
      throw GatehouseException.invalid(
          field,
          "The field %s has %s entries, but needs up to %d."
              .formatted(field, given == null ? "no" : given.size(), max));
    }
    return given;
  }

  private static void check(String field) {
    boolean known =
        field.startsWith("req.header.")
            || field.startsWith("res.header.")
            || field.startsWith("req.body.")
            || field.startsWith("res.body.")
            || field.startsWith("attr.");
    if (!known || field.length() > MAX_NAME || field.endsWith(".")) {
      throw GatehouseException.invalid(
          "fields",
          "The field fields has \""
              + field
              + "\", but a column is like req.header.x-tenant, res.body.order.id or attr.plan.");
    }
  }

  private static Row row(StoredRequest stored, List<String> fields) {
    List<@Nullable String> values = new ArrayList<>();
    for (String field : fields) {
      String value = value(stored.log(), field);
      values.add(
          value != null && value.length() > MAX_CHARS ? value.substring(0, MAX_CHARS) : value);
    }
    return new Row(stored.log().id().toString(), values);
  }

  private static @Nullable String value(RequestLog log, String field) {
    if (field.startsWith("attr.")) {
      JsonNode attributes = json(log.attributesJson());
      JsonNode value = attributes.get(field.substring("attr.".length()));
      return value == null ? null : text(value);
    }
    boolean sent = field.startsWith("req.");
    String name = field.substring(field.indexOf('.', 4) + 1);
    if (field.startsWith("header.", 4)) {
      return header(sent ? log.requestHeaders() : log.responseHeaders(), name);
    }
    RequestLog.Body body = sent ? log.requestBody() : log.responseBody();
    String text = body.text();
    return text == null || body.base64() ? null : at(json(text), name);
  }

  private static @Nullable String header(List<Header> headers, String name) {
    List<String> values =
        headers.stream()
            .filter(header -> header.name().equalsIgnoreCase(name))
            .map(Header::value)
            .toList();
    return values.isEmpty() ? null : String.join(", ", values);
  }

  /** The value at a dotted path; of lists, those of all items. */
  private static @Nullable String at(JsonNode root, String path) {
    List<JsonNode> nodes = List.of(root);
    for (String step : path.split("\\.")) {
      List<JsonNode> next = new ArrayList<>();
      for (JsonNode node : nodes) {
        for (JsonNode each : node.isArray() ? node : List.of(node)) {
          Optional.ofNullable(each.get(step)).ifPresent(next::add);
        }
      }
      nodes = next;
    }
    return nodes.isEmpty()
        ? null
        : nodes.stream().map(RequestFields::text).collect(Collectors.joining(", "));
  }

  private static String text(JsonNode value) {
    return value.isTextual() ? value.asText() : value.toString();
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return Json.MAPPER.missingNode();
    }
  }
}
