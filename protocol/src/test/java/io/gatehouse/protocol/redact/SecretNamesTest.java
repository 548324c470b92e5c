// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The automaton against a slow reading of the same rules. */
class SecretNamesTest {

  private static final int NAMES = 200_000;
  private static final List<String> MORE = List.of("X-Partner-Id", "größe", "xauth", "my2", "ab");
  private static final List<String> PARTS =
      List.of(
          "apikey",
          "secret",
          "token",
          "password",
          "passwd",
          "passphrase",
          "pwd",
          "cookie",
          "credential",
          "privatekey",
          "accesskey",
          "cardnumber",
          "creditcard",
          "sessionid",
          "signature",
          "jwt");
  private static final Pattern AUTH = Pattern.compile("auth(?!or(?!i[zs]))");
  private static final Pattern WORD =
      Pattern.compile(
          "ccv|cvv|cvc|ssn|pin|otp|sig|pan|iban|pass|bearer",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final Pattern BOUNDARY =
      Pattern.compile("(?<=[^\\p{L}\\p{Nd}])|(?=[^\\p{L}\\p{Nd}])|(?<=\\p{Ll})(?=\\p{Lu})");

  /** Beginnings, ends and look-alikes of what is looked for; letters that fold into ASCII. */
  private static final String[] PIECES =
      ("auth author iz is o r or api key Key KEY sec ret secret tok en Token pass word wd phrase"
              + " pwd coo kie cred ential private access card number credit session id Id sign ature"
              + " jwt ccv cvv cvc ssn pin Otp sig pan iban bearer _ - . 1 9 a b x A s S P e t h u"
              + " tokens partner Partner größe GRÖSSE my2 \u212a \u0130 \u0131 \u017f ü € \ud83d")
          .split(" ");

  private final Random random = new Random(11);

  @Test
  void matches_randomNames_asTheRulesRead() {
    SecretNames builtIn = new SecretNames(List.of());
    SecretNames more = new SecretNames(MORE);
    List<String> all = new ArrayList<>(PARTS);
    MORE.forEach(name -> all.add(squeeze(name)));
    int secrets = 0;
    for (int i = 0; i < NAMES; i++) {
      String name = name();
      boolean secret = isSecret(name, PARTS);
      secrets += secret ? 1 : 0;
      assertThat(builtIn.matches(name)).as("<%s>", name).isEqualTo(secret);
      assertThat(builtIn.matches("api" + name + "key", 3, 3 + name.length())).isEqualTo(secret);
      assertThat(more.matches(name)).as("<%s>", name).isEqualTo(isSecret(name, all));
    }
    assertThat(secrets).isBetween(NAMES / 10, NAMES * 9 / 10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auth", "oAuth2", "X-Auth", "authorisation", "myautho", "authors_auth"})
  void matches_auth_isSecret(String name) {
    assertThat(new SecretNames(List.of()).matches(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "author", "authors", "author_id", "authority", "shipping", "company"})
  void matches_lookalike_isNone(String name) {
    assertThat(new SecretNames(List.of()).matches(name)).isFalse();
  }

  @Test
  void matches_partInsideAnother_isSecret() {
    SecretNames names = new SecretNames(List.of("abcde", "bcd", "cx"));

    assertThat(names.matches("abcd")).isTrue();
    assertThat(names.matches("abc-X")).isTrue();
    assertThat(names.matches("abce")).isFalse();
  }

  private String name() {
    StringBuilder name = new StringBuilder();
    for (int i = random.nextInt(7); i > 0; i--) {
      name.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return name.toString();
  }

  private static boolean isSecret(String name, List<String> parts) {
    String squeezed = squeeze(name);
    return parts.stream().anyMatch(squeezed::contains)
        || AUTH.matcher(squeezed).find()
        || BOUNDARY.splitAsStream(name).anyMatch(word -> WORD.matcher(word).matches());
  }

  private static String squeeze(String name) {
    StringBuilder squeezed = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      squeezed.append(name.substring(i, i + 1).toLowerCase(Locale.ROOT));
    }
    return squeezed.toString().replaceAll("[\\p{ASCII}&&[^a-z0-9]]", "");
  }
}
