// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import io.gatehouse.collector.decode.Normalise;
import io.gatehouse.storage.Batch;

/**
 * Whose message it is.
 *
 * @param environment its slug
 * @param environmentSpelling as the client wrote it
 */
record Sender(int app, String environment, String environmentSpelling) {

  static Sender of(int app, String environment) {
    return new Sender(
        app, Normalise.environment(environment), Normalise.environmentSpelling(environment));
  }

  Batch.Builder batch(long nowMillis) {
    return Batch.builder(app, environment, nowMillis).environmentSpelling(environmentSpelling);
  }
}
