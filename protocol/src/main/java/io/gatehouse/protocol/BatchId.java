// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * Identity of a batch, the same for every try to send it.
 *
 * @param instance the process, or the spool it uses
 * @param epoch grows with each start on the same spool; at least 1
 * @param sequence starts at 1 in each epoch and has no gaps
 */
public record BatchId(UUID instance, long epoch, long sequence) {

  public BatchId {
    requireNonNull(instance, "instance");
    if (epoch < 1 || sequence < 1) {
      throw new IllegalArgumentException("epoch and sequence start at 1");
    }
  }

  /**
   * Reads the form of the header {@code Gatehouse-Batch}.
   *
   * @throws ProtocolException when it has another form
   */
  public static BatchId parse(String text) throws ProtocolException {
    String[] parts = text.split("/", -1);
    if (parts.length != 3 || parts[0].length() != 36) {
      throw new ProtocolException("Gatehouse-Batch is not <uuid>/<epoch>/<sequence>");
    }
    try {
      return new BatchId(
          UUID.fromString(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("Gatehouse-Batch is not <uuid>/<epoch>/<sequence>", e);
    }
  }

  @Override
  public String toString() {
    return instance + "/" + epoch + "/" + sequence;
  }
}
