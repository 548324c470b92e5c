// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.collector.Clock;
import io.gatehouse.collector.IngestAnswer;
import io.gatehouse.collector.Intake;
import io.gatehouse.collector.decode.GunzipStream;
import io.gatehouse.collector.decode.Json;
import io.gatehouse.collector.decode.LineReader;
import io.gatehouse.collector.intake.IngestCounters;
import io.gatehouse.collector.intake.Limits;
import io.gatehouse.storage.Batch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Takes trace events of Workers. Everything is accepted: the sender validates its destination with
 * an upload that holds no event at all, and events of other Workers hold no message for us.
 */
final class LogpushHandler implements HubHandler {

  private static final int MAX_LINE_BYTES = 1 << 20;

  /** {@code {"Logs":[{"Message":["apitally:"]}]}}: nothing shorter is an event of ours. */
  private static final int MIN_EVENT_BYTES = 36;

  /** As in {@link LogFile}: a parser that fails costs far more than one that does not. */
  private static final int MAX_MALFORMED = 1_000;

  private final Intake intake;
  private final IngestCounters counters;
  private final Clock clock;

  LogpushHandler(Intake intake, IngestCounters counters, Clock clock) {
    this.intake = intake;
    this.counters = counters;
    this.clock = clock;
  }

  @Override
  public CompletionStage<IngestAnswer> handle(Sender sender, @Nullable String uuid, byte[] body) {
    List<CompletableFuture<?>> appended = new ArrayList<>();
    long now = clock.epochMillis();
    int malformed = 0;
    try (InputStream in = open(body)) {
      LineReader lines = new LineReader(in, MAX_LINE_BYTES);
      while (lines.next()) {
        if (lines.isTooLong() || lines.length() < MIN_EVENT_BYTES || malformed >= MAX_MALFORMED) {
          if (lines.isTooLong() || !lines.isBlank()) {
            reject(sender, "event: too long, too short, or after too many malformed ones");
          }
          continue;
        }
        try {
          Batch batch = read(lines, sender, now);
          if (batch != null) {
            appended.add(intake.accept(batch));
          }
        } catch (IOException | IllegalStateException e) {
          malformed++;
          reject(sender, "event: " + e.getClass().getSimpleName());
        }
      }
    } catch (IOException e) {
      reject(sender, String.valueOf(e.getMessage()));
    }
    return CompletableFuture.allOf(appended.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> IngestAnswer.accepted());
  }

  private static InputStream open(byte[] body) throws IOException {
    return GunzipStream.isGzip(body)
        ? new GunzipStream(body, Limits.INFLATED_BYTES)
        : new ByteArrayInputStream(body);
  }

  private static @Nullable Batch read(LineReader lines, Sender sender, long now)
      throws IOException {
    TraceEvent event = new TraceEvent();
    try (JsonParser parser =
        Json.LINES.createParser(lines.buffer(), lines.offset(), lines.length())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      event.read(parser);
      return event.toBatch(sender, now);
    }
  }

  private void reject(Sender sender, String hint) {
    counters.rejected(sender.app(), sender.environment(), "malformed-logpush", hint);
  }
}
