// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.config;

import java.nio.file.Path;

/** All settings of a server. */
public record ServerConfig(
    Path dataDirectory,
    HttpConfig http,
    IngestConfig ingest,
    OtlpConfig otlp,
    PubsubConfig pubsub,
    StorageConfig storage,
    OutboundConfig outbound,
    MailConfig mail) {

  /**
   * Reads and checks all settings.
   *
   * @throws SettingsException when one is unknown or wrong
   */
  public static ServerConfig from(Settings settings) {
    ServerConfig config =
        new ServerConfig(
            Path.of(
                settings.text(
                    "data.directory", "data", "Directory that holds everything the server keeps.")),
            HttpConfig.from(settings),
            IngestConfig.from(settings),
            OtlpConfig.from(settings),
            PubsubConfig.from(settings),
            StorageConfig.from(settings),
            OutboundConfig.from(settings),
            MailConfig.from(settings));
    int pubsub = config.pubsub.port();
    if (pubsub > 0 && (pubsub == config.otlp.httpPort() || pubsub == config.otlp.grpcPort())) {
      throw new SettingsException(
          "The setting ingest.pubsub-port is the port of OpenTelemetry; it needs one of its own.");
    }
    settings.refuseUnknown();
    return config;
  }
}
