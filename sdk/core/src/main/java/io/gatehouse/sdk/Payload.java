// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.util.Objects.requireNonNull;

import io.gatehouse.protocol.BatchId;

/**
 * A sealed batch and what goes with it in headers.
 *
 * @param body uncompressed NDJSON
 * @param sealedSequence highest sequence sealed so far in the batch's epoch
 * @param settingsRevision of the server's settings in force; 0 = none
 */
public record Payload(
    BatchId id, byte[] body, String hash, long sealedSequence, long settingsRevision) {

  public Payload {
    requireNonNull(id, "id");
    requireNonNull(body, "body");
    requireNonNull(hash, "hash");
  }

  public Payload(BatchId id, byte[] body, String hash, long sealedSequence) {
    this(id, body, hash, sealedSequence, 0);
  }
}
