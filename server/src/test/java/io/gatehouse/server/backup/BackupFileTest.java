// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupFileTest {

  private static final char[] PASSPHRASE = "nine violet trams".toCharArray();

  @TempDir Path directory;

  private Path root;
  private Path file;

  @BeforeEach
  void fill() throws IOException {
    root = directory.resolve("snapshot");
    file = directory.resolve("b.ghb");
    put("catalog.sqlite", 100_000);
    put("store/telemetry.duckdb", 700_000);
    put("store/requests/1-2026-01-01-request-1.parquet", 10);
    put("log/00000000000000000001.log", 0);
  }

  private void put(String path, int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    Files.createDirectories(root.resolve(path).getParent());
    Files.write(root.resolve(path), bytes);
  }

  private Manifest manifest(String... paths) throws IOException {
    List<Manifest.Item> items = new ArrayList<>();
    for (String path : paths) {
      items.add(Disks.describe(root, path));
    }
    return new Manifest(Manifest.FORMAT, "1.0", 5, 4, 3, items);
  }

  private Manifest all() throws IOException {
    return manifest(
        "catalog.sqlite",
        "store/telemetry.duckdb",
        "store/requests/1-2026-01-01-request-1.parquet",
        "log/00000000000000000001.log");
  }

  @Test
  void written_andRead_isTheSame() throws IOException {
    Manifest manifest = all();
    BackupFile.write(file, PASSPHRASE, root, manifest);
    assertThat(BackupFile.verify(file, PASSPHRASE)).isEqualTo(manifest);
    Path out = directory.resolve("out");
    BackupFile.read(
        file,
        PASSPHRASE,
        item -> {
          Files.createDirectories(out.resolve(item.path()).getParent());
          return Files.newOutputStream(out.resolve(item.path()));
        });
    for (Manifest.Item item : manifest.files()) {
      assertThat(out.resolve(item.path())).hasSameBinaryContentAs(root.resolve(item.path()));
    }
    assertThat(directory.resolve("b.ghb.part")).doesNotExist();
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
  }

  @Test
  void fileThatChanged_isToldAndLeavesTheOldBackup() throws IOException {
    Manifest manifest = all();
    BackupFile.write(file, PASSPHRASE, root, manifest);
    byte[] old = Files.readAllBytes(file);
    put("catalog.sqlite", 100_001);
    assertThatThrownBy(() -> BackupFile.write(file, PASSPHRASE, root, manifest))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("catalog.sqlite changed while it was backed up");
    assertThat(file).hasBinaryContent(old);
    assertThat(directory.resolve("b.ghb.part")).doesNotExist();
  }

  @Test
  void folderThatIsMissing_isTold() throws IOException {
    Manifest manifest = all();
    assertThatThrownBy(
            () -> BackupFile.write(directory.resolve("nowhere/b.ghb"), PASSPHRASE, root, manifest))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("cannot be written to " + directory.resolve("nowhere/b.ghb"));
  }

  @Test
  void missingFile_isTold() {
    assertThatThrownBy(() -> BackupFile.verify(file, PASSPHRASE))
        .isInstanceOf(BackupException.class)
        .hasMessage("There is no file " + file + ".");
  }

  @Test
  void pathOutside_isRefused() throws IOException {
    put("log/../evil", 3);
    BackupFile.write(file, PASSPHRASE, root, manifest("log/../evil"));
    assertThatThrownBy(() -> BackupFile.verify(file, PASSPHRASE))
        .hasMessageContaining("none of ours: log/../evil");
    for (String path :
        List.of("/etc/passwd", "../x", "log/..", "log/a/b", "store/x", "gatehouse.properties")) {
      assertThat(Manifest.allows(path)).as(path).isFalse();
    }
  }

  @Test
  void newerForm_isRefusedWithTheVersionToUse() throws IOException {
    BackupFile.write(file, PASSPHRASE, root, new Manifest(2, "9.1", 5, null, null, List.of()));
    assertThatThrownBy(() -> BackupFile.verify(file, PASSPHRASE))
        .hasMessageContaining("was made by Gatehouse 9.1 in a form");
  }
}
