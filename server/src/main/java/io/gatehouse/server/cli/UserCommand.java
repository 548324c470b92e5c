// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cli;

import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Member;
import io.gatehouse.catalog.Passwords;
import io.gatehouse.catalog.Role;
import io.gatehouse.catalog.SignInPolicies;
import io.gatehouse.catalog.SignInPolicies.SignInPolicy;
import io.gatehouse.server.config.SettingsException;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "user",
    description = "Lists, adds and changes users, also while nobody can sign in.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class UserCommand implements Runnable {

  private static final String ACTOR = "command line";

  @Mixin private CatalogOptions options = new CatalogOptions();

  @Override
  public void run() {
    list();
  }

  @Command(name = "list", description = "Lists users.", mixinStandardHelpOptions = true)
  int list() {
    return options.with(
        catalog -> {
          for (Member member : catalog.members().list(1)) {
            System.out.printf(
                "%-32s %-8s %s%s%n",
                member.email(),
                member.role().text(),
                member.name(),
                member.disabled() ? " (disabled)" : "");
          }
          return 0;
        });
  }

  @Command(
      name = "add",
      description = "Adds a user; asks for the password.",
      mixinStandardHelpOptions = true)
  int add(
      @Parameters(paramLabel = "EMAIL") String email,
      @Option(names = "--name", required = true) String name,
      @Option(
              names = "--role",
              defaultValue = "owner",
              description = "owner, admin, editor, viewer")
          String role,
      @Option(names = "--password-stdin", description = "Read the password from standard input.")
          boolean passwordStdin) {
    String hash = hash(email, passwordStdin);
    Role granted = role(role);
    return options.with(
        catalog ->
            catalog.inTransaction(
                () -> {
                  if (catalog.members().workspaceName(1).isEmpty()) {
                    catalog.members().createWorkspace("Gatehouse");
                  }
                  catalog.members().create(1, name, email, hash, granted, granted != Role.VIEWER);
                  record(catalog, "member.create", email);
                  System.out.println("Added " + email + " as " + granted.text() + ".");
                  return 0;
                }));
  }

  @Command(
      name = "password",
      description = "Sets a user's password and ends their sessions.",
      mixinStandardHelpOptions = true)
  int password(
      @Parameters(paramLabel = "EMAIL") String email,
      @Option(names = "--password-stdin", description = "Read the password from standard input.")
          boolean passwordStdin) {
    String hash = hash(email, passwordStdin);
    return options.with(
        catalog ->
            catalog.inTransaction(
                () -> {
                  Member member = CatalogOptions.member(catalog, email);
                  catalog.members().setPasswordHash(member.id(), hash);
                  catalog.sessions().endAll(member.id(), null);
                  record(catalog, "member.password", email);
                  System.out.println("Changed the password of " + email + ".");
                  return 0;
                }));
  }

  @Command(
      name = "reset-factors",
      description = "Takes authenticator app, passkeys and recovery codes from a user.",
      mixinStandardHelpOptions = true)
  int resetFactors(@Parameters(paramLabel = "EMAIL") String email) {
    return options.with(
        catalog ->
            catalog.inTransaction(
                () -> {
                  Member member = CatalogOptions.member(catalog, email);
                  catalog.secondFactors().reset(member.id());
                  catalog.sessions().endAll(member.id(), null);
                  record(catalog, "member.factors.reset", email);
                  System.out.println(email + " has no second factor any more.");
                  return 0;
                }));
  }

  @Command(
      name = "passwords",
      description =
          "Says who may sign in with a password: all, owners or none. The way back in when"
              + " passwords were switched off and the provider does not work.",
      mixinStandardHelpOptions = true)
  int passwords(@Parameters(paramLabel = "WHO") String who) {
    SignInPolicies.Passwords passwords = passwordsOf(who);
    return options.with(
        catalog ->
            catalog.inTransaction(
                () -> {
                  SignInPolicy before = catalog.signInPolicies().get(1);
                  catalog
                      .signInPolicies()
                      .set(1, new SignInPolicy(before.secondFactor(), passwords));
                  record(catalog, "sign-in-policy.update", "passwords " + passwords.text());
                  System.out.println("Passwords: " + passwords.text() + ".");
                  return 0;
                }));
  }

  private static SignInPolicies.Passwords passwordsOf(String text) {
    try {
      return SignInPolicies.Passwords.of(text);
    } catch (IllegalArgumentException e) {
      throw new SettingsException("\"" + text + "\" is none of all, owners and none.");
    }
  }

  private static void record(Catalog catalog, String action, String email) {
    catalog.audit().record(ACTOR, action, email, "{}", "");
  }

  private static Role role(String text) {
    try {
      return Role.of(text);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          "The role \"" + text + "\" is unknown; choose owner, admin, editor or viewer.");
    }
  }

  private static String hash(String email, boolean fromStandardInput) {
    String password = fromStandardInput ? readLine() : askPassword();
    Passwords passwords = new Passwords();
    passwords
        .refuse(password, email)
        .ifPresent(
            reason -> {
              throw new SettingsException(reason);
            });
    return passwords.hash(password);
  }

  @SuppressWarnings("SystemConsoleNull") // null without a terminal up to Java 21
  private static String askPassword() {
    Console console = System.console();
    char[] typed = console == null ? null : console.readPassword("Password: ");
    if (typed == null) {
      throw new SettingsException(
          "There is no terminal to ask for the password; pipe it in with --password-stdin.");
    }
    return new String(typed);
  }

  private static String readLine() {
    try {
      String line =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
