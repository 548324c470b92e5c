// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.redact;

/** Start and end of a secret in a text, in one number, so that looking for one makes no object. */
final class Place {

  /** There is no secret. */
  static final long NONE = 0;

  private Place() {}

  /** {@link #NONE} when there is nothing between, or just what stands in for a secret. */
  static long of(String text, int start, int end) {
    String mask = ValueDetector.MASK;
    boolean masked = end - start == mask.length() && text.startsWith(mask, start);
    return end <= start || masked ? NONE : (long) start << 32 | end;
  }

  static int start(long place) {
    return (int) (place >>> 32);
  }

  static int end(long place) {
    return (int) place;
  }
}
