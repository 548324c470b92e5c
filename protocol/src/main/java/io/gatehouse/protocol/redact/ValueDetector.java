// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.redact;

import java.util.Arrays;
import java.util.List;

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
          new Known("apt_", 24));

  private static final boolean[] KNOWN_STARTS = new boolean[128];

  static {
    for (Known known : KNOWN) {
      KNOWN_STARTS[known.prefix.charAt(0)] = true;
    }
    for (char c : new char[] {'B', 'b', 'e'}) {
      KNOWN_STARTS[c] = true;
    }
  }

  private final SecretNames names;

  public ValueDetector(SecretNames names) {
    this.names = names;
  }

  /** The text itself when it holds no secret. */
  public String mask(String text) {
    if (isTooShort(text)) {
      return text;
    }
    Scan scan = new Scan(text);
    int length = text.length();
    boolean wordStart = true;
    int at = 0;
    while (at < length) {
      char c = text.charAt(at);
      int end = 0;
      if (c >= '0' && c <= '9') {
        end = wordStart ? CardNumber.endOf(text, at) : 0;
      } else if (c == '=' || c == ':') {
        Assignment.find(text, at, names, scan);
      } else if (c == '-') {
        end = wordStart ? endOfPrivateKey(text, at) : 0;
      } else if (wordStart && c < 128 && KNOWN_STARTS[c]) {
        end = endOfToken(text, at, scan);
      }
      if (end > at) {
        scan.hide(at, end);
        at = end;
        wordStart = false;
        continue;
      }
      at = Math.max(at + 1, scan.hiddenTo());
      wordStart = !isWordChar(c);
    }
    return scan.result();
  }

  /** Whether nothing that is looked for fits; what follows a name may be shorter. */
  private static boolean isTooShort(String text) {
    return text.length() < SHORTEST && text.indexOf('=') < 0 && text.indexOf(':') < 0;
  }

  /** Where a token that starts here ends; 0 = none does. */
  private static int endOfToken(String text, int at, Scan scan) {
    char c = text.charAt(at);
    if (c == 'B' || c == 'b') {
      hideCredential(text, at, scan);
      return 0;
    }
    if (text.startsWith("eyJ", at)) {
      int end = runEnd(text, at, true);
      return end - at >= MIN_JWT ? end : 0;
    }
    for (Known known : KNOWN) {
      if (text.startsWith(known.prefix, at)) {
        int end = runEnd(text, at + known.prefix.length(), known.prefix.endsWith("."));
        if (end - at - known.prefix.length() >= known.minTail) {
          return end;
        }
      }
    }
    return 0;
  }

  private static void hideCredential(String text, int at, Scan scan) {
    int scheme = text.regionMatches(true, at, "bearer ", 0, 7) ? 7 : 0;
    if (scheme == 0 && text.regionMatches(true, at, "basic ", 0, 6)) {
      scheme = 6;
    }
    if (scheme == 0) {
      return;
    }
    int start = at + scheme;
    int end = start;
    while (end < text.length() && isCredentialChar(text.charAt(end))) {
      end++;
    }
    if (end - start >= MIN_CREDENTIAL) {
      scan.hide(start, end);
    }
  }

  private static int endOfPrivateKey(String text, int at) {
    if (!text.startsWith(PEM_BEGIN, at)) {
      return 0;
    }
    int title = text.indexOf("-----", at + PEM_BEGIN.length());
    int key = text.indexOf(PEM_KEY, at);
    if (key < 0 || (title >= 0 && key > title)) {
      return 0;
    }
    int close = text.indexOf("-----END ", key);
    int end = close < 0 ? -1 : text.indexOf("-----", close + 9);
    return end < 0 ? text.length() : end + 5;
  }

  private static int runEnd(String text, int from, boolean dots) {
    int end = from;
    while (end < text.length()) {
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

  /** Collects the places to hide, ascending, and builds the result; used by one thread. */
  static final class Scan {
    private static final int[] NONE = {};

    private final String text;
    private int[] ranges = NONE;
    private int count;

    Scan(String text) {
      this.text = text;
    }

    void hide(int start, int end) {
      if (start < hiddenTo() || isMasked(start, end)) {
        return;
      }
      if (count == ranges.length) {
        ranges = Arrays.copyOf(ranges, Math.max(8, count * 2));
      }
      ranges[count++] = start;
      ranges[count++] = end;
    }

    /** Where the last hidden place ends. */
    int hiddenTo() {
      return count == 0 ? 0 : ranges[count - 1];
    }

    private boolean isMasked(int start, int end) {
      return end - start == MASK.length() && text.startsWith(MASK, start);
    }

    String result() {
      if (count == 0) {
        return text;
      }
      StringBuilder result = new StringBuilder(text.length());
      int from = 0;
      for (int i = 0; i < count; i += 2) {
        result.append(text, from, ranges[i]).append(MASK);
        from = ranges[i + 1];
      }
      return result.append(text, from, text.length()).toString();
    }
  }
}
