// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.redact;

import io.gatehouse.storage.IngestOutcome;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts credentials that a client should have masked before it sent them and did not. They are
 * masked here; whoever runs the client should know that they travelled. Used by one thread.
 */
final class ClearCredentials {

  /** What the outcome is called, for the explanation. */
  static final String REASON = "credentials-in-clear";

  private static final Set<String> NAMES =
      Set.of("authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key");

  /** How clients mark what they masked; compared without case. */
  private static final List<String> MASKS = List.of("redacted", "masked", "***", "filtered");

  private final Map<String, Long> found = new TreeMap<>();

  void look(RequestLog log) {
    look(log.requestHeaders());
    look(log.responseHeaders());
  }

  private void look(List<Header> headers) {
    for (Header header : headers) {
      String name = header.name().toLowerCase(Locale.ROOT);
      if (NAMES.contains(name) && isClear(header.value())) {
        found.merge(name, 1L, Long::sum);
      }
    }
  }

  private static boolean isClear(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    return !value.isBlank() && MASKS.stream().noneMatch(lower::contains);
  }

  /** One for each header that was found in clear. */
  List<IngestOutcome> outcomes() {
    List<IngestOutcome> outcomes = new ArrayList<>(found.size());
    found.forEach(
        (name, count) ->
            outcomes.add(new IngestOutcome(IngestOutcome.Kind.CORRECTED, REASON, name, count)));
    return outcomes;
  }
}
