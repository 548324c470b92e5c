// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApiKeyTextTest {

  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";

  private final SecureRandom random = new SecureRandom();

  private ApiKeyText key() {
    return ApiKeyText.generate("gh", "live", random);
  }

  @Test
  void parse_ownText_isTheSameKey() {
    ApiKeyText key = key();

    assertThat(ApiKeyText.parse(key.text())).isEqualTo(key);
    assertThat(key.text()).matches("gh_live_[0-9A-Za-z]{12}_[0-9A-Za-z]{32}_[0-9A-Za-z]{6}");
  }

  /** A1: a typing error is known without asking anybody. */
  @Test
  void a1_eachOneCharacterTypo_isRefused() {
    for (int round = 0; round < 20; round++) {
      String text = key().text();
      for (int i = 0; i < text.length(); i++) {
        for (int c = 0; c < ALPHABET.length(); c++) {
          if (ALPHABET.charAt(c) != text.charAt(i)) {
            String typo = text.substring(0, i) + ALPHABET.charAt(c) + text.substring(i + 1);
            assertThat(ApiKeyText.parse(typo)).as(typo).isNull();
          }
        }
      }
    }
  }

  /** A1: ids and secrets never come twice. */
  @Test
  void a1_aMillionKeys_areUnique() {
    Set<String> ids = new HashSet<>();
    Set<String> secrets = new HashSet<>();
    for (int i = 0; i < 1_000_000; i++) {
      ApiKeyText key = key();
      ids.add(key.id());
      secrets.add(key.secret());
    }
    assertThat(ids).hasSize(1_000_000);
    assertThat(secrets).hasSize(1_000_000);
  }

  @Test
  void parse_anythingElse_isNone() {
    String text = key().text();
    assertThat(ApiKeyText.parse(null)).isNull();
    for (String other :
        new String[] {
          "",
          "gh",
          "_".repeat(60),
          text + "0",
          text.substring(1),
          text + "\n",
          " " + text,
          text.replace("gh_", "gh__"),
          text.replace("gh_live", "gh_l-ve"),
          "x".repeat(17) + text.substring(2),
          text.repeat(1_000)
        }) {
      assertThat(ApiKeyText.parse(other)).as(other).isNull();
    }
  }

  @Test
  void parse_longestParts_areTaken() {
    ApiKeyText key = ApiKeyText.generate("a".repeat(16), "b".repeat(16), random);

    assertThat(key.text()).hasSize(ApiKeyText.MAX_CHARS);
    assertThat(ApiKeyText.parse(key.text())).isEqualTo(key);
  }

  @Test
  void generate_impossibleBrand_isRefused() {
    assertThatThrownBy(() -> ApiKeyText.generate("Gate_house", "live", random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Gate_house");
  }

  /** A3: what ends up in a log by itself is no secret. */
  @Test
  void a3_toString_hasNoSecret() {
    ApiKeyText key = key();

    assertThat(key.toString()).contains(key.id()).doesNotContain(key.secret());
  }

  @Test
  void partOf_slug_keepsLettersAndDigits() {
    assertThat(ApiKeyText.partOf("prod")).isEqualTo("prod");
    assertThat(ApiKeyText.partOf("eu-west-1")).isEqualTo("euwest1");
    assertThat(ApiKeyText.partOf("-")).isEqualTo("env");
    assertThat(ApiKeyText.partOf("a".repeat(32))).hasSize(16);
  }
}
