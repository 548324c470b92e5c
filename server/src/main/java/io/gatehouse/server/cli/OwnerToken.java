// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cli;

import io.gatehouse.catalog.ApiTokens;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Member;
import io.gatehouse.catalog.Role;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * An API token of an owner, made in the catalog for one command and revoked after it: who may write
 * to the catalog may ask its server for anything.
 */
final class OwnerToken implements AutoCloseable {

  private static final Duration LIFE = Duration.ofMinutes(5);

  private final Path directory;
  private final ApiTokens.Created token;

  private OwnerToken(Path directory, ApiTokens.Created token) {
    this.directory = directory;
    this.token = token;
  }

  /**
   * Makes one.
   *
   * @param purpose the command, for the audit trail
   * @throws CommandException when there is no owner yet
   */
  static OwnerToken create(Path directory, String purpose) {
    try (Catalog catalog = Catalog.open(directory, Clock.systemUTC())) {
      Member owner =
          catalog.members().list(1).stream()
              .filter(member -> member.role() == Role.OWNER && !member.disabled())
              .findFirst()
              .orElseThrow(
                  () ->
                      new CommandException(
                          "A running server does this for an owner, and there is none yet. Add one"
                              + " with gatehouse user add."));
      long until = System.currentTimeMillis() + LIFE.toMillis();
      return new OwnerToken(
          directory,
          catalog.inTransaction(
              () -> {
                catalog.audit().record("command line", "token.create", purpose, "{}", "");
                return catalog.tokens().create(owner.id(), purpose, Role.OWNER, until);
              }));
    }
  }

  String secret() {
    return token.secret();
  }

  @Override
  public void close() {
    try (Catalog catalog = Catalog.open(directory, Clock.systemUTC())) {
      catalog.tokens().revoke(token.token().memberId(), token.token().id());
    }
  }
}
