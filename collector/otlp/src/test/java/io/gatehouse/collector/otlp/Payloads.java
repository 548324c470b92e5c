// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.collector.testkit.Batches;
import java.util.List;
import java.util.Map;

/** Requests in OTLP's JSON. */
final class Payloads {

  static final ObjectMapper JSON = new ObjectMapper();
  static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  static final String SPAN = "b7ad6b7169203331";
  static final long NOW_NANOS = Batches.NOW_MILLIS * 1_000_000;

  static final Map<String, Object> RESOURCE =
      Map.of(
          "service.name", "shop",
          "service.version", "1.4.0",
          "service.instance.id", "11111111-2222-4333-8444-555555555555",
          "deployment.environment.name", "prod",
          "telemetry.sdk.language", "java");

  private Payloads() {}

  static ObjectNode traces(ObjectNode... spans) {
    return request("resourceSpans", "scopeSpans", "spans", RESOURCE, "io.example", spans);
  }

  static ObjectNode logs(ObjectNode... records) {
    return request("resourceLogs", "scopeLogs", "logRecords", RESOURCE, "io.example", records);
  }

  static ObjectNode metrics(ObjectNode... metrics) {
    return request("resourceMetrics", "scopeMetrics", "metrics", RESOURCE, "io.example", metrics);
  }

  static ObjectNode request(
      String resources,
      String scopes,
      String records,
      Map<String, Object> resource,
      String scope,
      ObjectNode... items) {
    ObjectNode request = JSON.createObjectNode();
    ObjectNode one = request.putArray(resources).addObject();
    one.putObject("resource").set("attributes", attributes(resource));
    ObjectNode scoped = one.putArray(scopes).addObject();
    scoped.putObject("scope").put("name", scope);
    ArrayNode array = scoped.putArray(records);
    for (ObjectNode item : items) {
      array.add(item);
    }
    return request;
  }

  /** A span of kind SERVER that took 48 ms. */
  static ObjectNode server(String trace, String span, Map<String, Object> attributes) {
    ObjectNode json = JSON.createObjectNode();
    json.put("traceId", trace);
    json.put("spanId", span);
    json.put("name", "GET");
    json.put("kind", 2);
    json.put("startTimeUnixNano", Long.toString(NOW_NANOS));
    json.put("endTimeUnixNano", Long.toString(NOW_NANOS + 48_000_000));
    json.set("attributes", attributes(attributes));
    return json;
  }

  static ObjectNode server(Map<String, Object> attributes) {
    return server(TRACE, SPAN, attributes);
  }

  static Map<String, Object> get(String route, int status) {
    return Map.of(
        "http.request.method",
        "GET",
        "http.route",
        route,
        "url.path",
        "/users/42",
        "http.response.status_code",
        status);
  }

  static void exception(ObjectNode span, String type, String message) {
    ArrayNode events =
        span.get("events") instanceof ArrayNode known ? known : span.putArray("events");
    ObjectNode event = events.addObject();
    event.put("timeUnixNano", Long.toString(NOW_NANOS));
    event.put("name", "exception");
    event.set(
        "attributes",
        attributes(
            Map.of(
                "exception.type", type,
                "exception.message", message,
                "exception.stacktrace",
                    type + ": " + message + "\n\tat shop.Orders.find(A.java:1)")));
  }

  static ObjectNode log(String trace, String span, String body, Map<String, Object> attributes) {
    ObjectNode json = JSON.createObjectNode();
    json.put("timeUnixNano", Long.toString(NOW_NANOS));
    json.put("severityNumber", 17);
    json.put("traceId", trace);
    json.put("spanId", span);
    json.set("body", value(body));
    json.set("attributes", attributes(attributes));
    return json;
  }

  static ObjectNode histogram(String name, int temporality, ObjectNode... points) {
    return metric(name, "histogram", temporality, points);
  }

  static ObjectNode metric(String name, String kind, int temporality, ObjectNode... points) {
    ObjectNode metric = JSON.createObjectNode();
    metric.put("name", name);
    metric.put("unit", "s");
    ObjectNode data = metric.putObject(kind);
    ArrayNode array = data.putArray("dataPoints");
    for (ObjectNode point : points) {
      array.add(point);
    }
    if (temporality > 0) {
      data.put("aggregationTemporality", temporality);
    }
    return metric;
  }

  /** Bounds 0.1 and 1, in seconds. */
  static ObjectNode point(
      long startNanos, long timeNanos, Map<String, Object> attributes, long... counts) {
    ObjectNode point = JSON.createObjectNode();
    point.put("startTimeUnixNano", Long.toString(startNanos));
    point.put("timeUnixNano", Long.toString(timeNanos));
    long total = 0;
    ArrayNode buckets = point.putArray("bucketCounts");
    for (long count : counts) {
      buckets.add(Long.toString(count));
      total += count;
    }
    point.put("count", Long.toString(total));
    point.put("sum", total * 0.25);
    point.putArray("explicitBounds").add(0.1).add(1.0);
    point.set("attributes", attributes(attributes));
    return point;
  }

  static ArrayNode attributes(Map<String, Object> attributes) {
    ArrayNode array = JSON.createArrayNode();
    attributes.forEach(
        (key, value) -> {
          ObjectNode pair = array.addObject();
          pair.put("key", key);
          pair.set("value", value(value));
        });
    return array;
  }

  static ObjectNode value(Object value) {
    ObjectNode any = JSON.createObjectNode();
    if (value instanceof String text) {
      any.put("stringValue", text);
    } else if (value instanceof Boolean flag) {
      any.put("boolValue", flag);
    } else if (value instanceof Double number) {
      any.put("doubleValue", number);
    } else if (value instanceof Number number) {
      any.put("intValue", Long.toString(number.longValue()));
    } else if (value instanceof byte[] bytes) {
      any.put("bytesValue", bytes);
    } else if (value instanceof List<?> list) {
      ArrayNode values = any.putObject("arrayValue").putArray("values");
      list.forEach(each -> values.add(value(each)));
    } else if (value instanceof Map<?, ?> map) {
      ArrayNode values = any.putObject("kvlistValue").putArray("values");
      map.forEach(
          (key, each) -> {
            ObjectNode pair = values.addObject();
            pair.put("key", String.valueOf(key));
            pair.set("value", value(each));
          });
    }
    return any;
  }
}
