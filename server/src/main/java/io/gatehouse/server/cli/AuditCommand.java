// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cli;

import io.gatehouse.catalog.Audit;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "audit",
    description = "Lists the audit trail, and checks that nobody changed it.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class AuditCommand implements Runnable {

  @Mixin private CatalogOptions options = new CatalogOptions();

  @Override
  public void run() {
    list("", 100);
  }

  @Command(name = "list", description = "Newest first.", mixinStandardHelpOptions = true)
  int list(
      @Option(names = "--search", defaultValue = "", description = "Part of who, what or whom.")
          String search,
      @Option(names = "--limit", defaultValue = "100", description = "Default: 100.") int limit) {
    return options.with(
        catalog -> {
          for (Audit.Entry entry : catalog.audit().list(search, Long.MAX_VALUE, limit)) {
            System.out.printf(
                "%d %s %s %s %s %s%n",
                entry.seq(),
                Instant.ofEpochMilli(entry.at()),
                entry.actor(),
                entry.action(),
                entry.target(),
                entry.detail());
          }
          return 0;
        });
  }

  @Command(
      name = "verify",
      description = "Recomputes the chain of hashes.",
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Exit code 0 = nothing was changed, removed or put in, 1 = something was.",
        "Note the hash it prints elsewhere: who may write to the database can forge a whole chain,",
        "but not one that ends with the hash you noted."
      })
  int verify() {
    return options.with(
        catalog -> {
          Audit.Verification found = catalog.audit().verify();
          Long broken = found.brokenAt();
          if (broken != null) {
            System.err.println(
                "gatehouse: The audit trail was changed: entry "
                    + broken
                    + " is not what was written, or is missing.");
            return 1;
          }
          String hash = catalog.audit().head().map(Audit.Head::hash).orElse("none");
          System.out.println(found.entries() + " entries, all as written. Hash: " + hash);
          return 0;
        });
  }
}
