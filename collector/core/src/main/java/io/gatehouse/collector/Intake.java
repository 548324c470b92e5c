// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.LogPosition;
import java.util.concurrent.CompletableFuture;

/** Where protocols put what they decoded. Thread-safe. */
@FunctionalInterface
public interface Intake {

  /**
   * Limits, redacts and logs one batch, the first two on the calling thread.
   *
   * @return completes when the batch survives a power failure; fails with {@link
   *     IngestUnavailableException} when it does not
   */
  CompletableFuture<LogPosition> accept(Batch batch);
}
