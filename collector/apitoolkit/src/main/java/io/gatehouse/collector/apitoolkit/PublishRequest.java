// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.apitoolkit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.gatehouse.collector.decode.GunzipStream;
import io.gatehouse.collector.decode.Json;
import io.gatehouse.collector.decode.TooLargeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one publish call brings. Of its messages only the data matters.
 *
 * @param topic its whole name; empty when the body does not tell
 * @param messages the data of each; empty when it has none that can be read
 */
record PublishRequest(String topic, List<byte[]> messages) {

  private static final int GRPC_HEADER_BYTES = 5;
  private static final byte[] NOTHING = {};

  /**
   * Reads the one message of a unary call.
   *
   * @throws TooLargeException when it holds too much
   */
  static PublishRequest ofGrpc(byte[] body) throws IOException {
    return ofProtobuf(unframed(body));
  }

  static byte[] unframed(byte[] body) throws IOException {
    if (body.length < GRPC_HEADER_BYTES) {
      throw new IOException("a call without a message");
    }
    long length = 0;
    for (int i = 1; i < GRPC_HEADER_BYTES; i++) {
      length = length << 8 | (body[i] & 0xFF);
    }
    byte[] message = Arrays.copyOfRange(body, GRPC_HEADER_BYTES, body.length);
    if (length != message.length || body[0] < 0 || body[0] > 1) {
      throw new IOException("a call of another form than one message");
    }
    return body[0] == 1 ? inflated(message) : message;
  }

  static byte[] inflated(byte[] body) throws IOException {
    if (!GunzipStream.isGzip(body)) {
      throw new IOException("said to be gzip, but is not");
    }
    try (GunzipStream in = new GunzipStream(body, PubsubLimits.WIRE_BYTES)) {
      return in.readAllBytes();
    }
  }

  private static PublishRequest ofProtobuf(byte[] body) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(body);
    String topic = "";
    List<byte[]> messages = new ArrayList<>();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case 1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED -> topic = in.readString();
        case 2 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
          int limit = in.pushLimit(in.readRawVarint32());
          add(messages, data(in));
          in.popLimit(limit);
        }
        default -> in.skipField(tag);
      }
    }
    return new PublishRequest(topic, messages);
  }

  private static byte[] data(CodedInputStream in) throws IOException {
    byte[] data = NOTHING;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == (1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
        data = in.readByteArray();
      } else {
        in.skipField(tag);
      }
    }
    return data;
  }

  /** Reads the JSON form, whose topic is in the path. */
  static PublishRequest ofJson(byte[] body) throws IOException {
    List<byte[]> messages = new ArrayList<>();
    try (JsonParser parser = SdkJson.FACTORY.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not a JSON object");
      }
      Json.fields(
          parser,
          (name, value) -> {
            if (name.equals("messages")) {
              Json.objects(value, element -> add(messages, jsonData(element)));
            } else {
              value.skipChildren();
            }
          });
      if (parser.nextToken() != null) {
        throw new IOException("more than one JSON object");
      }
    }
    return new PublishRequest("", messages);
  }

  private static byte[] jsonData(JsonParser parser) throws IOException {
    byte[][] data = {NOTHING};
    Json.fields(
        parser,
        (name, value) -> {
          String text = name.equals("data") ? Json.text(value) : null;
          byte[] decoded = text == null ? null : SdkBodies.base64(text);
          if (decoded != null) {
            data[0] = decoded;
          } else {
            value.skipChildren();
          }
        });
    return data[0];
  }

  private static void add(List<byte[]> messages, byte[] data) throws TooLargeException {
    if (messages.size() >= PubsubLimits.MESSAGES) {
      throw new TooLargeException("more than %d messages".formatted(PubsubLimits.MESSAGES));
    }
    messages.add(data);
  }
}
