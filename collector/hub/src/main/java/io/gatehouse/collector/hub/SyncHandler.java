// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import io.gatehouse.collector.Clock;
import io.gatehouse.collector.IngestAnswer;
import io.gatehouse.collector.Intake;
import io.gatehouse.collector.decode.TooLargeException;
import io.gatehouse.collector.intake.IngestCounters;
import io.gatehouse.storage.Batch;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Takes counters. Malformed ones are answered with 422, on which the SDKs drop them. */
final class SyncHandler implements HubHandler {

  private final Intake intake;
  private final IngestCounters counters;
  private final Clock clock;

  SyncHandler(Intake intake, IngestCounters counters, Clock clock) {
    this.intake = intake;
    this.counters = counters;
    this.clock = clock;
  }

  @Override
  public CompletionStage<IngestAnswer> handle(Sender sender, @Nullable String uuid, byte[] body) {
    long now = clock.epochMillis();
    Batch batch;
    try {
      SyncMessage message = new SyncMessage();
      HubBody.read(body, message);
      batch = message.toBatch(sender, body, now);
    } catch (TooLargeException e) {
      counters.rejected(sender.app(), sender.environment(), "too-large", "sync " + e.getMessage());
      return CompletableFuture.completedFuture(HubAnswers.tooLarge(String.valueOf(e.getMessage())));
    } catch (MalformedMessageException e) {
      String hint = "sync %s: %s".formatted(e.field(), e.problem());
      counters.rejected(sender.app(), sender.environment(), "malformed-sync", hint);
      return CompletableFuture.completedFuture(HubAnswers.invalid(e));
    }
    return intake.accept(batch).thenApply(position -> IngestAnswer.accepted());
  }
}
