// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.time.Clock;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;

/**
 * Slows down password guessing: after 5 failures of an account, or 30 from an address, within 5
 * minutes each further try waits, twice as long each time up to 15 minutes. Nobody is locked out
 * for good, and the counters survive a restart.
 */
public final class SignInGuard {

  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
  private static final int FREE_PER_ACCOUNT = 5;
  private static final int FREE_PER_ADDRESS = 30;

  private final Jdbi jdbi;
  private final Clock clock;

  SignInGuard(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** How long this account or address has to wait; zero = may try now. */
  public Duration wait(String email, String address) {
    long now = clock.millis();
    long until = Math.max(blockedUntil(account(email)), blockedUntil(network(address)));
    return until > now ? Duration.ofMillis(until - now) : Duration.ZERO;
  }

  public void failed(String email, String address) {
    count(account(email), FREE_PER_ACCOUNT);
    count(network(address), FREE_PER_ADDRESS);
  }

  /** A right password clears the account, not the address. */
  public void succeeded(String email) {
    call(
        jdbi,
        handle -> handle.execute("DELETE FROM sign_in_failure WHERE subject = ?", account(email)));
  }

  private long blockedUntil(String subject) {
    return call(
        jdbi,
        handle ->
            handle
                .select("SELECT blocked_until FROM sign_in_failure WHERE subject = ?", subject)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
  }

  private void count(String subject, int free) {
    long now = clock.millis();
    call(
        jdbi,
        handle -> {
          handle.execute(
              "DELETE FROM sign_in_failure WHERE first_at < ? AND blocked_until < ?",
              now - WINDOW.toMillis(),
              now);
          handle.execute(
              "INSERT INTO sign_in_failure (subject, failures, first_at, blocked_until)"
                  + " VALUES (?, 0, ?, 0) ON CONFLICT (subject) DO NOTHING",
              subject,
              now);
          int failures =
              1
                  + handle
                      .select("SELECT failures FROM sign_in_failure WHERE subject = ?", subject)
                      .mapTo(Integer.class)
                      .one();
          return handle.execute(
              "UPDATE sign_in_failure SET failures = ?, blocked_until = ? WHERE subject = ?",
              failures,
              failures < free ? 0 : now + waitAfter(failures - free).toMillis(),
              subject);
        });
  }

  static Duration waitAfter(int excess) {
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(excess, 10));
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  private static String account(String email) {
    return "account:" + Secrets.hash(Members.normalise(email));
  }

  private static String network(String address) {
    return "address:" + address;
  }
}
