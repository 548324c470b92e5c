// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.intake;

import static java.util.Objects.requireNonNull;

import io.gatehouse.collector.Intake;
import io.gatehouse.collector.log.BatchCodec;
import io.gatehouse.collector.log.IngestLog;
import io.gatehouse.collector.redact.Redactor;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.LogPosition;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Redacts a batch and appends it to the log. Nothing reaches the log by another way. */
public final class DurableIntake implements Intake {

  private final IngestLog log;
  private final Supplier<Redactor> redactor;

  /**
   * @param redactor asked for every batch, since people change its rules
   */
  public DurableIntake(IngestLog log, Supplier<Redactor> redactor) {
    this.log = requireNonNull(log, "log");
    this.redactor = requireNonNull(redactor, "redactor");
  }

  @Override
  public CompletableFuture<LogPosition> accept(Batch batch) {
    return log.append(BatchCodec.encode(redactor.get().redact(batch)));
  }
}
