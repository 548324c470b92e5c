// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

/**
 * Changes texts of what is stored of requests: URL, address, headers, bodies, log lines, names and
 * attributes of spans, and the exception's message and trace. Anything else stays as it is. Each
 * method gives an equal object when there is nothing to change.
 */
public interface RequestEdit {

  RequestLog request(RequestLog request);

  /** A span that came by itself. */
  TraceSpan span(TraceSpan span);

  /** A log line that came by itself. */
  TraceLog line(TraceLog line);
}
