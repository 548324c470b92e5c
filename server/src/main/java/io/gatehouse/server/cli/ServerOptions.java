// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cli;

import io.gatehouse.server.config.ServerConfig;
import io.gatehouse.server.config.Settings;
import io.gatehouse.server.config.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that start a server. */
final class ServerOptions {

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port for everything; 0 = any free one. Default 8080.")
  private @Nullable String port;

  @Option(
      names = "--otlp-grpc-port",
      paramLabel = "PORT",
      description = "Port for OpenTelemetry over gRPC, usually 4317. Default: none.")
  private @Nullable String otlpGrpcPort;

  @Option(
      names = "--otlp-http-port",
      paramLabel = "PORT",
      description = "Port for OpenTelemetry over HTTP, usually 4318. Default: none.")
  private @Nullable String otlpHttpPort;

  @Option(
      names = "--pubsub-port",
      paramLabel = "PORT",
      description = "Port in the place of Google Pub/Sub, usually 8085. Default: none.")
  private @Nullable String pubsubPort;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Directory that holds everything kept. Default: data; for demo data/demo.")
  private @Nullable String dataDirectory;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings file. Default: gatehouse.properties in the data directory.")
  private @Nullable Path file;

  @Option(
      names = {"-s", "--set"},
      paramLabel = "KEY=VALUE",
      description = "Any setting of docs/settings.md; may be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  ServerConfig read(Map<String, String> defaults) {
    Map<String, String> commandLine = new LinkedHashMap<>(settings);
    if (port != null) {
      commandLine.put("server.port", port);
    }
    if (otlpGrpcPort != null) {
      commandLine.put("ingest.otlp-grpc-port", otlpGrpcPort);
    }
    if (otlpHttpPort != null) {
      commandLine.put("ingest.otlp-http-port", otlpHttpPort);
    }
    if (pubsubPort != null) {
      commandLine.put("ingest.pubsub-port", pubsubPort);
    }
    if (dataDirectory != null) {
      commandLine.put("data.directory", dataDirectory);
    }
    Map<String, String> environment = System.getenv();
    String directory =
        commandLine.getOrDefault(
            "data.directory",
            environment.getOrDefault(
                "GATEHOUSE_DATA_DIRECTORY", defaults.getOrDefault("data.directory", "data")));
    if (file != null && !Files.exists(file)) {
      throw new SettingsException("There is no settings file " + file + ".");
    }
    Path chosen = file != null ? file : Path.of(directory).resolve("gatehouse.properties");
    Map<String, String> fromFile = new LinkedHashMap<>(defaults);
    fromFile.putAll(Settings.readFile(chosen));
    return ServerConfig.from(Settings.of(commandLine, environment, fromFile));
  }
}
