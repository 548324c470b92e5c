// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.config;

/**
 * Ports of their own for OpenTelemetry. The server's port takes it as well, over HTTP and gRPC.
 *
 * @param httpPort 0 = none
 * @param grpcPort 0 = none
 */
public record OtlpConfig(int httpPort, int grpcPort) {

  public static OtlpConfig from(Settings settings) {
    OtlpConfig config =
        new OtlpConfig(
            settings.integer(
                "ingest.otlp-http-port",
                0,
                0,
                65_535,
                "A port for OpenTelemetry over HTTP alone, usually 4318; 0 = none. server.port"
                    + " takes it in any case, at /v1/traces, /v1/metrics and /v1/logs."),
            settings.integer(
                "ingest.otlp-grpc-port",
                0,
                0,
                65_535,
                "A port for OpenTelemetry over gRPC alone, usually 4317; 0 = none. server.port"
                    + " takes it in any case."));
    if (config.httpPort > 0 && config.httpPort == config.grpcPort) {
      throw new SettingsException(
          "The settings ingest.otlp-http-port and ingest.otlp-grpc-port are both "
              + config.grpcPort
              + "; each needs a port of its own.");
    }
    return config;
  }
}
