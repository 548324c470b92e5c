// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.CatalogException;
import io.gatehouse.collector.log.SegmentIngestLog;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.Version;
import io.gatehouse.server.keys.KeyMaterial;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.Maintenance;
import io.gatehouse.storage.Storage;
import io.gatehouse.storage.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Copies of everything kept, made while data comes in, each in a folder of its own below {@link
 * #FOLDER}: the store as one transaction sees it, the log from that position on, then the catalog,
 * which so knows every app that the other two mention. Everything acknowledged before the beginning
 * is in it.
 *
 * <p>Thread-safe; one is made at a time.
 */
public final class Snapshots {

  /** Within the data directory. */
  public static final String FOLDER = "backup";

  static final String MANIFEST = "manifest.json";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ID = "\\d{8}-\\d{6}-[0-9a-f]{8}";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Whoever asked for a snapshot has fetched it by then, or has died. */
  private static final Duration KEEP_FOR = Duration.ofDays(1);

  private final Path directory;
  private final Catalog catalog;
  private final Storage storage;
  private final SegmentIngestLog log;
  private final Supplier<LogPosition> stored;
  private final long reserveBytes;
  private final InstantSource clock;
  private final ReentrantLock making = new ReentrantLock();

  /**
   * @param directory the data directory
   * @param stored up to where the store has the log
   * @param reserveBytes free space that stays for taking in
   */
  public Snapshots(
      Path directory,
      Catalog catalog,
      Storage storage,
      SegmentIngestLog log,
      Supplier<LogPosition> stored,
      long reserveBytes,
      InstantSource clock) {
    this.directory = directory;
    this.catalog = catalog;
    this.storage = storage;
    this.log = log;
    this.stored = stored;
    this.reserveBytes = reserveBytes;
    this.clock = clock;
  }

  /**
   * @param bytes that it holds; most of them take no space of their own
   */
  public record Made(String id, String folder, long bytes) {}

  /** Deletes what an earlier process left. */
  public static void removeAll(Path directory) {
    try {
      Disks.deleteTree(directory.resolve(FOLDER));
    } catch (IOException e) {
      throw new UncheckedIOException("old snapshots cannot be deleted: " + e.getMessage(), e);
    }
  }

  /** An id for {@link #make}. */
  public String newId() {
    return TIME.format(clock.instant()) + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  /**
   * Makes a snapshot.
   *
   * @throws GatehouseException when another is being made, space is short, or it fails; nothing is
   *     left then
   */
  public Made make(String id) {
    if (!making.tryLock()) {
      throw new GatehouseException(
          ErrorCode.CONFLICT, "Another backup is being made. Try again when it is done.");
    }
    Path folder = folder(id);
    boolean done = false;
    try {
      removeOld();
      requireSpace();
      Made made = new Made(id, folder.toAbsolutePath().toString(), fill(folder).bytes());
      done = true;
      return made;
    } catch (IOException | UncheckedIOException | StorageException | CatalogException e) {
      String reason = e instanceof IOException io ? Disks.reason(io) : e.getMessage();
      throw new GatehouseException(
          ErrorCode.UNAVAILABLE, "The backup could not be made: " + reason, e);
    } finally {
      if (!done) {
        Disks.deleteQuietly(folder);
      }
      making.unlock();
    }
  }

  private Path folder(String id) {
    return directory.resolve(FOLDER).resolve(id);
  }

  private Manifest fill(Path folder) throws IOException {
    long begun = clock.millis();
    Path segments = Files.createDirectories(folder.resolve("log"));
    Path store = Files.createDirectories(folder.resolve("store"));
    log.linkTo(segments, stored.get());
    Maintenance.Snapshot snapshot = storage.maintenance().snapshot(store);
    log.copyTo(segments, snapshot.position());
    catalog.copyTo(folder.resolve(Catalog.FILE));
    copyKeys(Files.createDirectories(folder.resolve(KeyMaterial.FOLDER)));
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT,
            Version.CURRENT,
            begun,
            catalog.schemaVersion(),
            snapshot.schema(),
            DataFiles.describe(folder));
    byte[] json = JSON.writeValueAsBytes(manifest);
    Path file = folder.resolve(MANIFEST);
    Files.write(file, json);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    return manifest;
  }

  /** After the catalog: a pepper is made before the hashes that need it, and is never deleted. */
  private void copyKeys(Path target) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(directory.resolve(KeyMaterial.FOLDER))) {
      files = found.filter(file -> !file.toString().endsWith(".tmp")).toList();
    }
    for (Path file : files) {
      Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  /** What {@link #make} wrote about a snapshot. */
  public static Manifest manifest(Path folder) {
    try {
      return JSON.readValue(folder.resolve(MANIFEST).toFile(), Manifest.class);
    } catch (IOException e) {
      throw new BackupException(
          "The server's snapshot in " + folder + " cannot be read: " + Disks.reason(e) + ".", e);
    }
  }

  /** The copies of store and catalog take space; the rest are second names, but for one segment. */
  private void requireSpace() throws IOException {
    long catalogBytes = directory.resolve(Catalog.FILE).toFile().length();
    long needed =
        storage.maintenance().snapshotBytes() + catalogBytes + log.activeSegmentBytes() + (8 << 20);
    long free = Disks.usableBytes(directory);
    if (free - needed < reserveBytes) {
      throw new GatehouseException(
          ErrorCode.UNAVAILABLE,
          "A backup needs about %s on the disk of %s, and %s stay reserved for taking in, but %s are free. Free some space, or stop the server and back up then, which needs none there."
              .formatted(
                  Disks.megabytes(needed),
                  directory.toAbsolutePath(),
                  Disks.megabytes(reserveBytes),
                  Disks.megabytes(free)));
    }
  }

  private void removeOld() throws IOException {
    Path all = directory.resolve(FOLDER);
    if (!Files.isDirectory(all)) {
      return;
    }
    List<Path> folders;
    try (Stream<Path> found = Files.list(all)) {
      folders = found.toList();
    }
    Instant oldest = clock.instant().minus(KEEP_FOR);
    for (Path folder : folders) {
      if (Files.getLastModifiedTime(folder).toInstant().isBefore(oldest)) {
        Disks.deleteTree(folder);
      }
    }
  }

  /**
   * Deletes a snapshot.
   *
   * @return false when there is none of that id
   */
  public boolean delete(String id) {
    if (!id.matches(ID) || !Files.isDirectory(folder(id))) {
      return false;
    }
    making.lock();
    try {
      Disks.deleteTree(folder(id));
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("the snapshot cannot be deleted: " + Disks.reason(e), e);
    } finally {
      making.unlock();
    }
  }
}
