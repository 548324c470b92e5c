// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps signed snapshots on disk, so that a service can start while the server is away: the newest
 * one of all keys and the changes since. Only the owner of the process may read the files; there
 * are no secrets of keys in them.
 */
final class SnapshotFolder {

  private static final String SIGNER = "signer";
  private static final String ALL = ".all";
  private static final String CHANGES = ".changes";
  private static final int DIGITS = 19;

  private final Path folder;

  SnapshotFolder(Path folder) {
    this.folder = requireNonNull(folder, "folder");
  }

  /** Who signed what lies here, as it was stored; null = nobody yet. */
  byte @Nullable [] signer() throws IOException {
    Path file = folder.resolve(SIGNER);
    return Files.exists(file) ? Base64.getDecoder().decode(Files.readString(file).strip()) : null;
  }

  void storeSigner(byte[] signer) throws IOException {
    write(SIGNER, Base64.getEncoder().encode(signer));
  }

  /** The files in the order in which they have to be applied; the first one has all keys. */
  List<byte[]> load() throws IOException {
    List<Path> files = files();
    int first = -1;
    for (int i = 0; i < files.size(); i++) {
      first = files.get(i).toString().endsWith(ALL) ? i : first;
    }
    List<byte[]> loaded = new ArrayList<>();
    for (int i = first; first >= 0 && i < files.size(); i++) {
      loaded.add(Files.readAllBytes(files.get(i)));
    }
    return loaded;
  }

  /** Keeps a snapshot; one of all keys takes the place of everything before. */
  void store(long revision, boolean all, byte[] bytes) throws IOException {
    List<Path> before = files();
    String number = "%0" + DIGITS + "d";
    String name = number.formatted(revision) + (all ? ALL : CHANGES);
    write(name, bytes);
    if (all) {
      for (Path file : before) {
        if (!file.getFileName().toString().equals(name)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** How many files of changes there are since the last one of all keys. */
  int changes() throws IOException {
    return (int) files().stream().filter(file -> file.toString().endsWith(CHANGES)).count();
  }

  /** By revision; changes come after all keys of the same one. */
  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.{all,changes}")) {
        found.forEach(files::add);
      }
    }
    files.sort(Comparator.comparing(file -> file.getFileName().toString()));
    return files;
  }

  private void write(String name, byte[] bytes) throws IOException {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    if (posix) {
      var ownerOnly = PosixFilePermissions.fromString("rwx------");
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(ownerOnly));
    } else {
      Files.createDirectories(folder);
    }
    Path temporary = folder.resolve(name + ".tmp");
    Files.deleteIfExists(temporary);
    if (posix) {
      var ownerOnly = PosixFilePermissions.fromString("rw-------");
      Files.createFile(temporary, PosixFilePermissions.asFileAttribute(ownerOnly));
    }
    Files.write(temporary, bytes);
    Files.move(
        temporary,
        folder.resolve(name),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }
}
