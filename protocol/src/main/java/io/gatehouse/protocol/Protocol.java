// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol;

/** Names and limits of version 1 of the protocol. */
public final class Protocol {

  /** Version that the header line of a batch carries. */
  public static final int VERSION = 1;

  /** Where batches are posted, below the server's base address. */
  public static final String BATCHES_PATH = "/ingest/v1/batches";

  public static final String CONTENT_TYPE = "application/x-ndjson";

  /** {@code <instance uuid>/<epoch>/<sequence>}. */
  public static final String BATCH_HEADER = "Gatehouse-Batch";

  /** Lower-case hexadecimal SHA-256 of the uncompressed body. */
  public static final String HASH_HEADER = "Gatehouse-Content-SHA256";

  /** Highest sequence sealed so far in the epoch of the batch. */
  public static final String SEALED_HEADER = "Gatehouse-Sealed";

  /** Revision of the settings the SDK runs on; 0 = none. */
  public static final String SETTINGS_HEADER = "Gatehouse-Settings";

  /** Largest body a server must take, uncompressed; SDKs seal well below it. */
  public static final int MAX_BODY_BYTES = 8 * 1024 * 1024;

  /** Where SDKs seal a batch. */
  public static final int SEAL_BYTES = 1024 * 1024;

  /** Longest identifier of a consumer, in UTF-16 units. */
  public static final int MAX_CONSUMER_CHARS = 128;

  /** Longest name or group of a consumer, in UTF-16 units. */
  public static final int MAX_CONSUMER_NAME_CHARS = 64;

  private Protocol() {}
}
