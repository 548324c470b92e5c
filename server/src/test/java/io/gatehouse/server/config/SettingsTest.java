// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.alerting.channel.MailServer;
import io.gatehouse.alerting.outbound.AddressBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void from_nothing_givesThePinnedDefaults() {
    ServerConfig config = ServerConfig.from(Settings.empty());
    assertThat(config)
        .isEqualTo(
            new ServerConfig(
                Path.of("data"),
                new HttpConfig(
                    "", 8080, "", List.of(), false, false, 2_000, Duration.ofSeconds(60)),
                new IngestConfig(96L << 20, 60_000, 60_000, 64L << 20, 2L << 30, 256L << 20),
                new OtlpConfig(0, 0, List.of()),
                new PubsubConfig(0),
                new StorageConfig(512L << 20, 0, Duration.ofSeconds(10)),
                new OutboundConfig(List.of()),
                new MailConfig(
                    new MailServer("", 587, "starttls", null, null, "gatehouse@localhost"))));
  }

  @Test
  void from_everyKey_isRead() {
    Map<String, String> given =
        Map.ofEntries(
            Map.entry("data.directory", "/d"),
            Map.entry("server.address", "::1"),
            Map.entry("server.port", "1"),
            Map.entry("server.public-url", "https://x.example/g/"),
            Map.entry("server.trusted-proxies", "10.0.0.0/8, ::1"),
            Map.entry("server.allow-plain-http-sign-in", "true"),
            Map.entry("server.allow-remote-setup", "TRUE"),
            Map.entry("server.max-connections", "10"),
            Map.entry("server.request-timeout", "2m"),
            Map.entry("ingest.bytes-in-flight", "1MiB"),
            Map.entry("ingest.requests-per-minute-per-app", "1"),
            Map.entry("ingest.requests-per-minute-per-address", "2"),
            Map.entry("ingest.log-segment", "1MB"),
            Map.entry("ingest.log-size", "1GiB"),
            Map.entry("ingest.disk-reserve", "5"),
            Map.entry("ingest.otlp-http-port", "4318"),
            Map.entry("ingest.otlp-grpc-port", "4317"),
            Map.entry("ingest.browser-origins", "https://shop.example"),
            Map.entry("ingest.pubsub-port", "8085"),
            Map.entry("storage.memory", "1GB"),
            Map.entry("storage.threads", "3"),
            Map.entry("storage.query-timeout", "250ms"),
            Map.entry("outbound.allow", "10.0.0.0/8:443, fd00::/8"),
            Map.entry("mail.host", "mail"),
            Map.entry("mail.port", "25"),
            Map.entry("mail.tls", "none"),
            Map.entry("mail.username", "u"),
            Map.entry("mail.password", "p"),
            Map.entry("mail.from", "a@example.com"));
    Settings settings = Settings.of(given, Map.of(), Map.of());
    ServerConfig config = ServerConfig.from(settings);
    assertThat(settings.declarations())
        .extracting(Settings.Declaration::key)
        .containsExactlyInAnyOrderElementsOf(given.keySet());
    assertThat(config)
        .isEqualTo(
            new ServerConfig(
                Path.of("/d"),
                new HttpConfig(
                    "::1",
                    1,
                    "https://x.example/g",
                    List.of(CidrBlock.parse("10.0.0.0/8"), CidrBlock.parse("::1")),
                    true,
                    true,
                    10,
                    Duration.ofMinutes(2)),
                new IngestConfig(1 << 20, 1, 2, 1_000_000, 1L << 30, 5),
                new OtlpConfig(4318, 4317, List.of("https://shop.example")),
                new PubsubConfig(8085),
                new StorageConfig(1_000_000_000, 3, Duration.ofMillis(250)),
                new OutboundConfig(
                    List.of(AddressBlock.parse("10.0.0.0/8:443"), AddressBlock.parse("fd00::/8"))),
                new MailConfig(new MailServer("mail", 25, "none", "u", "p", "a@example.com"))));
  }

  @Test
  void of_severalSources_commandLineWinsOverEnvironmentOverFile() {
    Settings settings =
        Settings.of(
            Map.of("server.port", "1"),
            Map.of("GATEHOUSE_SERVER_PORT", "2", "GATEHOUSE_DATA_DIRECTORY", "env", "PATH", "x"),
            Map.of("server.port", "3", "data.directory", "file", "storage.threads", "4"));
    ServerConfig config = ServerConfig.from(settings);
    assertThat(config.http().port()).isEqualTo(1);
    assertThat(config.dataDirectory()).isEqualTo(Path.of("env"));
    assertThat(config.storage().threads()).isEqualTo(4);
  }

  @Test
  void from_unknownKey_namesTheNearestKnownOne() {
    assertThatThrownBy(
            () -> ServerConfig.from(Settings.of(Map.of("server.prot", "1"), Map.of(), Map.of())))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "Unknown setting server.prot. Did you mean server.port (GATEHOUSE_SERVER_PORT)?");
    assertThatThrownBy(
            () ->
                ServerConfig.from(
                    Settings.of(Map.of(), Map.of("GATEHOUSE_STORAGE_MEMORI", "1"), Map.of())))
        .hasMessageContaining("environment variable GATEHOUSE_STORAGE_MEMORI")
        .hasMessageContaining("storage.memory");
  }

  @Test
  void from_badValue_namesSettingValueAndForm() {
    assertThatThrownBy(
            () ->
                ServerConfig.from(Settings.of(Map.of("server.port", "99999"), Map.of(), Map.of())))
        .hasMessage(
            "The setting server.port is \"99999\", but must be a number from 0 to 65535"
                + " (default 8080).");
    assertThatThrownBy(
            () ->
                ServerConfig.from(
                    Settings.of(Map.of("server.request-timeout", "10"), Map.of(), Map.of())))
        .hasMessageContaining("must be a duration (default 1m)");
    assertThatThrownBy(
            () ->
                ServerConfig.from(
                    Settings.of(Map.of("server.trusted-proxies", "proxy"), Map.of(), Map.of())))
        .hasMessageContaining("\"proxy\"");
  }

  /** Rewrites docs/settings.md with {@code -Dgatehouse.write=true}; otherwise compares. */
  @Test
  void referencePage_isWhatTheDeclarationsSay() throws IOException {
    Settings settings = Settings.empty();
    ServerConfig.from(settings);
    StringBuilder page =
        new StringBuilder(
            """
            # Settings

            This page is generated from the declarations in the code; a test keeps it true.

            A value comes from the command line (`--set key=value`, `--port`, `--data-dir`), else from
            the environment variable, else from `gatehouse.properties` in the data directory (or the
            file named with `--config`), else it is the default. An unknown setting stops the start
            and names the nearest known one. Durations: `250ms`, `10s`, `5m`, `2h`, `7d`. Sizes:
            `500kB`, `96MiB`, `2GiB`.

            | setting | environment variable | kind | default | meaning |
            |---|---|---|---|---|
            """);
    for (Settings.Declaration each : settings.declarations()) {
      page.append(
          "| `%s` | `%s` | %s | %s | %s |%n"
              .formatted(
                  each.key(),
                  each.environmentVariable(),
                  each.kind(),
                  each.defaultText().isEmpty() ? "empty" : "`" + each.defaultText() + "`",
                  each.description()));
    }
    Path file = Path.of("../docs/settings.md");
    if (Boolean.getBoolean("gatehouse.write")) {
      Files.writeString(file, page);
    }
    assertThat(file).hasContent(page.toString());
  }
}
