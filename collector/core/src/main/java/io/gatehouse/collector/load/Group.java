// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.load;

import io.gatehouse.collector.log.BatchCodec;
import io.gatehouse.collector.log.CodecException;
import io.gatehouse.collector.log.LogRecord;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.LogPosition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Neighbouring records that are stored in one transaction; used by one thread. */
final class Group {

  private final LogPosition start;
  private final List<Entry> entries = new ArrayList<>();
  private LogPosition end;
  private long rows;

  /** A record and what it holds, or why that cannot be told. */
  record Entry(LogRecord record, @Nullable Batch batch, String problem) {}

  Group(LogPosition start) {
    this.start = start;
    this.end = start;
  }

  void add(LogRecord record) {
    Entry entry = decode(record);
    entries.add(entry);
    if (entry.batch != null) {
      rows += rowsOf(entry.batch);
    }
    end = record.end();
  }

  void extendTo(LogPosition position) {
    end = position;
  }

  private static Entry decode(LogRecord record) {
    try {
      return new Entry(record, BatchCodec.decode(record.payload()), "");
    } catch (CodecException e) {
      return new Entry(record, null, String.valueOf(e.getMessage()));
    }
  }

  private static long rowsOf(Batch batch) {
    return 1L
        + batch.rollups().size()
        + batch.errors().size()
        + batch.requestLogs().size()
        + batch.endpoints().size()
        + batch.outcomes().size();
  }

  LogPosition start() {
    return start;
  }

  LogPosition end() {
    return end;
  }

  long rows() {
    return rows;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  List<Entry> entries() {
    return entries;
  }

  /** The first half; with one record, the whole. */
  Group firstHalf() {
    Group half = new Group(start);
    int middle = (entries.size() + 1) / 2;
    half.entries.addAll(entries.subList(0, middle));
    half.end = middle == entries.size() ? end : entries.get(middle - 1).record.end();
    return half;
  }

  /** What {@link #firstHalf} leaves. */
  Group secondHalf() {
    int middle = (entries.size() + 1) / 2;
    Group half = new Group(entries.get(middle - 1).record.end());
    half.entries.addAll(entries.subList(middle, entries.size()));
    half.end = end;
    return half;
  }
}
