// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import java.util.Locale;
import java.util.UUID;

/** Messages of the hub protocol, as SDKs send them. */
public final class HubMessages {

  private HubMessages() {}

  public static String startup(UUID instance) {
    return """
        {"instance_uuid":"%s","message_uuid":"%s","client":"js:express",
         "versions":{"nodejs":"20.1.0","express":"5.1.0","apitally":"0.25.8","app":"1.2.3"},
         "paths":[{"method":"GET","path":"/items"},{"method":"POST","path":"/items"},
                  {"method":"DELETE","path":"/items/:id"}]}"""
        .formatted(instance, UUID.randomUUID());
  }

  /** Counts of one endpoint, an exception, a validation error, a consumer. */
  public static String sync(UUID instance, UUID message, double timestamp, int count) {
    return String.format(
        Locale.ROOT,
        """
        {"timestamp":%f,"instance_uuid":"%s","message_uuid":"%s",
         "requests":[
          {"consumer":"acme","method":"GET","path":"/items","status_code":200,"request_count":%d,
           "request_size_sum":0,"response_size_sum":%d,"response_times":{"40":%d},
           "request_sizes":{},"response_sizes":{"1":%d}},
          {"consumer":null,"method":"POST","path":"/items","status_code":500,"request_count":2,
           "request_size_sum":40,"response_size_sum":60,"response_times":{"10":1,"900":1},
           "request_sizes":{"0":2},"response_sizes":{"0":2}},
          {"consumer":"acme","method":"POST","path":"/items","status_code":422,"request_count":3,
           "request_size_sum":90,"response_size_sum":90,"response_times":{"0":3},
           "request_sizes":{"0":3},"response_sizes":{"0":3}}],
         "validation_errors":[{"consumer":"acme","method":"POST","path":"/items",
           "loc":["body","name"],"msg":"is required","type":"missing","error_count":3}],
         "server_errors":[{"consumer":null,"method":"POST","path":"/items","type":"TypeError",
           "msg":"x is undefined","traceback":"TypeError: x\\n    at handle (/srv/items.js:3:1)",
           "error_count":2}],
         "consumers":[{"identifier":"acme","name":"Acme","group":"Gold"}],
         "resources":{"cpu_percent":12.5,"memory_rss":100000000}}""",
        timestamp,
        instance,
        message,
        count,
        count * 1200,
        count,
        count);
  }

  public static String requestLogLine(UUID id, double timestamp) {
    // The root span tells when a traced request began, so it has to agree with the timestamp.
    long startNanos = (long) (timestamp * 1_000_000_000L);
    return String.format(
        Locale.ROOT,
        "{\"uuid\":\"%s\",\"request\":{\"timestamp\":%f,\"method\":\"POST\",\"path\":\"/items\","
            + "\"url\":\"https://api.example/items?api_key=hunter2\",\"headers\":[[\"accept\","
            + "\"*/*\"]],\"size\":20,\"consumer\":\"acme\",\"body\":\"eyJuYW1lIjoieCJ9\"},"
            + "\"response\":{\"statusCode\":500,\"responseTime\":0.9,\"headers\":[],\"size\":30},"
            + "\"exception\":{\"type\":\"TypeError\",\"message\":\"x is undefined\","
            + "\"stacktrace\":\"at handle\"},\"logs\":[{\"timestamp\":%f,\"level\":\"error\","
            + "\"message\":\"failed\"}],\"traceId\":\"0af7651916cd43dd8448eb211c80319c\","
            + "\"spans\":[{\"spanId\":\"b7ad6b7169203331\",\"parentSpanId\":null,\"name\":\"root\","
            + "\"kind\":\"INTERNAL\",\"startTime\":\"%d\","
            + "\"endTime\":\"%d\",\"attributes\":{\"a\":1}}]}%n",
        id,
        timestamp,
        timestamp,
        startNanos,
        startNanos + 900_000_000L);
  }
}
