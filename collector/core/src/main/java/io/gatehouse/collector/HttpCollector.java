// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One protocol that arrives over HTTP. It sees bytes and returns answers; connections, threads and
 * the HTTP library belong to the server.
 */
public interface HttpCollector {

  /** Short name for metrics, e.g. {@code hub}. */
  String name();

  /**
   * What the server has to mount; a path that matches none of them never reaches {@link #admit}.
   */
  List<RoutePattern> routes();

  /**
   * Decides from path, headers and peer alone, before any byte of the body is read. Never blocks on
   * I/O and never throws for any input.
   */
  Admission admit(IngestHead head);

  /**
   * Puts an answer into the form that the protocol's clients read. Asked for every answer to a
   * request on one of its routes, whoever gave it: this collector, the budget, or the server.
   */
  default IngestAnswer spell(IngestHead head, IngestAnswer answer) {
    return answer;
  }

  /**
   * The answer to a request on no known route that was meant for this protocol; null when it was
   * not.
   */
  default @Nullable IngestAnswer misdirected(IngestHead head) {
    return null;
  }

  /** Whether a body may be read, and who takes it. */
  sealed interface Admission {

    /** The body is not read. */
    record Refused(IngestAnswer answer) implements Admission {}

    /**
     * @param maxBodyBytes as it comes over the wire; a longer one is refused
     * @param tooLong counts such a body and answers it
     * @param tooSlow counts a body that does not come, in the name of its sender
     */
    record Admitted(
        long maxBodyBytes, BodyHandler handler, Supplier<IngestAnswer> tooLong, Runnable tooSlow)
        implements Admission {}
  }

  /** Takes the whole body of one admitted request. */
  @FunctionalInterface
  interface BodyHandler {

    /**
     * Decodes on the calling thread; the stage completes when what was accepted is durable. Fails
     * with {@link IngestUnavailableException} when it cannot be made durable now.
     *
     * @param body exactly the bytes received; not kept after the stage completed
     */
    CompletionStage<IngestAnswer> handle(byte[] body);
  }
}
