// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads DuckDB's native library without leaving a copy behind.
 *
 * <p>The driver copies its library (71 MB) to a temporary file at each start and asks for its
 * deletion at exit, so each killed process would leave one. There is no setting for the place: it
 * is whatever {@code java.io.tmpdir} was when the JDK first made a temporary file. So the property
 * points to our own folder while the driver loads; and where the system tells which file was mapped
 * (Linux), the file is deleted as soon as it is mapped, wherever it went. Our folder is emptied
 * before.
 */
final class NativeLibrary {

  private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);
  private static final String DRIVER = "org.duckdb.DuckDBDriver";
  private static final String NATIVE = "org.duckdb.DuckDBNative";
  private static final Path MAPPED_FILES = Path.of("/proc/self/maps");

  private static boolean loaded;

  private NativeLibrary() {}

  /** Loads the library through {@code folder}, once per process. */
  static synchronized void load(Path folder) {
    if (loaded) {
      return;
    }
    String before = System.getProperty("java.io.tmpdir");
    try {
      Files.createDirectories(folder);
      empty(folder);
      System.setProperty("java.io.tmpdir", folder.toString());
      Class.forName(DRIVER);
      Class.forName(NATIVE);
      loaded = true;
      deleteMapped();
    } catch (IOException | ClassNotFoundException | LinkageError e) {
      throw new StorageException(
          StorageException.Kind.UNAVAILABLE,
          "DuckDB's native library cannot be loaded through " + folder,
          e);
    } finally {
      System.setProperty("java.io.tmpdir", before);
    }
  }

  private static void empty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static void deleteMapped() {
    if (!Files.isReadable(MAPPED_FILES)) {
      return;
    }
    try (Stream<String> lines = Files.lines(MAPPED_FILES)) {
      List<Path> copies =
          lines
              .filter(line -> line.contains("libduckdb_java") && line.contains("/"))
              .map(line -> Path.of(line.substring(line.indexOf('/')).replace(" (deleted)", "")))
              .distinct()
              .toList();
      for (Path copy : copies) {
        Files.deleteIfExists(copy);
      }
    } catch (IOException e) {
      LOG.info("The copy of DuckDB's library stays until the process ends: {}", e.toString());
    }
  }
}
