// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector;

import java.util.UUID;

/** Knows which app a credential belongs to. Answers from memory: it is asked for every request. */
public interface AppDirectory {

  /** Never throws; doubt is {@link Resolution.Unavailable}. */
  Resolution resolveClientId(UUID clientId);

  /** As {@link #resolveClientId}, for the secret token of the native protocol. */
  Resolution resolveIngestToken(String token);

  /** What is known about a credential. */
  sealed interface Resolution {

    /**
     * @param app the catalog's number of the app
     * @param paused true: telemetry is refused politely and dropped
     */
    record Known(int app, boolean paused) implements Resolution {}

    /** There is certainly no such app. SDKs that hear this stop for good. */
    record Unknown() implements Resolution {}

    /** Cannot be told at the moment. */
    record Unavailable() implements Resolution {}
  }
}
