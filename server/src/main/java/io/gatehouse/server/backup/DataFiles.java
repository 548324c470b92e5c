// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.backup;

import io.gatehouse.server.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The files of a data directory that a backup is made of. */
public final class DataFiles {

  /** catalog, store/…, store/requests/…, log/…, log/quarantine/… */
  private static final int DEPTH = 3;

  private DataFiles() {}

  /**
   * What lies in a data directory that no server works in.
   *
   * @throws BackupException when it cannot be read
   */
  public static Manifest atRest(Path directory, long nowEpochMillis) {
    if (Files.exists(directory.resolve(Restore.UNFINISHED))) {
      throw new BackupException(
          "A restore into " + directory.toAbsolutePath() + " was not finished; do that first.");
    }
    try {
      return new Manifest(
          Manifest.FORMAT, Version.CURRENT, nowEpochMillis, null, null, describe(directory));
    } catch (IOException e) {
      throw new BackupException(
          directory.toAbsolutePath() + " cannot be read: " + Disks.reason(e) + ".", e);
    }
  }

  static List<Manifest.Item> describe(Path root) throws IOException {
    List<String> paths;
    try (Stream<Path> found = Files.walk(root, DEPTH)) {
      paths =
          found
              .filter(Files::isRegularFile)
              .map(path -> slashed(root.relativize(path)))
              // A day file that was being written has no rows that the tables lack.
              .filter(path -> Manifest.allows(path) && !path.endsWith(".tmp"))
              .sorted()
              .toList();
    }
    List<Manifest.Item> items = new ArrayList<>();
    for (String path : paths) {
      items.add(Disks.describe(root, path));
    }
    return items;
  }

  private static String slashed(Path relative) {
    return StreamSupport.stream(relative.spliterator(), false)
        .map(Path::toString)
        .collect(Collectors.joining("/"));
  }
}
