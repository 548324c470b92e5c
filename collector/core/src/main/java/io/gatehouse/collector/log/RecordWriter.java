// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Appends the basic values of the record form; not thread-safe. */
final class RecordWriter {

  /** References into the string table: null, then "new, here it is", then known ones. */
  static final int NULL = 0;

  static final int NEW = 1;
  static final int KNOWN = 2;

  private final Map<String, Integer> names = new HashMap<>();
  private byte[] bytes = new byte[1024];
  private int length;

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  void octet(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
  }

  void flag(boolean value) {
    octet(value ? 1 : 0);
  }

  /** A number that is never negative: seven bits an octet, lowest first. */
  void count(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  /** Any number; small ones of either sign are short. */
  void number(long value) {
    count((value << 1) ^ (value >> 63));
  }

  void fixed64(long value) {
    reserve(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
  }

  void uuid(UUID value) {
    fixed64(value.getMostSignificantBits());
    fixed64(value.getLeastSignificantBits());
  }

  /** A string that is likely to repeat: kept once per record. */
  void name(@Nullable String value) {
    if (value == null) {
      octet(NULL);
      return;
    }
    Integer known = names.putIfAbsent(value, names.size());
    if (known != null) {
      count(known + (long) KNOWN);
      return;
    }
    octet(NEW);
    text(value);
  }

  /** A string that hardly repeats. */
  void text(String value) {
    byte[] utf8 = value.getBytes(UTF_8);
    count(utf8.length);
    raw(utf8);
  }

  void optionalText(@Nullable String value) {
    flag(value != null);
    if (value != null) {
      text(value);
    }
  }

  private void raw(byte[] value) {
    reserve(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
