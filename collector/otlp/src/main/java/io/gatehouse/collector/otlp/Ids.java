// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import io.gatehouse.collector.decode.MessageIds;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Trace and span ids, and the identity of a request that follows from both. */
final class Ids {

  private static final int TRACE_BYTES = 16;
  private static final int SPAN_BYTES = 8;

  private Ids() {}

  /** 32 hex digits; null unless it is a valid trace id. */
  static @Nullable String trace(byte @Nullable [] id) {
    return hex(id, TRACE_BYTES);
  }

  /** 16 hex digits; null unless it is a valid span id. */
  static @Nullable String span(byte @Nullable [] id) {
    return hex(id, SPAN_BYTES);
  }

  private static @Nullable String hex(byte @Nullable [] id, int length) {
    if (id == null || id.length != length) {
      return null;
    }
    for (byte b : id) {
      if (b != 0) {
        return HexFormat.of().formatHex(id);
      }
    }
    return null;
  }

  /** The same for every copy of the span, in whatever request it comes. */
  static UUID request(byte[] traceId, byte[] spanId) {
    byte[] both = ByteBuffer.allocate(TRACE_BYTES + SPAN_BYTES).put(traceId).put(spanId).array();
    return MessageIds.ofBytes(both, 0, both.length).toUuid();
  }
}
