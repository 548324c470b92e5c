// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import java.util.Locale;

/** One of the three kinds of telemetry that OTLP carries. */
enum Signal {
  TRACES("Spans", "spans", "spans", "trace", "Trace"),
  METRICS("Metrics", "metrics", "data points", "metrics", "Metrics"),
  LOGS("Logs", "logRecords", "log records", "logs", "Logs");

  private final String group;
  private final String records;
  private final String items;
  private final String grpcPath;

  Signal(String group, String records, String items, String grpcPackage, String grpcService) {
    this.group = group;
    this.records = records;
    this.items = items;
    this.grpcPath =
        "/opentelemetry.proto.collector.%s.v1.%sService/Export".formatted(grpcPackage, grpcService);
  }

  /** JSON name of the list of resources. */
  String resources() {
    return "resource" + group;
  }

  /** The name of {@link #resources()} in the spelling that OTLP's JSON does not use. */
  String wrongResources() {
    return "resource_" + group.toLowerCase(Locale.ROOT);
  }

  String scopes() {
    return "scope" + group;
  }

  String records() {
    return records;
  }

  /** What people call its records. */
  String items() {
    return items;
  }

  String httpPath() {
    return "/v1/" + name().toLowerCase(Locale.ROOT);
  }

  String grpcPath() {
    return grpcPath;
  }
}
