// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import java.io.IOException;

/** Brings batches to a server; called by one thread at a time. */
public interface Sender extends AutoCloseable {

  /**
   * Sends one batch, within a deadline of its own.
   *
   * @throws IOException when the server cannot be reached; the batch is sent again later
   */
  SendResult send(Payload payload) throws IOException;

  @Override
  default void close() {}
}
