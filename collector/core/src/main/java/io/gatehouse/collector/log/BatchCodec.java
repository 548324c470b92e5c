// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.log;

import io.gatehouse.storage.Batch;
import java.util.NoSuchElementException;

/**
 * The binary form of a {@link Batch} in the log: a version, then the fields in order, strings that
 * repeat kept once. Thread-safe.
 */
public final class BatchCodec {

  static final int VERSION = 7;

  /** The first version with the sender's number of the batch. */
  static final int WITH_NUMBER = 2;

  /** The first version with the environment as its client spells it. */
  static final int WITH_SPELLING = 3;

  /** The first version with what counts are known from, endings, weights and loose spans. */
  static final int WITH_SOURCES = 4;

  /** The first version with API keys. */
  static final int WITH_KEYS = 5;

  /** Since then requests that are told by themselves tell their API key. */
  static final int WITH_KEYS_OF_REQUESTS = 6;

  /** Since then requests may tell the version of the app by themselves. */
  static final int WITH_VERSIONS_OF_REQUESTS = 7;

  private static final int OLDEST = 1;

  private BatchCodec() {}

  public static byte[] encode(Batch batch) {
    RecordWriter out = new RecordWriter();
    out.octet(VERSION);
    new BatchWriter(out).write(batch);
    return out.toBytes();
  }

  /**
   * @throws CodecException the bytes are no batch, or were written by a newer version
   */
  public static Batch decode(byte[] record) {
    RecordReader in = new RecordReader(record);
    int version = in.octet();
    if (version < OLDEST || version > VERSION) {
      throw new CodecException(
          "record of version %d, this program reads up to version %d; use the newer program"
              .formatted(version, VERSION));
    }
    try {
      Batch batch = new BatchReader(in, version).read();
      in.expectEnd();
      return batch;
    } catch (IllegalArgumentException | NoSuchElementException e) {
      throw new CodecException("record with impossible values: " + e.getMessage());
    }
  }
}
