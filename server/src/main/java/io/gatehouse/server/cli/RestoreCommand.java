// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cli;

import io.gatehouse.server.backup.Restore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "restore",
    description = "Brings a backup back, after it has checked all of it.",
    mixinStandardHelpOptions = true,
    footer = {"", "Exit code 0 = everything is back, 1 = nothing is, and why."})
final class RestoreCommand implements Runnable {

  @Parameters(paramLabel = "FILE", description = "The backup.")
  private Path file = Path.of("");

  @Option(
      names = "--replace",
      description = {
        "When the data directory is not empty: move what is there to a folder replaced-<time>",
        "within it. Consumers erased since the backup are erased again."
      })
  private boolean replace;

  @Mixin private CatalogOptions data = new CatalogOptions();

  @Mixin private PassphraseOptions passphrase = new PassphraseOptions();

  @Override
  public void run() {
    Path directory = data.directory();
    Restore.Done done =
        new Restore(file, directory, replace).run(passphrase.forReading(System.getenv()));
    System.out.println(
        "Restored into "
            + directory.toAbsolutePath()
            + ": "
            + BackupCommand.describe(done.manifest()));
    @Nullable Path replaced = done.replaced();
    if (replaced != null) {
      System.out.println(
          "What was there is in " + replaced.toAbsolutePath() + "; delete it when all is well.");
    }
    if (done.erasures() > 0) {
      System.out.println(
          done.erasures() + " consumers erased since the backup will be erased at the next start.");
    }
    if (!done.warning().isEmpty()) {
      System.err.println("gatehouse: " + done.warning());
    }
    System.out.println("Start it with: gatehouse serve --data-dir " + directory);
  }
}
