// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.redact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds secrets by what they look like, in any text: credentials after {@code Bearer} and {@code
 * Basic}, JSON web tokens, private keys, card numbers, tokens with known prefixes, and values
 * assigned to secret names. One pass over the text, no regular expressions. Immutable.
 */
public final class ValueDetector {

  /** What stands in for a secret. */
  public static final String MASK = "[REDACTED]";

  private static final String PEM_BEGIN = "-----BEGIN ";
  private static final String PEM_KEY = "PRIVATE KEY";
  private static final int MIN_CREDENTIAL = 6;

  /** {@code basic} with a credential; card numbers and tokens are longer. */
  private static final int SHORTEST = "basic ".length() + MIN_CREDENTIAL;

  private static final int MIN_JWT = 20;

  /** A token that is known by how it starts. */
  private record Known(String prefix, int minTail) {}

  private static final List<Known> KNOWN =
      List.of(
          new Known("sk_live_", 8),
          new Known("sk_test_", 8),
          new Known("rk_live_", 8),
          new Known("rk_test_", 8),
          new Known("whsec_", 16),
          new Known("ghp_", 20),
          new Known("gho_", 20),
          new Known("ghu_", 20),
          new Known("ghs_", 20),
          new Known("ghr_", 20),
          new Known("github_pat_", 20),
          new Known("glpat-", 16),
          new Known("xoxb-", 10),
          new Known("xoxp-", 10),
          new Known("xoxa-", 10),
          new Known("xoxr-", 10),
          new Known("xoxs-", 10),
          new Known("xapp-", 10),
          new Known("AKIA", 16),
          new Known("ASIA", 16),
          new Known("AIza", 30),
          new Known("ya29.", 20),
          new Known("npm_", 30),
          new Known("pypi-", 30),
          new Known("dop_v1_", 30),
          new Known("shpat_", 20),
          new Known("sk-", 20),
          new Known("SG.", 20),
          new Known("hf_", 20),
          new Known("apt_", 24),
          // What Gatehouse itself gives out: API keys, tokens for reporting, tokens of its REST
          // API.
          new Known("gh_", 50),
          new Known("ghi_", 40),
          new Known("ght_", 40));

  /** What a character can be, as bits: of a word, a sign after a name, the start of a secret. */
  private static final int WORD = 1;

  private static final int SIGN = 2;
  private static final int START = 4;
  private static final int[] KINDS = kinds();

  /** Which characters can follow the first one of a secret: a bit each, 128 for each first one. */
  private static final long[] SECONDS = seconds();

  /** Those that start with a character. */
  private static final Known[][] KNOWN_BY_START = knownByStart();

  private final SecretNames names;

  public ValueDetector(SecretNames names) {
    this.names = names;
  }

  private static int[] kinds() {
    int[] kinds = new int[128];
    for (char c = 0; c < kinds.length; c++) {
      boolean start = c == '-' || "Bbe".indexOf(c) >= 0 || CardNumber.isFirst(c);
      kinds[c] = (isWordChar(c) ? WORD : 0) | (c == '=' || c == ':' ? SIGN : 0);
      kinds[c] |= start ? START : 0;
    }
    for (Known known : KNOWN) {
      kinds[known.prefix.charAt(0)] |= START;
    }
    return kinds;
  }

  private static long[] seconds() {
    long[] seconds = new long[2 * 128];
    for (Known known : KNOWN) {
      follows(seconds, known.prefix.charAt(0), known.prefix.charAt(1));
    }
    for (String start : List.of("--", "Be", "BE", "be", "bE", "Ba", "BA", "ba", "bA", "ey")) {
      follows(seconds, start.charAt(0), start.charAt(1));
    }
    return seconds;
  }

  private static void follows(long[] seconds, char first, char second) {
    seconds[2 * first + (second >> 6)] |= 1L << second;
  }

  private static Known[][] knownByStart() {
    Known[][] all = new Known[128][];
    for (int i = 0; i < all.length; i++) {
      char start = (char) i;
      all[i] =
          KNOWN.stream().filter(known -> known.prefix.charAt(0) == start).toArray(Known[]::new);
    }
    return all;
  }

  /** The text itself when it holds no secret. */
  public String mask(String text) {
    int length = text.length();
    if (!holdsSecret(text, 0, length)) {
      return text;
    }
    Masked masked = new Masked(text);
    scan(text, 0, length, masked);
    return masked.toString();
  }

  /** Whether {@link #mask} would change that part of the text if it stood alone. */
  public boolean holdsSecret(String text, int from, int to) {
    return !isTooShort(text, from, to) && scan(text, from, to, null);
  }

  /**
   * A quick look at UTF-8: false when {@link #holdsSecret} would be false for the text; true when
   * that must be asked. Makes no objects.
   */
  public boolean mayHoldSecret(byte[] utf8, int from, int to) {
    boolean wordStart = true;
    for (int i = from; i < to; i++) {
      byte b = utf8[i];
      int kind = b < 0 ? 0 : KINDS[b];
      boolean start = wordStart && (kind & START) != 0 && mayStart(utf8, i, to);
      if (start || ((kind & SIGN) != 0 && Assignment.mayFollow(utf8, from, i, names))) {
        return true;
      }
      wordStart = (kind & WORD) == 0;
    }
    return false;
  }

  /** Whether a secret can start here, by the first two characters, or by the number of digits. */
  private static boolean mayStart(byte[] utf8, int at, int to) {
    byte first = utf8[at];
    if (CardNumber.isFirst((char) first)) {
      return CardNumber.mayStart(utf8, at, to);
    }
    byte second = at + 1 < to ? utf8[at + 1] : 0;
    if (second <= 0 || (SECONDS[2 * first + (second >> 6)] & 1L << second) == 0) {
      return false;
    }
    return switch (first) {
      case 'b', 'B' -> mayBeScheme(second, at + 2 < to ? utf8[at + 2] : 0);
      case 'e', '-' -> true;
      default -> isKnown(utf8, at, to);
    };
  }

