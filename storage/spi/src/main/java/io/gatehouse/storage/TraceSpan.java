// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import static java.util.Objects.requireNonNull;

/**
 * A span that came by itself; requests of the same trace show it.
 *
 * @param traceId 32 lower-case hex digits
 */
public record TraceSpan(String traceId, RequestLog.Span span) {

  public TraceSpan {
    requireNonNull(traceId, "traceId");
    requireNonNull(span, "span");
  }
}
