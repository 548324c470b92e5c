// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.collector.intake.Corrections;

/** Texts that are too long or no UTF-8. */
final class Texts {

  private static final char REPLACEMENT = '\uFFFD';

  private Texts() {}

  /** Counts a text that had invalid bytes, which decoding has replaced. */
  static void countReplaced(String text, Corrections corrections) {
    if (text.indexOf(REPLACEMENT) >= 0 && !corrections.again("invalid-utf8")) {
      corrections.corrected("invalid-utf8", "");
    }
  }

  /** A text without its middle, both parts cut where a character begins. */
  static String joinCut(byte[] head, byte[] tail, int cutBytes, Corrections corrections) {
    int end = head.length;
    for (int back = 0; back < 4 && end > 0 && isInside(head, end); back++) {
      end--;
    }
    int start = 0;
    while (start < 4 && start < tail.length && (tail[start] & 0xC0) == 0x80) {
      start++;
    }
    String text =
        new String(head, 0, end, UTF_8)
            + mark(cutBytes)
            + new String(tail, start, tail.length - start, UTF_8);
    countCut(cutBytes, corrections);
    return text;
  }

  /** A text without its middle. */
  static String cut(String text, int maxChars, Corrections corrections) {
    if (text.length() <= maxChars) {
      return text;
    }
    int head = maxChars / 4 * 3;
    int tail = text.length() - (maxChars - head);
    head -= Character.isHighSurrogate(text.charAt(head - 1)) ? 1 : 0;
    tail += Character.isLowSurrogate(text.charAt(tail)) ? 1 : 0;
    countCut(tail - head, corrections);
    return text.substring(0, head) + mark(tail - head) + text.substring(tail);
  }

  private static String mark(int count) {
    return " … (" + count + " cut) … ";
  }

  private static void countCut(int count, Corrections corrections) {
    if (!corrections.again("text-cut")) {
      corrections.truncated("text-cut", count + " bytes too long");
    }
  }

  /** Whether the character that the last byte before {@code end} belongs to is incomplete. */
  private static boolean isInside(byte[] bytes, int end) {
    int first = end - 1;
    while (first > 0 && end - first < 4 && (bytes[first] & 0xC0) == 0x80) {
      first--;
    }
    int lead = bytes[first] & 0xFF;
    int length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    return end - first < length;
  }
}
