// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import java.util.HashSet;
import java.util.Set;

/** Writes metrics in Prometheus' text form, version 0.0.4. */
final class Metrics {

  private final StringBuilder text = new StringBuilder();
  private final Set<String> described = new HashSet<>();

  void gauge(String name, String help, double value) {
    describe(name, help, "gauge");
    text.append(name).append(' ').append(value).append('\n');
  }

  void gauge(String name, String help, long value) {
    describe(name, help, "gauge");
    text.append(name).append(' ').append(value).append('\n');
  }

  void counter(String name, String help, long value) {
    describe(name, help, "counter");
    text.append(name).append(' ').append(value).append('\n');
  }

  void counter(String name, String help, String label, String labelValue, long value) {
    describe(name, help, "counter");
    String escaped = labelValue.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    text.append(name)
        .append('{')
        .append(label)
        .append("=\"")
        .append(escaped)
        .append("\"} ")
        .append(value)
        .append('\n');
  }

  private void describe(String name, String help, String type) {
    if (described.add(name)) {
      text.append("# HELP ").append(name).append(' ').append(help).append('\n');
      text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
