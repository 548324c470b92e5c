// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.testkit;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.ConsumerReport;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.MessageId;
import io.gatehouse.storage.TelemetryWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A store in memory: whole transactions, and each message once. Thread-safe. */
public final class FakeTelemetryWriter implements TelemetryWriter {

  private final List<Batch> stored = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private LogPosition position = LogPosition.START;
  private Consumer<List<Batch>> before = batches -> {};
  private Runnable after = () -> {};

  /** Called before each append; may throw. */
  public synchronized void before(Consumer<List<Batch>> hook) {
    before = hook;
  }

  /** Called after each commit; may throw, as a commit whose answer is lost. */
  public synchronized void afterCommit(Runnable hook) {
    after = hook;
  }

  @Override
  public synchronized LogPosition position() {
    return position;
  }

  @Override
  public synchronized Applied append(List<Batch> batches, LogPosition end) {
    before.accept(batches);
    int duplicates = 0;
    for (Batch batch : batches) {
      MessageId id = batch.messageId();
      if (id != null && !seen.add(batch.app() + "/" + id)) {
        duplicates++;
      } else {
        stored.add(batch);
      }
    }
    position = end;
    after.run();
    return new Applied(batches.size() - duplicates, duplicates, batches.size());
  }

  @Override
  public void describeConsumers(int app, List<ConsumerReport> consumers) {}

  public synchronized List<Batch> stored() {
    return List.copyOf(stored);
  }
}
