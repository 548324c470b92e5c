// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Names of enum values, which JSON may have in place of numbers. */
final class Enums {

  private static final Map<String, Integer> NUMBERS = new TreeMap<>();

  static {
    add(
        "SPAN_KIND_",
        List.of("UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER"));
    add("STATUS_CODE_", List.of("UNSET", "OK", "ERROR"));
    add("AGGREGATION_TEMPORALITY_", List.of("UNSPECIFIED", "DELTA", "CUMULATIVE"));
    List<String> levels = List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL");
    NUMBERS.put("SEVERITY_NUMBER_UNSPECIFIED", 0);
    for (int i = 0; i < levels.size() * 4; i++) {
      String suffix = i % 4 == 0 ? "" : Integer.toString(i % 4 + 1);
      NUMBERS.put("SEVERITY_NUMBER_" + levels.get(i / 4) + suffix, i + 1);
    }
  }

  private Enums() {}

  private static void add(String prefix, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      NUMBERS.put(prefix + names.get(i), i);
    }
  }

  /** Null for anything that is no name. */
  static @Nullable Integer number(String name) {
    return NUMBERS.get(name);
  }
}
