// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.redact;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

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

  private static final int SHORTEST_WORD = 3;
  private static final int LONGEST_WORD = 6;

  /** What a character is, as bits; other ones than ASCII may start a word in some case. */
  private static final int ALPHANUMERIC = 1;

  private static final int LOWER = 2;
  private static final int UPPER = 4;
  private static final int WORD_START = 8;
  private static final int[] KINDS = kinds();

  private final NameParts parts;

  /** With names besides the built-in ones; parts of names match. */
  public SecretNames(Collection<String> more) {
    List<String> all = new ArrayList<>(PARTS);
    for (String name : more) {
      String squeezed = NameParts.squeeze(name);
      if (!squeezed.isEmpty()) {
        all.add(squeezed);
      }
    }
    parts = new NameParts(all);
  }

  private static int[] kinds() {
    int[] kinds = new int[128];
    for (char c = 0; c < kinds.length; c++) {
      kinds[c] = caseOf(c);
    }
    for (String word : WORDS) {
      kinds[word.charAt(0)] |= WORD_START;
      kinds[Character.toUpperCase(word.charAt(0))] |= WORD_START;
    }
    return kinds;
  }

  private static int caseOf(char c) {
    return (Character.isLetterOrDigit(c) ? ALPHANUMERIC : 0)
        | (Character.isLowerCase(c) ? LOWER : 0)
        | (Character.isUpperCase(c) ? UPPER : 0);
  }

  private static int kind(char c) {
    return c < 128 ? KINDS[c] : caseOf(c) | WORD_START;
  }

  /** Whether what belongs to the name is a secret. */
  public boolean matches(String name) {
    return matches(name, 0, name.length());
  }

  /** Whether what belongs to the name that is that part of the text is a secret. */
  public boolean matches(String text, int from, int to) {
    if (to - from > MAX_NAME_CHARS) {
      // Nobody names a field like that; not worth the time, and safe is safe.
      return true;
    }
    int state = NameParts.START;
    int wordStart = from;
    int before = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      state = parts.next(state, c);
      int kind = kind(c);
      if (isBoundary(before, kind)) {
        if (isSecretWord(text, wordStart, i)) {
          return true;
        }
        wordStart = i;
      }
      if (state == NameParts.FOUND) {
        return true;
      }
      before = kind;
    }
    return parts.end(state) == NameParts.FOUND || isSecretWord(text, wordStart, to);
  }

  /** As {@link #matches}, for a short name of ASCII characters only. */
  boolean matchesAscii(byte[] text, int from, int to) {
    int state = NameParts.START;
    int wordStart = from;
    int before = 0;
    for (int i = from; i < to; i++) {
      char c = (char) text[i];
      state = parts.next(state, c);
      int kind = KINDS[c];
      if (isBoundary(before, kind)) {
        if (isSecretWord(text, wordStart, i)) {
          return true;
        }
        wordStart = i;
      }
      if (state == NameParts.FOUND) {
        return true;
      }
      before = kind;
    }
    return parts.end(state) == NameParts.FOUND || isSecretWord(text, wordStart, to);
  }

  private static boolean isSecretWord(byte[] text, int start, int end) {
    int length = end - start;
    if (length < SHORTEST_WORD || length > LONGEST_WORD || (KINDS[text[start]] & WORD_START) == 0) {
      return false;
    }
    for (String word : WORDS) {
      int same = 0;
      while (word.length() == length
          && same < length
          && word.charAt(same) == (text[start + same] | ' ')) {
        same++;
      }
      if (same == length) {
        return true;
      }
    }
    return false;
  }

  /** Names of counts, such as {@code max_tokens}, whose numbers are no secrets. */
  public boolean isCount(String name) {
    return NameParts.squeeze(name).endsWith("tokens");
  }

  /** Whether a word ends between the two. */
  private static boolean isBoundary(int before, int here) {
    return (before & here & ALPHANUMERIC) == 0 || ((before & LOWER) != 0 && (here & UPPER) != 0);
  }

  private static boolean isSecretWord(String text, int start, int end) {
    int length = end - start;
    if (length < SHORTEST_WORD
        || length > LONGEST_WORD
        || (kind(text.charAt(start)) & WORD_START) == 0) {
      return false;
    }
    for (String word : WORDS) {
      if (word.length() == length && text.regionMatches(true, start, word, 0, length)) {
        return true;
      }
    }
    return false;
  }
}
