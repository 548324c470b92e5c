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

  static final int CHUNK_BYTES = 256 << 10;

  /** {@code {"request":{"method":"","timestamp":1}}}: nothing shorter is an item. */
  private static final int MIN_ITEM_BYTES = 39;

  /**
   * A failing parser costs a hundred times what a line costs otherwise, so lines are not tried any
   * more when so many were wrong: no SDK writes such a file.
   */
  private static final int MAX_MALFORMED = 1_000;

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
  private int malformed;

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
    } else if (!reader.isBlank()) {
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
    if (reader.length() < MIN_ITEM_BYTES) {
      reject("log-item-invalid");
      return null;
    }
    if (malformed >= MAX_MALFORMED) {
      reject("log-item-malformed");
      return null;
    }
    LogItem item = new LogItem(corrections);
    try (JsonParser parser =
        Json.LINES.createParser(reader.buffer(), reader.offset(), reader.length())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        malformed++;
        reject("log-item-malformed");
        return null;
      }
      item.read(parser);
    } catch (IOException | IllegalStateException e) {
      malformed++;
      reject("log-item-malformed");
      return null;
    }
    return item.toRequestLog(
        MessageIds.ofBytes(reader.buffer(), reader.offset(), reader.length()).toUuid());
  }

  private void reject(String reason) {
    if (!corrections.again(reason)) {
      corrections.rejected(reason, "line " + lines);
    }
  }

  private void flush() {
    if (!logs.isEmpty() || !corrections.isEmpty()) {
      Batch batch =
          sender
              .batch(nowMillis)
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
