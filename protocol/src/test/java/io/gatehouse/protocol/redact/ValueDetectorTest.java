// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.key.ApiKeyText;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A part of a text is looked at as if it stood alone. */
class ValueDetectorTest {

  private static final int TEXTS = 200_000;
  private static final String[] PIECES = {
    "Bearer ",
    "basic ",
    "abcdef",
    "eyJ",
    "eyJhbGciOiJIUzI1NiJ9",
    ".",
    "-----BEGIN ",
    "PRIVATE KEY",
    "-----",
    "-----END ",
    "4111111111111111",
    "4111 1111 1111 1111",
    "4",
    "1",
    "sk_live_",
    "12345678",
    "ghp_",
    "ABCDEFGHIJKLMNOPQRST",
    "SG.",
    "=",
    ":",
    "\"",
    "\\",
    ";",
    " ",
    "\n",
    "password",
    "token",
    "[REDACTED]",
    "name",
    "_",
    "-",
    "€"
  };

  private final ValueDetector values = new ValueDetector(new SecretNames(List.of()));
  private final Random random = new Random(12);

  /** A3: what Gatehouse itself gives out, wherever it stands. */
  @Test
  void a3_ownKeysAndTokens_areSecrets() {
    SecureRandom secure = new SecureRandom();
    for (int i = 0; i < 100; i++) {
      for (String part : List.of("a", "prod", "b".repeat(16))) {
        String key = ApiKeyText.generate("gh", part, secure).text();
        for (String text : List.of(key, "key=" + key, "called with " + key + ".", "\"" + key)) {
          assertThat(values.mask(text)).as(text).doesNotContain(key.substring(key.length() - 39));
        }
      }
    }
    assertThat(values.mask("gh_prod_0123456789ab may be logged"))
        .isEqualTo("gh_prod_0123456789ab may be logged");
  }

  @Test
  void holdsSecret_partOfAnyText_asIfItStoodAlone() {
    int secrets = 0;
    for (int i = 0; i < TEXTS; i++) {
      String before = text();
      String part = text();
      String whole = before + part + text();
      boolean secret = !values.mask(part).equals(part);
      secrets += secret ? 1 : 0;
      assertThat(values.holdsSecret(whole, before.length(), before.length() + part.length()))
          .as("<%s> in <%s>", part, whole)
          .isEqualTo(secret);
    }
    assertThat(secrets).isBetween(TEXTS / 20, TEXTS / 2);
  }

  @Test
  void mask_severalSecrets_hidesEach() {
    assertThat(values.mask("a sk_live_0123456789, Bearer abcdef; pin=12 and 4111 1111 1111 1111."))
        .isEqualTo("a [REDACTED], Bearer [REDACTED]; pin=[REDACTED] and [REDACTED].");
    assertThat(values.mask("-----BEGIN RSA PRIVATE KEY-----\nx\n-----END RSA PRIVATE KEY----- b"))
        .isEqualTo("[REDACTED] b");
    assertThat(values.mask("-----BEGIN CERTIFICATE-----\nx PRIVATE KEY"))
        .isEqualTo("-----BEGIN CERTIFICATE-----\nx PRIVATE KEY");
  }

  @Test
  void mask_maskedBefore_staysAsItIs() {
    String masked = "token='[REDACTED]' Bearer abc";

    assertThat(values.mask(masked)).isSameAs(masked);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
