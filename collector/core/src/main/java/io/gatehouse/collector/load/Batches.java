// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.load;

import io.gatehouse.storage.Batch;

/** Copies of batches with some parts changed. */
final class Batches {

  private Batches() {}

  static Batch.Builder copy(Batch batch) {
    return copyTo(batch, batch.environment());
  }

  static Batch.Builder copyTo(Batch batch, String environment) {
    return Batch.builder(batch.app(), environment, batch.receivedEpochMillis())
        .messageId(batch.messageId())
        .instance(batch.instance())
        .rollups(batch.rollups())
        .errors(batch.errors())
        .requestLogs(batch.requestLogs())
        .consumers(batch.consumers())
        .endpoints(batch.endpoints())
        .outcomes(batch.outcomes());
  }
}
