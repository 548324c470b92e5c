// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Argon2id (RFC 9106) with 64 MiB and 3 passes, as PHC strings. At most two run at once, so that
 * guessing cannot use up memory.
 */
public final class Passwords {

  public static final int MIN_LENGTH = 10;
  public static final int MAX_LENGTH = 128;

  private static final Argon2Function ARGON2 =
      Argon2Function.getInstance(64 * 1024, 3, 1, 32, Argon2.ID);

  private final Semaphore running = new Semaphore(2, true);
  private final Set<String> common = loadCommon();
  private volatile @Nullable String decoy;

  /** Why a new password is not good enough; empty = it is. */
  public Optional<String> refuse(String password, String email) {
    int length = password.codePointCount(0, password.length());
    if (length < MIN_LENGTH || length > MAX_LENGTH) {
      return Optional.of(
          "The password has "
              + length
              + " characters; it needs "
              + MIN_LENGTH
              + " to "
              + MAX_LENGTH
              + ".");
    }
    String lower = password.toLowerCase(Locale.ROOT);
    if (common.contains(lower)) {
      return Optional.of("This password is on the list of common passwords. Choose another.");
    }
    if (password.chars().distinct().count() < 4) {
      return Optional.of("The password repeats the same few characters. Choose another.");
    }
    String account = email.strip().toLowerCase(Locale.ROOT);
    int at = account.indexOf('@');
    String localPart = at > 0 ? account.substring(0, at) : account;
    if (lower.equals(account) || (localPart.length() >= 4 && lower.startsWith(localPart))) {
      return Optional.of("The password begins with your e-mail address. Choose another.");
    }
    return Optional.empty();
  }

  public String hash(String password) {
    return bounded(() -> Password.hash(password).addRandomSalt(16).with(ARGON2).getResult());
  }

  /**
   * Compares in a time that does not tell whether the account exists.
   *
   * @param hash null for an unknown account or one without a password: never equal
   */
  public boolean matches(String password, @Nullable String hash) {
    String compared = hash != null ? hash : decoyHash();
    boolean equal =
        bounded(
            () ->
                Password.check(password, compared)
                    .with(Argon2Function.getInstanceFromHash(compared)));
    return equal && hash != null;
  }

  private String decoyHash() {
    String known = decoy;
    if (known == null) {
      known = hash("an account that does not exist");
      decoy = known;
    }
    return known;
  }

  /** Whether a hash was made with other parameters than today's. */
  public boolean isOutdated(String hash) {
    return !Argon2Function.getInstanceFromHash(hash).equals(ARGON2);
  }

  private <T> T bounded(java.util.function.Supplier<T> work) {
    running.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      running.release();
    }
  }

  private static Set<String> loadCommon() {
    try (InputStream list = Passwords.class.getResourceAsStream("common-passwords.txt")) {
      if (list == null) {
        throw new IllegalStateException("common-passwords.txt is missing from the jar");
      }
      return new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
