// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of a resource, span, log record or data point. Values are texts, booleans, longs,
 * doubles, bytes, lists and maps. Reused from record to record: what is kept must be copied out.
 */
final class Attributes {

  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

  void clear() {
    values.clear();
  }

  /** False when there are too many. */
  boolean put(String key, @Nullable Object value) {
    if (values.size() >= OtlpLimits.ATTRIBUTES && !values.containsKey(key)) {
      return false;
    }
    values.put(key, value);
    return true;
  }

  Map<String, @Nullable Object> asMap() {
    return values;
  }

  /** About what they take in memory; texts within lists and maps are left out. */
  long bytes() {
    long bytes = 0;
    for (Map.Entry<String, @Nullable Object> entry : values.entrySet()) {
      bytes += 120 + entry.getKey().length();
      bytes += entry.getValue() instanceof String text ? text.length() : 0;
    }
    return bytes;
  }

  boolean has(String key) {
    return values.get(key) != null;
  }

  /** The first of the names that has a value, an array's first element; null when none has. */
  @Nullable Object first(String... names) {
    for (String name : names) {
      Object value = single(values.get(name));
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static @Nullable Object single(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.isEmpty() ? null : list.get(0);
    }
    return value;
  }

  /** As {@link #first}, as a text that is not empty. */
  @Nullable String text(String... names) {
    for (String name : names) {
      String text = textOf(single(values.get(name)));
      if (text != null && !text.isEmpty()) {
        return text;
      }
    }
    return null;
  }

  /**
   * As {@link #first}, as a whole number however it is told; {@code missing} when there is none.
   */
  long integer(long missing, String... names) {
    for (String name : names) {
      double value = numberOf(single(values.get(name)));
      if (!Double.isNaN(value) && Math.abs(value) < 9e15) {
        return (long) value;
      }
    }
    return missing;
  }

  static @Nullable String textOf(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Long || value instanceof Double || value instanceof Boolean) {
      return value.toString();
    }
    return null;
  }

  /** NaN for anything that is no number. */
  static double numberOf(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof String text && !text.isEmpty() && text.length() <= 40) {
      try {
        return Double.parseDouble(text.strip());
      } catch (NumberFormatException e) {
        return Double.NaN;
      }
    }
    return Double.NaN;
  }
}
