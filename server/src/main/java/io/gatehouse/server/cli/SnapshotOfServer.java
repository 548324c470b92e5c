// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.server.AddressFile;
import io.gatehouse.server.backup.BackupException;
import io.gatehouse.server.backup.Snapshots;
import java.net.URI;
import java.nio.file.Path;

/**
 * A snapshot that the running server of a data directory made. Who may read the catalog is let in:
 * each call has a token of its own, made there and revoked after it.
 */
final class SnapshotOfServer implements AutoCloseable {

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
   * @throws CommandException when the server does not answer or refuses, with its reason
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
    try (OwnerToken token = OwnerToken.create(directory, "gatehouse backup")) {
      return new RestCalls(server, token.secret()).call(method, path, null);
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
