// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.config;

/**
 * Where SDKs of APIToolkit's first generation publish to.
 *
 * @param port 0 = none
 */
public record PubsubConfig(int port) {

  public static PubsubConfig from(Settings settings) {
    return new PubsubConfig(
        settings.integer(
            "ingest.pubsub-port",
            0,
            0,
            65_535,
            "A port in the place of Google Pub/Sub for the first generation of APIToolkit's SDKs,"
                + " usually 8085; 0 = none. It has no TLS: keep it inside your network."));
  }
}
