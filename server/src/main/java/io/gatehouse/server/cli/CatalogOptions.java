// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cli;

import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Member;
import io.gatehouse.server.config.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options of the commands that change the catalog. They work beside a running server. */
final class CatalogOptions {

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Data directory of the server. Default: GATEHOUSE_DATA_DIRECTORY, else data.")
  private @Nullable String dataDirectory;

  Path directory() {
    return Path.of(
        dataDirectory != null
            ? dataDirectory
            : System.getenv().getOrDefault("GATEHOUSE_DATA_DIRECTORY", "data"));
  }

  <T> T with(Function<Catalog, T> work) {
    Path directory = directory();
    if (!Files.exists(directory.resolve(Catalog.FILE))) {
      throw new SettingsException(
          "There is no catalog in "
              + directory.toAbsolutePath()
              + ". Start the server once, or name its data directory with --data-dir.");
    }
    try (Catalog catalog = Catalog.open(directory, Clock.systemUTC())) {
      return work.apply(catalog);
    }
  }

  static Member member(Catalog catalog, String email) {
    return catalog
        .members()
        .byEmail(email)
        .orElseThrow(
            () -> new SettingsException("There is no user with the e-mail " + email + "."));
  }
}
