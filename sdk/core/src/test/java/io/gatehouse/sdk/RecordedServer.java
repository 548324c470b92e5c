// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.protocol.BatchId;
import io.gatehouse.protocol.BatchReader;
import io.gatehouse.protocol.WireRecord;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A server that takes each batch once, and insists that a batch never changes. */
final class RecordedServer implements Sender {

  private final Map<String, String> hashes = new TreeMap<>();
  private final List<WireRecord> records = new ArrayList<>();
  private final List<BatchId> order = new ArrayList<>();
  boolean away;
  long highestSealed;

  @Override
  public synchronized SendResult send(Payload payload) throws IOException {
    if (away) {
      throw new IOException("away");
    }
    highestSealed = Math.max(highestSealed, payload.sealedSequence());
    String before = hashes.putIfAbsent(payload.id().toString(), payload.hash());
    if (before == null) {
      order.add(payload.id());
      BatchReader reader = new BatchReader(new StringReader(new String(payload.body(), UTF_8)));
      for (WireRecord one = reader.next(); one != null; one = reader.next()) {
        records.add(one);
      }
    } else if (!before.equals(payload.hash())) {
      throw new AssertionError("batch " + payload.id() + " has changed");
    }
    return SendResult.ACCEPTED;
  }

  synchronized List<WireRecord> records() {
    return List.copyOf(records);
  }

  synchronized List<BatchId> order() {
    return List.copyOf(order);
  }
}
