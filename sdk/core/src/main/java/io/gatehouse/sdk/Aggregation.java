// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import io.gatehouse.protocol.WireRecord;
import io.gatehouse.protocol.WireRecord.Failure;
import io.gatehouse.protocol.WireRecord.Request;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Adds exchanges up between flushes; thread-safe without locks. */
final class Aggregation {

  private volatile RollupTable current = new RollupTable();
  private final RequestLogQueue requests;

  Aggregation(SdkMetrics metrics) {
    requests = new RequestLogQueue(metrics);
  }

  void add(
      long minute,
      String method,
      String route,
      int status,
      @Nullable Consumer consumer,
      Cell.Outcome outcome) {
    RollupTable table = current;
    while (!table.enter()) {
      table = current;
    }
    try {
      table.cell(minute, method, route, status, consumer).add(outcome);
    } finally {
      table.exit();
    }
  }

  /**
   * Counts an error.
   *
   * @param failure made only for the first error of its kind
   * @return false when there are too many kinds
   */
  boolean addError(
      long minute,
      String method,
      String route,
      @Nullable Consumer consumer,
      boolean handled,
      long fingerprint,
      Supplier<Failure> failure) {
    RollupTable table = current;
    while (!table.enter()) {
      table = current;
    }
    try {
      return table.addError(minute, method, route, consumer, handled, fingerprint, failure);
    } finally {
      table.exit();
    }
  }

  /** Keeps a request that is told by itself. */
  void add(Request request) {
    requests.add(request);
  }

  /** Takes everything added so far, each addition exactly once over all calls. */
  synchronized List<WireRecord> drain() {
    RollupTable table = current;
    current = new RollupTable();
    table.close();
    List<WireRecord> records = table.records();
    records.addAll(requests.drain());
    return records;
  }
}
