// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.otlp.Shape.Field;
import io.gatehouse.collector.otlp.Shape.Kind;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads protobuf as a stream; nothing but the value at hand is in memory. */
final class ProtobufCursor implements Cursor {

  /** Deeper than anything that is read: what is not read is skipped without going into it. */
  private static final int MAX_DEPTH = 200;

  private static final int MAX_ID_BYTES = 16;

  private static final byte[] NOTHING = {};

  private final CodedInputStream in;
  private final Corrections corrections;

  /** All of it; empty when it comes from a stream. */
  private final byte[] message;

  private final Names names = new Names();
  private Kind kind = Kind.MESSAGE;
  private boolean consumed;
  private int depth;

  /** Of a message that is read as it comes out of its compression. */
  ProtobufCursor(InputStream in, Corrections corrections) {
    this.in = CodedInputStream.newInstance(in, 16 << 10);
    this.in.setSizeLimit(Integer.MAX_VALUE);
    this.message = NOTHING;
    this.corrections = corrections;
  }

  /** Of a message in memory, whose bytes need not be copied first. */
  ProtobufCursor(byte[] message, Corrections corrections) {
    this.in = CodedInputStream.newInstance(message);
    this.message = message;
    this.corrections = corrections;
  }

  @Override
  public void root(Shape shape, FieldReader reader) throws IOException {
    fields(shape, reader);
  }

  @Override
  public void message(Shape shape, FieldReader reader) throws IOException {
    if (++depth > MAX_DEPTH) {
      throw new MalformedOtlpException("messages nested deeper than " + MAX_DEPTH);
    }
    int outer = in.pushLimit(in.readRawVarint32());
    fields(shape, reader);
    if (in.getBytesUntilLimit() != 0) {
      throw new MalformedOtlpException("the body ends within a message");
    }
    in.popLimit(outer);
    depth--;
    consumed = true;
  }

  private void fields(Shape shape, FieldReader reader) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      Field field = shape.field(WireFormat.getTagFieldNumber(tag));
      int wireType = WireFormat.getTagWireType(tag);
      if (field != null && wireType == wireTypeOf(field.kind())) {
        one(field, tag, reader);
      } else if (field != null
          && field.repeated()
          && field.kind().numeric()
          && wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        packed(field, reader);
      } else {
        skip(tag);
      }
    }
  }

  private void one(Field field, int tag, FieldReader reader) throws IOException {
    kind = field.kind();
    consumed = false;
    reader.field(field.number(), this);
    if (!consumed) {
      skip(tag);
    }
  }

  private void packed(Field field, FieldReader reader) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    while (in.getBytesUntilLimit() > 0) {
      kind = field.kind();
      consumed = false;
      reader.field(field.number(), this);
      if (!consumed) {
        in.skipRawBytes(in.getBytesUntilLimit());
      }
    }
    in.popLimit(outer);
  }

  private void skip(int tag) throws IOException {
    if (!in.skipField(tag)) {
      throw new MalformedOtlpException("an end without a beginning");
    }
  }

  private static int wireTypeOf(Kind kind) {
    return switch (kind) {
      case TEXT, BYTES, ID, MESSAGE -> WireFormat.WIRETYPE_LENGTH_DELIMITED;
      case VARINT, SIGNED -> WireFormat.WIRETYPE_VARINT;
      case FIXED32 -> WireFormat.WIRETYPE_FIXED32;
      case FIXED64, DOUBLE -> WireFormat.WIRETYPE_FIXED64;
    };
  }

  @Override
  public String text(int maxBytes) throws IOException {
    return text(length(), maxBytes);
  }

  @Override
  public String name(int maxBytes) throws IOException {
    int size = length();
    if (message.length == 0 || size > Math.min(maxBytes, Names.MAX_BYTES)) {
      return text(size, maxBytes);
    }
    int start = in.getTotalBytesRead();
    in.skipRawBytes(size);
    String name = names.of(message, start, size);
    Texts.countReplaced(name, corrections);
    return name;
  }

  private String text(int size, int maxBytes) throws IOException {
    if (size <= maxBytes) {
      String text;
      if (message.length == 0) {
        text = new String(in.readRawBytes(size), UTF_8);
      } else {
        int start = in.getTotalBytesRead();
        in.skipRawBytes(size);
        text = new String(message, start, size, UTF_8);
      }
      Texts.countReplaced(text, corrections);
      return text;
    }
    int head = maxBytes / 4 * 3;
    int tail = maxBytes - head;
    byte[] first = in.readRawBytes(head);
    in.skipRawBytes(size - maxBytes);
    return Texts.joinCut(first, in.readRawBytes(tail), size - maxBytes, corrections);
  }

  @Override
  public byte @Nullable [] bytes(int maxBytes) throws IOException {
    int size = length();
    if (size > maxBytes) {
      in.skipRawBytes(size);
      return null;
    }
    return in.readRawBytes(size);
  }

  @Override
  public byte @Nullable [] id() throws IOException {
    return bytes(MAX_ID_BYTES);
  }

  /** The length of the value at hand, which lies within its message. */
  private int length() throws IOException {
    consumed = true;
    int size = in.readRawVarint32();
    int left = in.getBytesUntilLimit();
    if (size < 0 || (left >= 0 && size > left)) {
      throw new MalformedOtlpException("a value longer than its message");
    }
    return size;
  }

  @Override
  public long integer() throws IOException {
    consumed = true;
    return switch (kind) {
      case SIGNED -> in.readSInt64();
      case FIXED32 -> in.readRawLittleEndian32() & 0xFFFFFFFFL;
      case FIXED64 -> in.readRawLittleEndian64();
      case DOUBLE -> (long) in.readDouble();
      case VARINT, TEXT, BYTES, ID, MESSAGE -> in.readRawVarint64();
    };
  }

  @Override
  public double number() throws IOException {
    if (kind != Kind.DOUBLE) {
      return integer();
    }
    consumed = true;
    return in.readDouble();
  }
}
