// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.monitor;

import io.gatehouse.alerting.monitor.CheckResult.Outcome;
import io.gatehouse.alerting.outbound.Phases;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Checks of one hour in few bytes, about 14 each: the time since the one before, the outcome, the
 * phases, and a text only when it is down. Numbers are unsigned, seven bits a byte.
 */
final class CheckBlock {

  static final long HOUR_MILLIS = 3_600_000L;
  private static final int MAX_CAUSE_BYTES = 1_000;

  private byte[] bytes = new byte[256];
  private int size;
  private long lastAt;

  private CheckBlock(long hour) {
    lastAt = hour * HOUR_MILLIS;
  }

  static CheckBlock empty(long hour) {
    return new CheckBlock(hour);
  }

  /** Goes on with what was written before. */
  static CheckBlock of(long hour, byte[] written) {
    CheckBlock block = new CheckBlock(hour);
    for (CheckResult result : read(hour, written)) {
      block.add(result);
    }
    return block;
  }

  /**
   * A check that was earlier than the one before, by a clock set back, counts as at the same time.
   */
  void add(CheckResult result) {
    long at = Math.max(result.atMillis(), lastAt);
    number(at - lastAt);
    lastAt = at;
    number(result.outcome().code());
    number(result.status());
    Phases phases = result.phases();
    number(phases.dns() + 1);
    number(phases.connect() + 1);
    number(phases.tls() + 1);
    number(phases.firstByte() + 1);
    number(phases.total() + 1);
    if (result.outcome() != Outcome.UP) {
      byte[] cause = result.cause().getBytes(StandardCharsets.UTF_8);
      int length = Math.min(cause.length, MAX_CAUSE_BYTES);
      number(length);
      room(length);
      System.arraycopy(cause, 0, bytes, size, length);
      size += length;
    }
  }

  private void number(long value) {
    room(10);
    long left = value;
    while ((left & ~0x7fL) != 0) {
      bytes[size++] = (byte) ((left & 0x7f) | 0x80);
      left >>>= 7;
    }
    bytes[size++] = (byte) left;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2 + more);
    }
  }

  byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }

  static List<CheckResult> read(long hour, byte[] written) {
    List<CheckResult> results = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(written);
    long at = hour * HOUR_MILLIS;
    while (in.hasRemaining()) {
      at += number(in);
      Outcome outcome = Outcome.ofCode(number(in));
      int status = (int) number(in);
      Phases phases =
          new Phases(
              number(in) - 1, number(in) - 1, number(in) - 1, number(in) - 1, number(in) - 1);
      String cause = "";
      if (outcome != Outcome.UP) {
        byte[] text = new byte[(int) number(in)];
        in.get(text);
        cause = new String(text, StandardCharsets.UTF_8);
      }
      results.add(new CheckResult(at, outcome, cause, status, phases, null));
    }
    return results;
  }

  private static long number(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
