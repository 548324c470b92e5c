// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.log;

import io.gatehouse.storage.LogPosition;

/** One record of the log. */
public final class LogRecord {

  private final LogPosition start;
  private final LogPosition end;
  private final byte[] payload;

  public LogRecord(LogPosition start, LogPosition end, byte[] payload) {
    this.start = start;
    this.end = end;
    this.payload = payload;
  }

  public LogPosition start() {
    return start;
  }

  /** The position after this record. */
  public LogPosition end() {
    return end;
  }

  /** The bytes as they were appended; not to be changed. */
  public byte[] payload() {
    return payload;
  }
}
