// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.sdk;

import io.gatehouse.collector.IngestHead;
import io.gatehouse.protocol.BatchId;
import io.gatehouse.protocol.Protocol;
import io.gatehouse.protocol.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * What the header fields of a request say about its batch.
 *
 * @param hash SHA-256 of the uncompressed body, 64 lower-case hex digits
 * @param sealed at least the sequence of the batch
 * @param settings revision that the sender runs on
 */
record Sending(BatchId id, String hash, long sealed, long settings) {

  static Sending of(IngestHead head) throws ProtocolException {
    String batch = head.headers().first(Protocol.BATCH_HEADER);
    if (batch == null) {
      throw new ProtocolException(Protocol.BATCH_HEADER + " is missing");
    }
    BatchId id = BatchId.parse(batch);
    String hash = head.headers().first(Protocol.HASH_HEADER);
    if (hash == null || !isHash(hash)) {
      throw new ProtocolException(
          Protocol.HASH_HEADER
              + " is "
              + (hash == null ? "missing" : "not 64 lower-case hex digits"));
    }
    long sealed = number(head, Protocol.SEALED_HEADER, id.sequence());
    long settings = number(head, Protocol.SETTINGS_HEADER, 0);
    return new Sending(id, hash, Math.max(sealed, id.sequence()), settings);
  }

  private static boolean isHash(String text) {
    if (text.length() != 64) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static long number(IngestHead head, String name, long missing) throws ProtocolException {
    @Nullable String text = head.headers().first(name);
    if (text == null) {
      return missing;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new ProtocolException(name + " is no number", e);
    }
    throw new ProtocolException(name + " is negative");
  }
}
