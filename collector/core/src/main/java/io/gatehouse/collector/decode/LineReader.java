// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.decode;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads lines of bytes from a stream into one buffer that is used again. Used by one thread. */
public final class LineReader {

  private static final int READ_BYTES = 16 << 10;

  private final InputStream in;
  private final int maxLineBytes;
  private byte[] buffer = new byte[READ_BYTES];
  private int filled;
  private int lineStart;
  private int lineEnd;
  private int next;
  private boolean tooLong;
  private boolean inputEnded;

  public LineReader(InputStream in, int maxLineBytes) {
    this.in = in;
    this.maxLineBytes = maxLineBytes;
  }

  /** Goes to the next line; false at the end. */
  public boolean next() throws IOException {
    tooLong = false;
    lineStart = next;
    int scan = next;
    while (true) {
      for (int i = scan; i < filled; i++) {
        if (buffer[i] == '\n') {
          lineStart = tooLong ? i : lineStart;
          lineEnd = i;
          next = i + 1;
          return true;
        }
      }
      if (inputEnded) {
        lineStart = tooLong ? filled : lineStart;
        lineEnd = filled;
        next = filled;
        return tooLong || lineEnd > lineStart;
      }
      dropLongLine();
      makeRoom();
      scan = filled;
      fill();
    }
  }

  /** What has been seen of a line that is too long is of no use any more. */
  private void dropLongLine() {
    if (filled - lineStart > maxLineBytes) {
      tooLong = true;
    }
    if (tooLong) {
      lineStart = filled;
    }
  }

  /** Moves the line to the buffer's start, or grows the buffer when it is there already. */
  private void makeRoom() {
    if (lineStart > 0) {
      System.arraycopy(buffer, lineStart, buffer, 0, filled - lineStart);
      filled -= lineStart;
      lineStart = 0;
    } else if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
  }

  private void fill() throws IOException {
    int count = in.read(buffer, filled, buffer.length - filled);
    if (count < 0) {
      inputEnded = true;
    } else {
      filled += count;
    }
  }

  /** The line lies in here, from {@link #offset} on; only until the next call of {@link #next}. */
  public byte[] buffer() {
    return buffer;
  }

  public int offset() {
    return lineStart;
  }

  public int length() {
    return lineEnd - lineStart;
  }

  /** Whether the line has nothing but white space. */
  public boolean isBlank() {
    for (int i = lineStart; i < lineEnd; i++) {
      if (buffer[i] > ' ' || buffer[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /** True when the line exceeded the limit; then nothing of it is there. */
  public boolean isTooLong() {
    return tooLong;
  }
}
