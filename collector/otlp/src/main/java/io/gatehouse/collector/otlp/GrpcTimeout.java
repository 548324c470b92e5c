// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import org.jspecify.annotations.Nullable;

/** How long a gRPC client waits, as its header {@code grpc-timeout} tells, e.g. {@code 500m}. */
final class GrpcTimeout {

  private static final int MAX_DIGITS = 8;

  private GrpcTimeout() {}

  /** At least 1; {@link Long#MAX_VALUE} when nothing is told, or nothing that can be read. */
  static long millis(@Nullable String told) {
    if (told == null || told.length() < 2 || told.length() > MAX_DIGITS + 1) {
      return Long.MAX_VALUE;
    }
    long value = 0;
    for (int i = 0; i < told.length() - 1; i++) {
      char c = told.charAt(i);
      if (c < '0' || c > '9') {
        return Long.MAX_VALUE;
      }
      value = 10 * value + (c - '0');
    }
    return switch (told.charAt(told.length() - 1)) {
      case 'H' -> value * 3_600_000;
      case 'M' -> value * 60_000;
      case 'S' -> value * 1_000;
      case 'm' -> Math.max(1, value);
      case 'u' -> Math.max(1, value / 1_000);
      case 'n' -> Math.max(1, value / 1_000_000);
      default -> Long.MAX_VALUE;
    };
  }
}
