// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import io.gatehouse.storage.RequestLog;
import org.jspecify.annotations.Nullable;

/** How many requests a sampled span stands for. */
final class Sampling {

  private static final double ALL = 0x1p56;
  private static final int MAX_DIGITS = 14;

  private Sampling() {}

  /** At least 1; 0 when the span is not to be counted. */
  static double weight(String traceState, Attributes attributes) {
    String state = otMember(traceState);
    Double weight = state == null ? null : ofState(state);
    if (weight == null) {
      weight = ofAttributes(attributes);
    }
    if (weight == null) {
      return 1;
    }
    return weight == 0 ? 0 : Math.min(RequestLog.MAX_WEIGHT, Math.max(1, weight));
  }

  private static @Nullable String otMember(String traceState) {
    String found = null;
    for (String member : traceState.split(",", -1)) {
      String trimmed = member.strip();
      if (trimmed.startsWith("ot=")) {
        if (found != null) {
          return null;
        }
        found = trimmed.substring(3);
      }
    }
    return found;
  }

  private static @Nullable Double ofState(String state) {
    String threshold = null;
    String power = null;
    for (String field : state.split(";", -1)) {
      if (field.startsWith("th:")) {
        if (threshold != null) {
          return null;
        }
        threshold = field.substring(3);
      } else if (field.startsWith("p:")) {
        power = field.substring(2);
      }
    }
    if (threshold != null) {
      return ofThreshold(threshold);
    }
    return power == null ? null : ofPower(power);
  }

  private static @Nullable Double ofThreshold(String digits) {
    if (digits.isEmpty() || digits.length() > MAX_DIGITS) {
      return null;
    }
    long value = 0;
    for (int i = 0; i < MAX_DIGITS; i++) {
      char c = i < digits.length() ? digits.charAt(i) : '0';
      int digit = c >= 'A' && c <= 'F' ? -1 : Character.digit(c, 16);
      if (digit < 0) {
        return null;
      }
      value = value << 4 | digit;
    }
    return ALL / (ALL - value);
  }

  private static @Nullable Double ofPower(String text) {
    try {
      int power = Integer.parseInt(text);
      if (power == 63) {
        return 0.0;
      }
      return power < 0 || power > 63 ? null : Math.pow(2, power);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Double ofAttributes(Attributes attributes) {
    double rate = Attributes.numberOf(attributes.first("SampleRate"));
    if (rate >= 1) {
      return rate;
    }
    double share = Attributes.numberOf(attributes.first("sampler.param"));
    boolean probabilistic = "probabilistic".equals(attributes.text("sampler.type"));
    return probabilistic && share > 0 && share <= 1 ? Double.valueOf(1 / share) : null;
  }
}
