// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.config;

import java.util.List;

/**
 * Ports of their own for OpenTelemetry, which the server's port takes as well, over HTTP and gRPC;
 * and whose pages may send it.
 *
 * @param httpPort 0 = none
 * @param grpcPort 0 = none
 * @param browserOrigins origins of pages, e.g. {@code https://shop.example}
 */
public record OtlpConfig(int httpPort, int grpcPort, List<String> browserOrigins) {

  public OtlpConfig {
    browserOrigins = List.copyOf(browserOrigins);
  }

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
                    + " takes it in any case."),
            settings.list(
                "ingest.browser-origins",
                "Origins of pages that may send OpenTelemetry from the browser, such as"
                    + " https://shop.example; empty = none. What is in a page is no secret: give it"
                    + " a key of its own."));
    for (String origin : config.browserOrigins) {
      if (!origin.matches("https?://[^/\\s*]+")) {
        throw new SettingsException(
            "The setting ingest.browser-origins has \""
                + origin
                + "\", but needs origins such as https://shop.example.");
      }
    }
    if (config.httpPort > 0 && config.httpPort == config.grpcPort) {
      throw new SettingsException(
          "The settings ingest.otlp-http-port and ingest.otlp-grpc-port are both "
              + config.grpcPort
              + "; each needs a port of its own.");
    }
    return config;
  }
}
