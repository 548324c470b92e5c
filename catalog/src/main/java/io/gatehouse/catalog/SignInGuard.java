// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static io.gatehouse.catalog.ThreadHandle.call;

import java.time.Clock;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;

/**
 * Slows down password guessing: after 5 failures of an account, or 30 from an address, within 5
 * minutes each further try waits, twice as long each time up to 15 minutes. Wrong codes of a second
 * factor count for a day, for whoever sees them asked for knows the password. Nobody is locked out
 * for good, and the counters survive a restart.
 */
public final class SignInGuard {

  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Duration CODE_WINDOW = Duration.ofDays(1);
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

  /**
   * Takes a try of a password. It counts as failed at once, until {@link #succeeded}: of many that
   * come together no more are let through than of as many one by one.
   *
   * @return how long to wait in its place; zero = it may be tried
   */
  public Duration attempt(String email, String address) {
    return attemptOf(account(email), address);
  }

  /** The same for a code of a second factor; its failures do not slow passwords down. */
  public Duration attemptCode(String email, String address) {
    return attemptOf(code(email), address);
  }

  private Duration attemptOf(String subject, String address) {
    return call(
        jdbi,
        handle -> {
          long now = clock.millis();
          long until = Math.max(blockedUntil(subject), blockedUntil(network(address)));
          if (until > now) {
            return Duration.ofMillis(until - now);
          }
          count(subject, FREE_PER_ACCOUNT);
          return Duration.ZERO;
        });
  }

  /** A try from this address was wrong. */
  public void failedFrom(String address) {
    count(network(address), FREE_PER_ADDRESS);
  }

  /** Somebody is in: clears the account, not the address. */
  public void succeeded(String email) {
    call(
        jdbi,
        handle ->
            handle.execute(
                "DELETE FROM sign_in_failure WHERE subject = ? OR subject = ?",
                account(email),
                code(email)));
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
              "DELETE FROM sign_in_failure WHERE blocked_until < ?"
                  + " AND (first_at < ? OR (first_at < ? AND subject NOT LIKE 'code:%'))",
              now, now - CODE_WINDOW.toMillis(), now - WINDOW.toMillis());
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

  private static String code(String email) {
    return "code:" + Secrets.hash(Members.normalise(email));
  }

  private static String network(String address) {
    return "address:" + address;
  }
}
