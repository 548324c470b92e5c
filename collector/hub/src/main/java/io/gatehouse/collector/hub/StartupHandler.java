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

/**
 * Takes start-up messages. Malformed ones are accepted and counted: some SDKs would send a refused
 * one again for ever.
 */
final class StartupHandler implements HubHandler {

  private final Intake intake;
  private final IngestCounters counters;
  private final Clock clock;

  StartupHandler(Intake intake, IngestCounters counters, Clock clock) {
    this.intake = intake;
    this.counters = counters;
    this.clock = clock;
  }

  @Override
  public CompletionStage<IngestAnswer> handle(Sender sender, @Nullable String uuid, byte[] body) {
    Batch batch;
    try {
      StartupMessage message = new StartupMessage();
      HubBody.read(body, message);
      batch = message.toBatch(sender, body, clock.epochMillis());
    } catch (TooLargeException e) {
      return accepted(sender, "startup " + e.getMessage());
    } catch (MalformedMessageException e) {
      return accepted(sender, "startup %s: %s".formatted(e.field(), e.problem()));
    }
    return intake.accept(batch).thenApply(position -> IngestAnswer.accepted());
  }

  private CompletionStage<IngestAnswer> accepted(Sender sender, String hint) {
    counters.rejected(sender.app(), sender.environment(), "malformed-startup", hint);
    return CompletableFuture.completedFuture(IngestAnswer.accepted());
  }
}
