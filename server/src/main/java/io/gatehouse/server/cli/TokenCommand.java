// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cli;

import io.gatehouse.catalog.ApiTokens;
import io.gatehouse.catalog.Member;
import io.gatehouse.catalog.Role;
import io.gatehouse.server.config.SettingsException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "token",
    description = "Lists, creates and revokes API tokens.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class TokenCommand implements Runnable {

  @Mixin private CatalogOptions options = new CatalogOptions();

  @Override
  public void run() {
    list();
  }

  @Command(name = "list", description = "Lists tokens.", mixinStandardHelpOptions = true)
  int list() {
    return options.with(
        catalog -> {
          for (Member member : catalog.members().list(1)) {
            for (ApiTokens.ApiToken token : catalog.tokens().list(member.id())) {
              System.out.printf(
                  "%s %-24s %-8s %s %s%n",
                  token.id(), token.name(), token.role().text(), token.prefix(), member.email());
            }
          }
          return 0;
        });
  }

  @Command(
      name = "create",
      description = "Creates a token and prints it, this once.",
      mixinStandardHelpOptions = true)
  int create(
      @Parameters(paramLabel = "EMAIL", description = "Whose token.") String email,
      @Option(names = "--name", defaultValue = "command line") String name,
      @Option(names = "--role", description = "At most the user's own, which is the default.")
          @Nullable String role,
      @Option(names = "--days", description = "Valid for so many days; default: until revoked.")
          @Nullable Integer days) {
    return options.with(
        catalog ->
            catalog.inTransaction(
                () -> {
                  Member member = CatalogOptions.member(catalog, email);
                  Role granted = role == null ? member.role() : Role.of(role);
                  if (!member.role().includes(granted)) {
                    throw new SettingsException(
                        email
                            + " has the role "
                            + member.role().text()
                            + " and cannot have a token with the role "
                            + granted.text()
                            + ".");
                  }
                  Long expiresAt =
                      days == null
                          ? null
                          : (Long) Instant.now().plus(Duration.ofDays(days)).toEpochMilli();
                  ApiTokens.Created created =
                      catalog.tokens().create(member.id(), name, granted, expiresAt);
                  catalog.audit().record("command line", "token.create", name, "{}", "");
                  System.out.println(created.secret());
                  return 0;
                }));
  }

  @Command(name = "revoke", description = "Ends a token.", mixinStandardHelpOptions = true)
  int revoke(@Parameters(paramLabel = "ID") String id) {
    return options.with(
        catalog ->
            catalog.inTransaction(
                () -> {
                  boolean revoked =
                      catalog.members().list(1).stream()
                          .anyMatch(member -> catalog.tokens().revoke(member.id(), id));
                  if (!revoked) {
                    throw new SettingsException("There is no token with the id " + id + ".");
                  }
                  catalog.audit().record("command line", "token.revoke", id, "{}", "");
                  System.out.println("Revoked.");
                  return 0;
                }));
  }
}