  private static boolean isKnown(byte[] utf8, int at, int to) {
    for (Known known : KNOWN_BY_START[utf8[at]]) {
      int same = 0;
      while (same < known.prefix.length()
          && at + same < to
          && known.prefix.charAt(same) == utf8[at + same]) {
        same++;
      }
      if (same == known.prefix.length()) {
        return true;
      }
    }
    return false;
  }

  /** {@code bea} or {@code bas}, the last of which has another form outside of ASCII. */
  private static boolean mayBeScheme(byte second, byte third) {
    return third < 0 || (third | ' ') == ((second | ' ') == 'e' ? 'a' : 's');
  }

  /** Whether there is a secret; all of them are told to {@code masked}, if given. */
  private boolean scan(String text, int from, int to, @Nullable Masked masked) {
    boolean wordStart = true;
    int at = from;
    while (at < to) {
      char c = text.charAt(at);
      int kind = c < 128 ? KINDS[c] : 0;
      boolean looked = (kind & SIGN) != 0 || (wordStart && (kind & START) != 0);
      long place = looked ? place(text, from, at, to) : Place.NONE;
      if (place == Place.NONE) {
        wordStart = (kind & WORD) == 0;
        at++;
        continue;
      }
      if (masked == null) {
        return true;
      }
      masked.hide(place);
      wordStart = Place.start(place) > at && (kind & WORD) == 0;
      at = Place.end(place);
    }
    return false;
  }

  /** Whether nothing that is looked for fits; what follows a name may be shorter. */
  private static boolean isTooShort(String text, int from, int to) {
    if (to - from >= SHORTEST) {
      return false;
    }
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '=' || c == ':') {
        return false;
      }
    }
    return true;
  }

  /** The secret that shows by what is at {@code at}, between {@code from} and {@code to}. */
  private long place(String text, int from, int at, int to) {
    return switch (text.charAt(at)) {
      case '=', ':' -> Assignment.find(text, from, at, to, names);
      case '-' -> Place.of(text, at, endOfPrivateKey(text, at, to));
      case 'B', 'b' -> credential(text, at, to);
      case 'e' -> Place.of(text, at, endOfWebToken(text, at, to));
      case '2', '3', '4', '5', '6' -> Place.of(text, at, CardNumber.endOf(text, at, to));
      default -> Place.of(text, at, endOfKnown(text, at, to));
    };
  }

  /** Where a JSON web token that starts here ends; 0 = none does. */
  private static int endOfWebToken(String text, int at, int to) {
    int end = text.startsWith("eyJ", at) ? runEnd(text, at, to, true) : 0;
    return end - at >= MIN_JWT ? end : 0;
  }

  /** Where a token with a known prefix ends; 0 = none starts here. */
  private static int endOfKnown(String text, int at, int to) {
    for (Known known : KNOWN_BY_START[text.charAt(at)]) {
      if (text.startsWith(known.prefix, at)) {
        int tail = at + known.prefix.length();
        int end = runEnd(text, tail, to, known.prefix.endsWith("."));
        if (end - tail >= known.minTail) {
          return end;
        }
      }
    }
    return 0;
  }

  private static long credential(String text, int at, int to) {
    int scheme = text.regionMatches(true, at, "bearer ", 0, 7) ? 7 : 0;
    if (scheme == 0 && text.regionMatches(true, at, "basic ", 0, 6)) {
      scheme = 6;
    }
    if (scheme == 0) {
      return Place.NONE;
    }
    int start = at + scheme;
    int end = start;
    while (end < to && isCredentialChar(text.charAt(end))) {
      end++;
    }
    return end - start >= MIN_CREDENTIAL ? Place.of(text, start, end) : Place.NONE;
  }

  /** 0 = none starts here. */
  private static int endOfPrivateKey(String text, int at, int to) {
    if (!text.startsWith(PEM_BEGIN, at)) {
      return 0;
    }
    int title = indexOf(text, "-----", at + PEM_BEGIN.length(), to);
    int key = indexOf(text, PEM_KEY, at, title < 0 ? to : title);
    if (key < 0) {
      return 0;
    }
    int close = indexOf(text, "-----END ", key, to);
    int end = close < 0 ? -1 : indexOf(text, "-----", close + 9, to);
    return end < 0 ? to : end + 5;
  }

  private static int indexOf(String text, String wanted, int from, int to) {
    for (int i = from; i + wanted.length() <= to; i++) {
      if (text.startsWith(wanted, i)) {
        return i;
      }
    }
    return -1;
  }

  private static int runEnd(String text, int from, int to, boolean dots) {
    int end = from;
    while (end < to) {
      char c = text.charAt(end);
      if (!isWordChar(c) && c != '-' && !(dots && c == '.')) {
        break;
      }
      end++;
    }
    return end;
  }

  private static boolean isCredentialChar(char c) {
    return isWordChar(c) || c == '-' || c == '.' || c == '~' || c == '+' || c == '/' || c == '=';
  }

  static boolean isWordChar(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  /** Builds the text without its secrets, which come in order; used by one thread. */
  private static final class Masked {
    private final String text;
    private final StringBuilder out;
    private int from;

    Masked(String text) {
      this.text = text;
      this.out = new StringBuilder(text.length());
    }

    void hide(long place) {
      out.append(text, from, Place.start(place)).append(MASK);
      from = Place.end(place);
    }

    @Override
    public String toString() {
      return out.append(text, from, text.length()).toString();
    }
  }
}
