// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.log;

import io.gatehouse.storage.LogPosition;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An append-only log of records, in the order in which they were taken. Thread-safe. */
public interface IngestLog extends AutoCloseable {

  /**
   * Adds a record. The future completes with the position after the record once it survives a power
   * failure; it fails with {@link io.gatehouse.collector.IngestUnavailableException} when the
   * record may not be in the log.
   *
   * @param payload not changed by the caller afterwards
   */
  CompletableFuture<LogPosition> append(byte[] payload);

  /**
   * The next records. Damaged places are put into quarantine and passed over.
   *
   * @param maxBytes stop after the record that reaches this size
   * @param maxWaitMillis how long to wait for a first record
   */
  Slice read(LogPosition from, int maxBytes, long maxWaitMillis) throws InterruptedException;

  /** The position after the last durable record. */
  LogPosition end();

  /** How many bytes of records there are after the position. */
  long bytesAfter(LogPosition position);

  /**
   * Tells that everything before the position is safe elsewhere and may be deleted when it is old
   * enough.
   */
  void trim(LogPosition safe);

  /**
   * Deletes everything before the position at once, however young it is, and whatever was put into
   * quarantine with one of the texts in it. The future completes when no byte of it is left.
   *
   * @param safe as for {@link #trim}
   */
  CompletableFuture<Void> erase(LogPosition safe, List<String> texts);

  /** Keeps bytes that could not be processed, for people to look at. */
  void quarantine(LogPosition position, String reason, byte[] payload);

  /** Finishes what was appended, then refuses everything. */
  @Override
  void close();

  /**
   * @param end where to read on; after skipped places even when there are no records
   */
  record Slice(List<LogRecord> records, LogPosition end) {

    public Slice {
      records = List.copyOf(records);
    }
  }
}
