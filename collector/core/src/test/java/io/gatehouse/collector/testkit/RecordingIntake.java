// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.testkit;

import io.gatehouse.collector.IngestUnavailableException;
import io.gatehouse.collector.IngestUnavailableException.Reason;
import io.gatehouse.collector.Intake;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.LogPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Remembers what it is given; can be slow or unavailable. */
public final class RecordingIntake implements Intake {

  private final List<Batch> batches = new ArrayList<>();
  private final List<CompletableFuture<LogPosition>> held = new ArrayList<>();
  private boolean holding;
  private boolean unavailable;

  @Override
  public CompletableFuture<LogPosition> accept(Batch batch) {
    if (unavailable) {
      return CompletableFuture.failedFuture(
          new IngestUnavailableException(Reason.DISK_FULL, "full", 15, null));
    }
    batches.add(batch);
    CompletableFuture<LogPosition> done = new CompletableFuture<>();
    if (holding) {
      held.add(done);
    } else {
      done.complete(new LogPosition(0, batches.size()));
    }
    return done;
  }

  public List<Batch> batches() {
    return batches;
  }

  /** The only batch. */
  public Batch batch() {
    if (batches.size() != 1) {
      throw new AssertionError("expected one batch, got " + batches.size());
    }
    return batches.get(0);
  }

  /** From now on nothing becomes durable until {@link #release}. */
  public void hold() {
    holding = true;
  }

  public void release() {
    holding = false;
    held.forEach(each -> each.complete(new LogPosition(0, batches.size())));
    held.clear();
  }

  public void setUnavailable(boolean value) {
    unavailable = value;
  }
}
