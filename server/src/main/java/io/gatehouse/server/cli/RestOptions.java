// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.server.AddressFile;
import io.gatehouse.server.config.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Which server a command asks: the one of a data directory, or one elsewhere with a token. */
final class RestOptions {

  @Mixin private CatalogOptions data = new CatalogOptions();

  @Option(
      names = "--server",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "A server elsewhere. Default: the one that works in the data directory.")
  private @Nullable String server;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Holds an API token for --server.")
  private @Nullable Path tokenFile;

  /**
   * Does something with the server's API.
   *
   * @param purpose the command, for the audit trail
   * @return the exit code
   */
  int with(String purpose, ToIntFunction<RestCalls> work) {
    if (server != null) {
      return work.applyAsInt(new RestCalls(address(server), token()));
    }
    Path directory = data.directory();
    URI local =
        AddressFile.read(directory)
            .orElseThrow(
                () ->
                    new SettingsException(
                        "No server works in "
                            + directory.toAbsolutePath()
                            + ". Start it, name its directory with --data-dir, or a server"
                            + " elsewhere with --server and --token-file."));
    try (OwnerToken token = OwnerToken.create(directory, purpose)) {
      return work.applyAsInt(new RestCalls(local, token.secret()));
    }
  }

  private static URI address(String text) {
    if (!text.matches("https?://[^\\s/]+.*")) {
      throw new SettingsException(
          "--server is \"" + text + "\", but must be a URL such as https://gatehouse.example.com.");
    }
    return URI.create(text);
  }

  private String token() {
    if (tokenFile == null) {
      throw new SettingsException("--server needs --token-file, a file with an API token.");
    }
    try {
      return Files.readString(tokenFile).strip();
    } catch (IOException e) {
      throw new CommandException("The token file " + tokenFile + " cannot be read.", e);
    }
  }

  /**
   * The id of the app that is meant.
   *
   * @param named by its id; null = the only one
   */
  static String app(RestCalls server, @Nullable String named) {
    if (named != null) {
      return named;
    }
    List<String> ids = new ArrayList<>();
    for (JsonNode app : server.call("GET", "/apps", null).path("items")) {
      ids.add(app.path("id").asText());
    }
    if (ids.size() != 1) {
      throw new SettingsException(
          ids.isEmpty()
              ? "There is no app yet."
              : "Name one of the apps with --app: " + String.join(", ", ids) + ".");
    }
    return ids.get(0);
  }
}
