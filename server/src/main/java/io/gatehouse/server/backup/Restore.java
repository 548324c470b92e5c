// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.backup;

import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.CatalogException;
import io.gatehouse.catalog.Erasures;
import io.gatehouse.server.DirectoryLock;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings a backup back. The whole file is proven before anything is touched. Then it is unpacked
 * into {@link #UNFINISHED} within the directory, made durable, and moved to its place, the catalog
 * last; as long as that folder is there no server starts, so that nobody works on one half.
 */
public final class Restore {

  /** Within the data directory while a restore is under way. */
  public static final String UNFINISHED = "restoring";

  /** Within the data directory: since when erasures have to be done again. */
  public static final String ERASE_AGAIN = "erase-again";

  private static final String REPLACED = "replaced-";

  /** What a restore leaves where it is: they are of the place, not of the data. */
  private static final Set<String> STAYS =
      Set.of("gatehouse.properties", "lock", "lost+found", UNFINISHED);

  private static final long SPARE_BYTES = 64L << 20;

  private final Path file;
  private final Path directory;
  private final boolean replace;

  /**
   * @param directory the data directory to be
   * @param replace move aside what is there
   */
  public Restore(Path file, Path directory, boolean replace) {
    this.file = file;
    this.directory = directory;
    this.replace = replace;
  }

  /**
   * @param replaced where the old data is now; null = there was none
   * @param erasures how many consumers were erased there since the backup and will be again
   * @param warning for people; empty when all is well
   */
  public record Done(Manifest manifest, @Nullable Path replaced, int erasures, String warning) {}

  /**
   * Restores.
   *
   * @throws BackupException when it cannot be done; the directory is as before, or says so at the
   *     next start
   */
  public Done run(char[] passphrase) {
    try {
      if (!replace && !present().isEmpty()) {
        throw new BackupException(
            "%s is not empty: it holds %s. Name an empty directory, or add --replace, which moves what is there to a folder %s… within it."
                .formatted(
                    directory.toAbsolutePath(), String.join(", ", names(present())), REPLACED));
      }
      Manifest manifest = BackupFile.verify(file, passphrase);
      requireSpace(manifest);
      DirectoryLock lock = DirectoryLock.acquire(directory);
      try {
        return restore(passphrase, manifest);
      } finally {
        lock.close();
      }
    } catch (IOException e) {
      throw new BackupException(
          "The backup cannot be restored into "
              + directory.toAbsolutePath()
              + ": "
              + Disks.reason(e)
              + ".",
          e);
    }
  }

  private Done restore(char[] passphrase, Manifest proven) throws IOException {
    Path unpacked = directory.resolve(UNFINISHED);
    boolean first = !Files.exists(unpacked);
    try {
      Disks.deleteTree(unpacked);
      unpack(passphrase, proven, unpacked);
    } catch (IOException | RuntimeException e) {
      if (first) {
        Disks.deleteQuietly(unpacked);
      }
      throw e;
    }
    List<String> warnings = new ArrayList<>();
    int erasures = takeOverErasures(unpacked, proven.createdEpochMillis(), warnings);
    List<Path> old = present();
    Path replaced = old.isEmpty() ? null : moveAside(old);
    for (Path entry : entries(unpacked, catalogLast())) {
      Files.move(entry, directory.resolve(entry.getFileName()));
    }
    Disks.sync(directory);
    Disks.deleteTree(unpacked);
    Disks.sync(directory);
    return new Done(proven, replaced, erasures, String.join(" ", warnings));
  }

  private void requireSpace(Manifest manifest) throws IOException {
    long free = Disks.usableBytes(directory);
    long needed = manifest.bytes() + SPARE_BYTES;
    if (free < needed) {
      throw new BackupException(
          "%s needs %s on the disk of %s, but %s are free. Nothing was touched."
              .formatted(
                  file,
                  Disks.megabytes(needed),
                  directory.toAbsolutePath(),
                  Disks.megabytes(free)));
    }
  }

  private void unpack(char[] passphrase, Manifest proven, Path target) throws IOException {
    Files.createDirectories(target.resolve("log"));
    Files.createDirectories(target.resolve("store"));
    Manifest read = BackupFile.read(file, passphrase, item -> create(target, item));
    if (!read.equals(proven)) {
      throw new BackupException(file + " changed while it was restored.");
    }
    Path since = target.resolve(ERASE_AGAIN);
    Files.writeString(since, Long.toString(proven.createdEpochMillis()));
    sync(since);
    // Brings its tables up to date, or refuses those of a newer program.
    Catalog.open(target, Clock.systemUTC()).close();
    sync(target.resolve(Catalog.FILE));
    for (String folder : List.of("log/quarantine", "log", "store/requests", "store", "keys", "")) {
      if (Files.isDirectory(target.resolve(folder))) {
        Disks.sync(target.resolve(folder));
      }
    }
  }

  private static OutputStream create(Path target, Manifest.Item item) throws IOException {
    Path path = target.resolve(item.path());
    Files.createDirectories(Disks.folderOf(path));
    FileChannel channel = Disks.createPrivate(path);
    return new FilterOutputStream(Channels.newOutputStream(channel)) {
      @Override
      public void write(byte[] bytes, int from, int count) throws IOException {
        out.write(bytes, from, count);
      }

      @Override
      public void close() throws IOException {
        channel.force(true);
        super.close();
      }
    };
  }

  /** Erasures are promises to people: data that comes back is erased again. */
  private int takeOverErasures(Path unpacked, long since, List<String> warnings)
      throws IOException {
    List<Erasures.Erasure> erasures = new ArrayList<>();
    for (Path catalog : oldCatalogs()) {
      try {
        erasures.addAll(Erasures.of(catalog, since));
      } catch (CatalogException e) {
        warnings.add("It is not known whom people had erased since the backup: " + e.getMessage());
      }
    }
    if (erasures.isEmpty()) {
      return 0;
    }
    try (Catalog restored = Catalog.open(unpacked, Clock.systemUTC())) {
      restored.erasures().takeOver(erasures);
      return restored.erasures().since(since).size();
    } finally {
      sync(unpacked.resolve(Catalog.FILE));
    }
  }

  /** Of what is there, and of what restores that were not finished have moved aside. */
  private List<Path> oldCatalogs() throws IOException {
    List<Path> found = new ArrayList<>();
    found.add(directory.resolve(Catalog.FILE));
    for (Path entry : entries(directory, Comparator.naturalOrder())) {
      if (String.valueOf(entry.getFileName()).startsWith(REPLACED)) {
        found.add(entry.resolve(Catalog.FILE));
      }
    }
    return found;
  }

  private Path moveAside(List<Path> old) throws IOException {
    String time =
        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC)
            .format(Instant.now());
    Path aside = Files.createDirectory(directory.resolve(REPLACED + time));
    for (Path entry : old) {
      Files.move(entry, aside.resolve(entry.getFileName()));
    }
    Disks.sync(aside);
    Disks.sync(directory);
    return aside;
  }

  /** What a restore would replace. */
  private List<Path> present() throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path entry : entries(directory, Comparator.naturalOrder())) {
      String name = String.valueOf(entry.getFileName());
      if (!STAYS.contains(name) && !name.startsWith(REPLACED)) {
        found.add(entry);
      }
    }
    return found;
  }

  private static List<String> names(List<Path> entries) {
    return entries.stream().map(entry -> String.valueOf(entry.getFileName())).toList();
  }

  private static Comparator<Path> catalogLast() {
    return Comparator.comparing(
            (Path entry) -> String.valueOf(entry.getFileName()).startsWith(Catalog.FILE))
        .thenComparing(Comparator.naturalOrder());
  }

  private static List<Path> entries(Path folder, Comparator<Path> order) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folder)) {
      return found.sorted(order).toList();
    }
  }

  private static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
