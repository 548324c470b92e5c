// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordsTest {

  private final Passwords passwords = new Passwords();

  @Test
  void hash_ofAPassword_isArgon2idPhcAndMatchesOnlyIt() {
    String hash = passwords.hash("a long enough secret");
    assertThat(hash).startsWith("$argon2id$v=19$m=65536,t=3,p=1$");
    assertThat(passwords.matches("a long enough secret", hash)).isTrue();
    assertThat(passwords.matches("a long enough Secret", hash)).isFalse();
    assertThat(passwords.matches("a long enough secret", null)).isFalse();
    assertThat(passwords.isOutdated(hash)).isFalse();
    assertThat(passwords.isOutdated(hash.replace("t=3", "t=2"))).isTrue();
  }

  @Test
  void refuse_weakPasswords_saysWhy() {
    assertThat(passwords.refuse("short", "ines@example.com").orElseThrow())
        .contains("5 characters")
        .contains("10");
    assertThat(passwords.refuse("Password123", "ines@example.com").orElseThrow())
        .contains("common");
    assertThat(passwords.refuse("aaaaaaaaaaab", "ines@example.com").orElseThrow())
        .contains("repeats");
    assertThat(passwords.refuse("inesmarek-2026", "inesmarek@example.com").orElseThrow())
        .contains("e-mail");
    assertThat(passwords.refuse("x".repeat(129), "ines@example.com")).isPresent();
    assertThat(passwords.refuse("violet tram 9 lanterns", "ines@example.com")).isEmpty();
  }
}
