// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.intake;

import static java.util.Objects.requireNonNull;

import io.gatehouse.collector.Intake;
import io.gatehouse.collector.log.BatchCodec;
import io.gatehouse.collector.log.IngestLog;
import io.gatehouse.collector.redact.BatchRedactor;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.LogPosition;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/** Redacts a batch and appends it to the log. Nothing reaches the log by another way. */
public final class DurableIntake implements Intake {

  private final IngestLog log;
  private final IntFunction<BatchRedactor> redactors;

  /**
   * @param redactors by app; asked for every batch, since people change its rules
   */
  public DurableIntake(IngestLog log, IntFunction<BatchRedactor> redactors) {
    this.log = requireNonNull(log, "log");
    this.redactors = requireNonNull(redactors, "redactors");
  }

  @Override
  public CompletableFuture<LogPosition> accept(Batch batch) {
    return log.append(BatchCodec.encode(redactors.apply(batch.app()).redact(batch)));
  }
}
