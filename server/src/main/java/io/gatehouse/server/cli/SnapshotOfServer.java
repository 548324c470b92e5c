// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.catalog.ApiTokens;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Member;
import io.gatehouse.catalog.Role;
import io.gatehouse.server.AddressFile;
import io.gatehouse.server.backup.BackupException;
import io.gatehouse.server.backup.Snapshots;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * A snapshot that the running server of a data directory made. Who may read the catalog is let in:
 * each call has a token of its own, made there and revoked after it.
 */
final class SnapshotOfServer implements AutoCloseable {

  private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private final URI server;
  private final String id;

  private SnapshotOfServer(Path directory, URI server, String id) {
    this.directory = directory;
    this.server = server;
    this.id = id;
  }

  /**
   * Asks for one and waits for it.
   *
   * @throws BackupException when the server does not answer or refuses, with its reason
   */
  static SnapshotOfServer make(Path directory) {
    URI server =
        AddressFile.read(directory)
            .orElseThrow(
                () ->
                    new BackupException(
                        "A server works in "
                            + directory.toAbsolutePath()
                            + ", but does not listen yet. Try again in a moment."));
    JsonNode made = call(directory, server, "POST", "/backups");
    return new SnapshotOfServer(directory, server, made.path("id").asText());
  }

  /** Not as the server calls it: it may see the directory elsewhere. */
  Path folder() {
    return directory.resolve(Snapshots.FOLDER).resolve(id);
  }

  private static JsonNode call(Path directory, URI server, String method, String path) {
    try (Catalog catalog = Catalog.open(directory, Clock.systemUTC())) {
      ApiTokens.Created token = createToken(catalog);
      try {
        return send(
            HttpRequest.newBuilder(server.resolve("/api/v1" + path))
                .header("Authorization", "Bearer " + token.secret())
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build());
      } finally {
        catalog.tokens().revoke(token.token().memberId(), token.token().id());
      }
    }
  }

  private static ApiTokens.Created createToken(Catalog catalog) {
    Member owner =
        catalog.members().list(1).stream()
            .filter(member -> member.role() == Role.OWNER && !member.disabled())
            .findFirst()
            .orElseThrow(
                () ->
                    new BackupException(
                        "A running server makes backups for an owner, and there is none yet. Add"
                            + " one with gatehouse user add, or stop the server."));
    long until = System.currentTimeMillis() + TOKEN_LIFE.toMillis();
    return catalog.inTransaction(
        () -> {
          catalog.audit().record("command line", "token.create", "gatehouse backup", "{}", "");
          return catalog.tokens().create(owner.id(), "gatehouse backup", Role.OWNER, until);
        });
  }

  private static JsonNode send(HttpRequest request) {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    try {
      HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      JsonNode json = answer.body().length == 0 ? JSON.missingNode() : JSON.readTree(answer.body());
      if (answer.statusCode() >= 300) {
        throw new BackupException(
            json.path("detail").asText("The server answered " + answer.statusCode() + "."));
      }
      return json;
    } catch (IOException e) {
      throw new BackupException(
          "The server at "
              + request.uri().resolve("/")
              + " does not answer: "
              + e.getClass().getSimpleName()
              + ".",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackupException("Interrupted while the server made the backup.", e);
    }
  }

  /** Removes it; when that fails, the server does so at its next start or backup. */
  @Override
  public void close() {
    try {
      call(directory, server, "DELETE", "/backups/" + id);
    } catch (RuntimeException e) {
      System.err.println("gatehouse: The server's copy stays for a day: " + e.getMessage());
    }
  }
}
