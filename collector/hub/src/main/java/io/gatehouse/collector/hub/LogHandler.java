// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import io.gatehouse.collector.Clock;
import io.gatehouse.collector.IngestAnswer;
import io.gatehouse.collector.Intake;
import io.gatehouse.collector.decode.GunzipStream;
import io.gatehouse.collector.decode.LineReader;
import io.gatehouse.collector.decode.MessageIds;
import io.gatehouse.collector.decode.Normalise;
import io.gatehouse.collector.intake.IngestCounters;
import io.gatehouse.collector.intake.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Takes log files. Anything that arrived whole is answered with 202, even if nothing in it can be
 * read: some SDKs would send a refused file again for ever, and none of the newer ones.
 */
final class LogHandler implements HubHandler {

  /** A request with two bodies, a thousand log lines and as many spans stays below. */
  private static final int MAX_LINE_BYTES = 8 << 20;

  private final Intake intake;
  private final IngestCounters counters;
  private final Clock clock;

  LogHandler(Intake intake, IngestCounters counters, Clock clock) {
    this.intake = intake;
    this.counters = counters;
    this.clock = clock;
  }

  @Override
  public CompletionStage<IngestAnswer> handle(Sender sender, @Nullable String uuid, byte[] body) {
    LogFile file = new LogFile(sender, fileId(uuid, body), intake, clock.epochMillis());
    try (InputStream in = open(body)) {
      LineReader lines = new LineReader(in, MAX_LINE_BYTES);
      while (lines.next()) {
        file.add(lines);
      }
    } catch (IOException e) {
      // What was read before the damage stays: a whole file would be refused for its last byte.
      String hint = "log file, after %d lines: %s".formatted(file.lines(), e.getMessage());
      counters.rejected(sender.app(), sender.environment(), "malformed-log", hint);
    }
    return file.finish().thenApply(done -> IngestAnswer.accepted());
  }

  private static InputStream open(byte[] body) throws IOException {
    return GunzipStream.isGzip(body)
        ? new GunzipStream(body, Limits.LOG_FILE_INFLATED_BYTES)
        : new ByteArrayInputStream(body);
  }

  private static UUID fileId(@Nullable String uuid, byte[] body) {
    UUID known = Normalise.uuid(uuid);
    return known == null ? MessageIds.ofBytes(body, 0, body.length).toUuid() : known;
  }
}
