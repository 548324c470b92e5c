// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link RecordWriter} wrote. Whatever the bytes are, it reads within them, allocates no
 * more than a small multiple of their number, and fails with {@link CodecException}.
 */
final class RecordReader {

  private final byte[] bytes;
  private final List<String> names = new ArrayList<>();
  private int at;

  RecordReader(byte[] bytes) {
    this.bytes = bytes;
  }

  int octet() {
    if (at >= bytes.length) {
      throw new CodecException("record ends early, at byte " + at);
    }
    return bytes[at++] & 0xFF;
  }

  boolean flag() {
    return octet() != 0;
  }

  long count() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int octet = octet();
      value |= (long) (octet & 0x7F) << shift;
      if (octet < 0x80) {
        return value;
      }
    }
    throw new CodecException("number too long at byte " + at);
  }

  long number() {
    long value = count();
    return (value >>> 1) ^ -(value & 1);
  }

  int smallNumber() {
    long value = number();
    if (value != (int) value) {
      throw new CodecException("number out of range: " + value);
    }
    return (int) value;
  }

  /** The number of things that follow, each of which takes at least one byte. */
  int size() {
    long value = count();
    if (value < 0 || value > bytes.length - at) {
      throw new CodecException("%d elements in %d bytes".formatted(value, bytes.length - at));
    }
    return (int) value;
  }

  long fixed64() {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | octet();
    }
    return value;
  }

  UUID uuid() {
    return new UUID(fixed64(), fixed64());
  }

  @Nullable String name() {
    long reference = count();
    if (reference == RecordWriter.NULL) {
      return null;
    }
    if (reference == RecordWriter.NEW) {
      String value = text();
      names.add(value);
      return value;
    }
    long index = reference - RecordWriter.KNOWN;
    if (index < 0 || index >= names.size()) {
      throw new CodecException("unknown string number " + index);
    }
    return names.get((int) index);
  }

  String requiredName() {
    String value = name();
    if (value == null) {
      throw new CodecException("missing string before byte " + at);
    }
    return value;
  }

  String text() {
    int length = size();
    String value = new String(bytes, at, length, UTF_8);
    at += length;
    return value;
  }

  @Nullable String optionalText() {
    return flag() ? text() : null;
  }

  <T> List<T> list(Supplier<T> element) {
    int size = size();
    List<T> elements = new ArrayList<>(Math.min(size, 1024));
    for (int i = 0; i < size; i++) {
      elements.add(element.get());
    }
    return elements;
  }

  void expectEnd() {
    if (at != bytes.length) {
      throw new CodecException("%d bytes after the end".formatted(bytes.length - at));
    }
  }
}
