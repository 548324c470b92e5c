// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import java.io.Writer;

/** Keeps what is written as long as it stays within a limit. Used by one thread. */
final class ShortText extends Writer {

  private final int maxChars;
  private final StringBuilder text = new StringBuilder();
  private boolean tooLong;

  ShortText(int maxChars) {
    this.maxChars = maxChars;
  }

  @Override
  public void write(char[] characters, int from, int length) {
    tooLong |= text.length() + length > maxChars;
    if (!tooLong) {
      text.append(characters, from, length);
    }
  }

  boolean isTooLong() {
    return tooLong;
  }

  @Override
  public void flush() {
    // Nothing is held back.
  }

  @Override
  public void close() {
    // Memory only.
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
