// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one-time link for the first user: in the log, and in a file that only the owner can read. */
public final class SetupLink {

  static final String FILE = "setup-link";

  private static final Logger log = LoggerFactory.getLogger(SetupLink.class);

  private SetupLink() {}

  /** Issues a new link as long as nobody can sign in. */
  public static void printIfNeeded(GatehouseServer server) {
    Path file = server.config().dataDirectory().resolve(FILE);
    try {
      Files.deleteIfExists(file);
      if (server.catalog().members().any()) {
        return;
      }
      String publicUrl = server.config().http().publicUrl();
      String base = publicUrl.isEmpty() ? server.localUrl().toString() : publicUrl;
      String link = base + "/setup#token=" + server.catalog().setup().issue();
      if (Files.getFileStore(file.getParent()).supportsFileAttributeView("posix")) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(file, link + System.lineSeparator());
      log.info("Nobody can sign in yet. Within an hour, open {}", link);
      log.info("The link is also in {}", file.toAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the setup link to " + file, e);
    }
  }
}
