// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector;

import io.gatehouse.collector.HttpCollector.Admission;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one entrance for all protocols. The order of work is fixed: admit before the body is read,
 * take its bytes from the budget, decode, limit, redact, append, sync, answer.
 */
public final class Collector {

  private final List<HttpCollector> protocols;
  private final ByteBudget budget;

  public Collector(List<HttpCollector> protocols, ByteBudget budget) {
    this.protocols = List.copyOf(protocols);
    this.budget = budget;
  }

  /** Whether the path belongs to a protocol; decides nothing about the request. */
  public boolean handles(String path) {
    for (HttpCollector protocol : protocols) {
      if (matches(protocol, path)) {
        return true;
      }
    }
    return false;
  }

  /** Starts a request: the result is either refused already or wants the body. */
  public Upload open(IngestHead head) {
    for (HttpCollector protocol : protocols) {
      if (matches(protocol, head.path())) {
        return open(protocol, head);
      }
    }
    return Upload.refused(budget, IngestAnswer.of(404));
  }

  private Upload open(HttpCollector protocol, IngestHead head) {
    Admission admission = protocol.admit(head);
    if (admission instanceof Admission.Admitted admitted) {
      return Upload.of(
          admitted, budget, head.contentLength(), answer -> protocol.spell(head, answer));
    }
    IngestAnswer answer = ((Admission.Refused) admission).answer();
    return Upload.refused(budget, protocol.spell(head, answer));
  }

  /** The answer to a request on no route that was meant for one; null when it was not. */
  public @Nullable IngestAnswer misdirected(IngestHead head) {
    for (HttpCollector protocol : protocols) {
      IngestAnswer answer = protocol.misdirected(head);
      if (answer != null) {
        return answer;
      }
    }
    return null;
  }

  private static boolean matches(HttpCollector protocol, String path) {
    for (RoutePattern route : protocol.routes()) {
      if (route.match(path) != null) {
        return true;
      }
    }
    return false;
  }
}
