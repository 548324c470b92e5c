// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.redact;

/** Recognises payment card numbers: 13 to 19 digits of a known range with a right check digit. */
final class CardNumber {

  private static final int MIN_DIGITS = 13;
  private static final int MAX_DIGITS = 19;

  private CardNumber() {}

  /** Whether numbers of cards begin with it. */
  static boolean isFirst(char c) {
    return c >= '2' && c <= '6';
  }

  /** Whether there are digits enough for a number of a card, with separators in between. */
  static boolean mayStart(byte[] utf8, int start, int limit) {
    int digits = 0;
    for (int i = start; i < limit && digits < MIN_DIGITS; i++) {
      byte b = utf8[i];
      if (b >= '0' && b <= '9') {
        digits++;
      } else if (b != ' ' && b != '-') {
        return false;
      }
    }
    return digits == MIN_DIGITS;
  }

  /**
   * Where a card number that starts with {@link #isFirst a first digit} ends, at most at {@code
   * limit}; 0 = none starts here.
   */
  static int endOf(String text, int start, int limit) {
    int digits = 0;
    int end = start;
    int sumEven = 0;
    int sumOdd = 0;
    while (end < limit && digits <= MAX_DIGITS) {
      char c = text.charAt(end);
      if (c >= '0' && c <= '9') {
        // The sums swap roles with every digit: which ones are doubled depends on the last place.
        int value = c - '0';
        int swapped = sumOdd + (value > 4 ? value * 2 - 9 : value * 2);
        sumOdd = sumEven + value;
        sumEven = swapped;
        digits++;
      } else if (!isSeparator(text, end, limit)) {
        break;
      }
      end++;
    }
    boolean inWord = end < limit && ValueDetector.isWordChar(text.charAt(end));
    return digits >= MIN_DIGITS && digits <= MAX_DIGITS && !inWord && sumOdd % 10 == 0 ? end : 0;
  }

  /** A blank or dash between two digits. */
  private static boolean isSeparator(String text, int at, int limit) {
    char c = text.charAt(at);
    return (c == ' ' || c == '-')
        && at + 1 < limit
        && text.charAt(at + 1) >= '0'
        && text.charAt(at + 1) <= '9';
  }
}
