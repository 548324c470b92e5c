// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.redact;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Recognises names of headers, query parameters and fields whose values are secrets. Case and
 * separators do not matter: {@code X-Api-Key}, {@code api_key} and {@code apiKey} are one name.
 * Immutable.
 */
public final class SecretNames {

  private static final int MAX_NAME_CHARS = 256;

  /** Anywhere in the name, separators removed. */
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

  /** As a whole word of the name. */
  private static final List<String> WORDS =
      List.of("ccv", "cvv", "cvc", "ssn", "pin", "otp", "sig", "pan", "iban", "pass", "bearer");

  private final List<String> parts;

  /** With names besides the built-in ones; parts of names match. */
  public SecretNames(Collection<String> more) {
    List<String> all = new ArrayList<>(PARTS);
    for (String name : more) {
      String squeezed = squeeze(name);
      if (!squeezed.isEmpty()) {
        all.add(squeezed);
      }
    }
    parts = List.copyOf(all);
  }

  /** Whether what belongs to the name is a secret. */
  public boolean matches(String name) {
    if (name.length() > MAX_NAME_CHARS) {
      // Nobody names a field like that; not worth the time, and safe is safe.
      return true;
    }
    String squeezed = squeeze(name);
    for (String part : parts) {
      if (squeezed.contains(part)) {
        return true;
      }
    }
    return containsAuth(squeezed) || hasSecretWord(name);
  }

  /** Names of counts, such as {@code max_tokens}, whose numbers are no secrets. */
  public boolean isCount(String name) {
    return squeeze(name).endsWith("tokens");
  }

  /** {@code auth} but not {@code author}, unless it goes on as {@code authorization}. */
  private static boolean containsAuth(String squeezed) {
    int at = squeezed.indexOf("auth");
    while (at >= 0) {
      boolean author =
          squeezed.startsWith("author", at)
              && !squeezed.startsWith("authoriz", at)
              && !squeezed.startsWith("authoris", at);
      if (!author) {
        return true;
      }
      at = squeezed.indexOf("auth", at + 4);
    }
    return false;
  }

  private static boolean hasSecretWord(String name) {
    int start = 0;
    for (int i = 1; i <= name.length(); i++) {
      if (i == name.length() || isBoundary(name, i)) {
        if (isSecretWord(name, start, i)) {
          return true;
        }
        start = i;
      }
    }
    return false;
  }

  private static boolean isBoundary(String name, int at) {
    char before = name.charAt(at - 1);
    char here = name.charAt(at);
    return !Character.isLetterOrDigit(before)
        || !Character.isLetterOrDigit(here)
        || (Character.isLowerCase(before) && Character.isUpperCase(here));
  }

  private static boolean isSecretWord(String name, int start, int end) {
    for (String word : WORDS) {
      if (word.length() == end - start && name.regionMatches(true, start, word, 0, word.length())) {
        return true;
      }
    }
    return false;
  }

  private static String squeeze(String name) {
    return isSqueezed(name) ? name : squeezed(name);
  }

  /** Most names are plain: no object is made for them. */
  private static boolean isSqueezed(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  private static String squeezed(String name) {
    StringBuilder squeezed = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        squeezed.append(c);
      } else if (c >= 'A' && c <= 'Z') {
        squeezed.append((char) (c + 32));
      } else if (c >= 0x80) {
        squeezed.append(String.valueOf(c).toLowerCase(Locale.ROOT));
      }
    }
    return squeezed.toString();
  }
}
