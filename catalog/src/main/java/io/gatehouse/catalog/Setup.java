// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.time.Clock;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;

/** The one-time token that lets the first user in: at least 128 bits, one hour, one use. */
public final class Setup {

  public static final Duration VALID = Duration.ofHours(1);

  private final Jdbi jdbi;
  private final Clock clock;

  Setup(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** Makes a new token; an older one ends. */
  public String issue() {
    String secret = Secrets.random();
    call(
        jdbi,
        handle -> {
          handle.execute("DELETE FROM setup_token");
          return handle.execute(
              "INSERT INTO setup_token (secret_hash, expires_at) VALUES (?, ?)",
              Secrets.hash(secret),
              clock.millis() + VALID.toMillis());
        });
    return secret;
  }

  /**
   * Uses the token up. Call it in the transaction that creates the first member, so that of two
   * callers with the same token one gets in.
   *
   * @return false when it is wrong, expired or used
   */
  public boolean redeem(String secret) {
    return call(
        jdbi,
        handle ->
            handle.execute(
                    "DELETE FROM setup_token WHERE secret_hash = ? AND expires_at > ?",
                    Secrets.hash(secret),
                    clock.millis())
                == 1);
  }
}
