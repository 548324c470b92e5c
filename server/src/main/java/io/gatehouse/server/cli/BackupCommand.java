// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cli;

import io.gatehouse.catalog.Catalog;
import io.gatehouse.server.DirectoryLock;
import io.gatehouse.server.backup.BackupException;
import io.gatehouse.server.backup.BackupFile;
import io.gatehouse.server.backup.DataFiles;
import io.gatehouse.server.backup.Manifest;
import io.gatehouse.server.backup.Snapshots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "backup",
    description = "Writes everything kept into one encrypted file, also while the server runs.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Keep the passphrase elsewhere: without it nobody can read the backup, you included.",
      "Exit code 0 = the file is whole and on the disk, 1 = there is no new file."
    })
final class BackupCommand implements Runnable {

  @Parameters(
      paramLabel = "FILE",
      description = "The backup. An older one of that name is replaced when the new one is whole.")
  private Path file = Path.of("");

  @Option(
      names = "--verify",
      description = "Only read FILE and check all of it; nothing is restored.")
  private boolean verify;

  @Mixin private CatalogOptions data = new CatalogOptions();

  @Mixin private PassphraseOptions passphrase = new PassphraseOptions();

  @Override
  public void run() {
    if (verify) {
      Manifest manifest = BackupFile.verify(file, passphrase.forReading(System.getenv()));
      System.out.println(file + " is whole: " + describe(manifest));
      return;
    }
    Path directory = data.directory();
    if (!Files.exists(directory.resolve(Catalog.FILE))) {
      throw new BackupException(
          "There is nothing to back up in "
              + directory.toAbsolutePath()
              + ". Name the data directory with --data-dir.");
    }
    char[] secret = passphrase.forWriting(System.getenv());
    Optional<DirectoryLock> lock = DirectoryLock.tryAcquire(directory);
    Manifest manifest =
        lock.isPresent() ? atRest(lock.get(), directory, secret) : running(directory, secret);
    System.out.println("Wrote " + file + ": " + describe(manifest));
  }

  private Manifest atRest(DirectoryLock lock, Path directory, char[] secret) {
    try {
      Manifest manifest = DataFiles.atRest(directory, System.currentTimeMillis());
      BackupFile.write(file, secret, directory, manifest);
      return manifest;
    } finally {
      lock.close();
    }
  }

  private Manifest running(Path directory, char[] secret) {
    SnapshotOfServer server = SnapshotOfServer.make(directory);
    try {
      Manifest manifest = Snapshots.manifest(server.folder());
      BackupFile.write(file, secret, server.folder(), manifest);
      return manifest;
    } finally {
      server.close();
    }
  }

  static String describe(Manifest manifest) {
    return String.format(
        Locale.ROOT,
        "%d files, %,.1f MB, as of %s, by Gatehouse %s.",
        manifest.files().size(),
        manifest.bytes() / 1e6,
        Instant.ofEpochMilli(manifest.createdEpochMillis()),
        manifest.program());
  }
}
