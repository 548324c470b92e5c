// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import java.util.LinkedHashMap;
import java.util.Map;

/** Records that were left out, for the answer to the sender. Used by one thread. */
final class Rejections {

  private final Map<String, Long> reasons = new LinkedHashMap<>();
  private long total;

  /**
   * @param reason one of a fixed set, a sentence without a full stop
   */
  void add(String reason, long count) {
    reasons.merge(reason, count, Long::sum);
    total += count;
  }

  long total() {
    return total;
  }

  /** For people who look into their exporter's log. */
  String message() {
    StringBuilder message = new StringBuilder();
    reasons.forEach(
        (reason, count) ->
            message
                .append(message.isEmpty() ? "" : "; ")
                .append(count)
                .append(": ")
                .append(reason));
    return message.toString();
  }
}
