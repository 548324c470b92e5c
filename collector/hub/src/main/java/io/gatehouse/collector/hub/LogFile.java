// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.collector.Intake;
import io.gatehouse.collector.decode.Json;
import io.gatehouse.collector.decode.LineReader;
import io.gatehouse.collector.decode.MessageIds;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.RequestLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one file on their way to the log, in chunks so that a large file needs little
 * memory. Where chunks end depends on the lines alone, so a file that is sent again gives the same
 * chunks with the same identities. Used by one thread.
 */
final class LogFile {

  private static final int CHUNK_BYTES = 1 << 20;

  private final Sender sender;
  private final UUID fileId;
  private final Intake intake;
  private final long nowMillis;
  private final List<CompletableFuture<?>> appended = new ArrayList<>();
  private List<RequestLog> logs = new ArrayList<>();
  private Corrections corrections = new Corrections();
  private long chunkBytes;
  private int chunk;
  private long lines;

  LogFile(Sender sender, UUID fileId, Intake intake, long nowMillis) {
    this.sender = sender;
    this.fileId = fileId;
    this.intake = intake;
    this.nowMillis = nowMillis;
  }

  long lines() {
    return lines;
  }

  /** Takes the reader's current line. */
  void add(LineReader reader) {
    lines++;
    chunkBytes += reader.length();
    if (reader.isTooLong()) {
      corrections.rejected("line-too-long", "line " + lines);
    } else if (!isBlank(reader)) {
      RequestLog log = read(reader);
      if (log != null) {
        logs.add(log);
      }
    }
    if (chunkBytes >= CHUNK_BYTES) {
      flush();
    }
  }

  private @Nullable RequestLog read(LineReader reader) {
    LogItem item = new LogItem(corrections);
    try (JsonParser parser =
        Json.FACTORY.createParser(reader.buffer(), reader.offset(), reader.length())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        corrections.rejected("log-item-malformed", "line %d is no object".formatted(lines));
        return null;
      }
      item.read(parser);
    } catch (IOException | IllegalStateException e) {
      corrections.rejected("log-item-malformed", "line " + lines);
      return null;
    }
    return item.toRequestLog(
        MessageIds.ofBytes(reader.buffer(), reader.offset(), reader.length()).toUuid());
  }

  private static boolean isBlank(LineReader reader) {
    for (int i = 0; i < reader.length(); i++) {
      if (reader.buffer()[reader.offset() + i] > ' ' || reader.buffer()[reader.offset() + i] < 0) {
        return false;
      }
    }
    return true;
  }

  private void flush() {
    if (!logs.isEmpty() || !corrections.isEmpty()) {
      Batch batch =
          Batch.builder(sender.app(), sender.environment(), nowMillis)
              .messageId(MessageIds.derive(fileId, chunk))
              .requestLogs(logs)
              .outcomes(corrections.toOutcomes())
              .build();
      appended.add(intake.accept(batch));
    }
    chunk++;
    chunkBytes = 0;
    logs = new ArrayList<>();
    corrections = new Corrections();
  }

  /** Completes when everything that could be read is durable. */
  CompletableFuture<Void> finish() {
    flush();
    return CompletableFuture.allOf(appended.toArray(CompletableFuture<?>[]::new));
  }
}
