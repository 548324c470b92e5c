// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.server.demo.DemoShop.Call;
import io.gatehouse.server.demo.DemoShop.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls summed up as an SDK of the hub protocol does before it reports. */
final class DemoReport {

  private record Key(String consumer, String method, String route, int status) {}

  private record ErrorKey(String consumer, String method, String route, Failure failure) {}

  private final Map<Key, List<Call>> byKey = new LinkedHashMap<>();
  private final Map<ErrorKey, Integer> errors = new LinkedHashMap<>();

  /**
   * @param counted what is counted here; failures are told of {@code all}
   */
  DemoReport(List<Call> counted, List<Call> all) {
    for (Call call : counted) {
      // SDKs do not count requests that no route matched.
      if (!call.route().isEmpty()) {
        byKey
            .computeIfAbsent(
                new Key(call.consumer(), call.method(), call.route(), call.status()),
                key -> new ArrayList<>())
            .add(call);
      }
    }
    for (Call call : all) {
      if (call.failure() != Failure.NONE) {
        errors.merge(
            new ErrorKey(call.consumer(), call.method(), call.route(), call.failure()),
            1,
            Integer::sum);
      }
    }
  }

  void writeTo(ObjectNode sync) {
    ArrayNode requests = sync.putArray("requests");
    byKey.forEach((key, calls) -> write(requests.addObject(), key, calls));
    ArrayNode validation = sync.putArray("validation_errors");
    ArrayNode server = sync.putArray("server_errors");
    errors.forEach(
        (key, count) -> {
          boolean exception = key.failure() == Failure.EXCEPTION;
          write((exception ? server : validation).addObject(), key, count);
        });
    sync.putArray("consumers");
  }

  private static void write(ObjectNode row, Key key, List<Call> calls) {
    Map<String, Integer> times = new HashMap<>();
    Map<String, Integer> requestSizes = new HashMap<>();
    Map<String, Integer> responseSizes = new HashMap<>();
    long requestBytes = 0;
    long responseBytes = 0;
    for (Call call : calls) {
      times.merge(Long.toString((long) call.millis() / 10 * 10), 1, Integer::sum);
      requestSizes.merge(Integer.toString(call.requestBytes() / 1000), 1, Integer::sum);
      responseSizes.merge(Integer.toString(call.responseBytes() / 1000), 1, Integer::sum);
      requestBytes += call.requestBytes();
      responseBytes += call.responseBytes();
    }
    row.put("consumer", key.consumer().isEmpty() ? null : key.consumer())
        .put("method", key.method())
        .put("path", key.route())
        .put("status_code", key.status())
        .put("request_count", calls.size())
        .put("request_size_sum", requestBytes)
        .put("response_size_sum", responseBytes);
    times.forEach(row.putObject("response_times")::put);
    requestSizes.forEach(row.putObject("request_sizes")::put);
    responseSizes.forEach(row.putObject("response_sizes")::put);
  }

  private static void write(ObjectNode row, ErrorKey key, int count) {
    DemoFailure failure = DemoFailure.of(key.failure() == Failure.EXCEPTION, key.route());
    row.put("consumer", key.consumer().isEmpty() ? null : key.consumer())
        .put("method", key.method())
        .put("path", key.route())
        .put("type", failure.type())
        .put("msg", failure.message())
        .put("error_count", count);
    if (failure.stacktrace() != null) {
      row.put("traceback", failure.stacktrace());
    } else {
      ArrayNode location = row.putArray("loc");
      failure.location().forEach(location::add);
    }
  }
}
