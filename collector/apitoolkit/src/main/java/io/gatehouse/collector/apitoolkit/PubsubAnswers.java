// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.apitoolkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.CodedOutputStream;
import io.gatehouse.collector.IngestAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Answers as Google's Pub/Sub gives them, over gRPC and as JSON. */
final class PubsubAnswers {

  static final String GRPC = "application/grpc";

  /** What an answer has before it is spelled: a text for people. */
  private static final String PLAIN = "text/plain";

  private PubsubAnswers() {}

  static IngestAnswer plain(int status, String message) {
    return IngestAnswer.of(status, PLAIN, message.getBytes(UTF_8));
  }

  /** As many ids as messages, in their order. */
  static IngestAnswer published(boolean grpc, List<String> ids) {
    if (grpc) {
      return grpcMessage(1, ids);
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator json = SdkJson.FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeArrayFieldStart("messageIds");
      for (String id : ids) {
        json.writeString(id);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text cannot be written", e);
    }
    return IngestAnswer.json(200, text.toString());
  }

  /** A topic that exists. */
  static IngestAnswer topic(String name) {
    return grpcMessage(1, List.of(name));
  }

  private static IngestAnswer grpcMessage(int field, List<String> texts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      for (String text : texts) {
        out.writeString(field, text);
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("an array cannot be written", e);
    }
    byte[] message = bytes.toByteArray();
    byte[] frame = new byte[5 + message.length];
    for (int i = 0; i < 4; i++) {
      frame[1 + i] = (byte) (message.length >>> (24 - 8 * i));
    }
    System.arraycopy(message, 0, frame, 5, message.length);
    return IngestAnswer.of(200, GRPC, frame).withTrailer("grpc-status", "0");
  }

  /** An answer that is not yet in the encoding of its request. */
  static IngestAnswer spell(boolean grpc, IngestAnswer answer) {
    int told = answer.status();
    boolean spelled = answer.contentType() != null && !PLAIN.equals(answer.contentType());
    if (spelled || told < 300) {
      return answer;
    }
    Code code = Code.of(told);
    String message = answer.contentType() == null ? code.usual : new String(answer.body(), UTF_8);
    if (grpc) {
      return IngestAnswer.of(200, GRPC, new byte[0])
          .withTrailer("grpc-status", Integer.toString(code.number))
          .withTrailer("grpc-message", percentEncoded(message));
    }
    IngestAnswer whole = IngestAnswer.json(code.status, error(code, message));
    for (var header : answer.headers().entrySet()) {
      whole = whole.withHeader(header.getKey(), header.getValue());
    }
    return whole;
  }

  private static String error(Code code, String message) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = SdkJson.FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeObjectFieldStart("error");
      json.writeNumberField("code", code.status);
      json.writeStringField("message", message);
      json.writeStringField("status", code.name());
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text cannot be written", e);
    }
    return text.toString();
  }

  /** What Google's libraries come again after, and what they give up. */
  private enum Code {
    INVALID_ARGUMENT(3, 400, "The request cannot be read."),
    NOT_FOUND(5, 404, "There is no such topic."),
    PERMISSION_DENIED(7, 403, "The ingest key of this topic was revoked."),
    RESOURCE_EXHAUSTED(8, 429, "Too many requests. Come again later."),
    UNIMPLEMENTED(12, 501, "Messages can only be published."),
    UNAVAILABLE(14, 503, "Nothing can be taken now. Come again later.");

    private final int number;
    private final int status;
    private final String usual;

    Code(int number, int status, String usual) {
      this.number = number;
      this.status = status;
      this.usual = usual;
    }

    static Code of(int status) {
      return switch (status) {
        case 404 -> NOT_FOUND;
        case 401, 403 -> PERMISSION_DENIED;
        case 429 -> RESOURCE_EXHAUSTED;
        case 405, 501 -> UNIMPLEMENTED;
        case 408, 500, 503 -> UNAVAILABLE;
        default -> INVALID_ARGUMENT;
      };
    }
  }

  private static String percentEncoded(String message) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : message.getBytes(UTF_8)) {
      if (b >= 0x20 && b < 0x7F && b != '%') {
        encoded.append((char) b);
      } else {
        encoded.append("%%%02X".formatted(b & 0xFF));
      }
    }
    return encoded.toString();
  }
}
