// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import io.gatehouse.protocol.WireRecord;
import java.util.ArrayList;
import java.util.List;

/** What is in an aggregation. */
final class Drained {

  private Drained() {}

  static List<WireRecord> all(Aggregation aggregation) {
    List<WireRecord> records = new ArrayList<>(aggregation.drain().records());
    records.addAll(aggregation.drainRequests());
    return records;
  }
}
