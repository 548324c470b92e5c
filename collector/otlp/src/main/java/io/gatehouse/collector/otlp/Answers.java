// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.CodedOutputStream;
import io.gatehouse.collector.IngestAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Writes answers in the encoding of their request. */
final class Answers {

  /** What an answer has before it is spelled: a text for people. */
  static final String PLAIN = "text/plain";

  private static final String RETRY_AFTER = "Retry-After";
  private static final long MAX_RETRY_SECONDS = 120;
  private static final int GRPC_RESOURCE_EXHAUSTED = 8;
  private static final int GRPC_UNAVAILABLE = 14;

  private Answers() {}

  static IngestAnswer plain(int status, String message) {
    return IngestAnswer.of(status, PLAIN, message.getBytes(UTF_8));
  }

  /** Everything was taken, or what was not is told. */
  static IngestAnswer taken(Encoding encoding, Signal signal, long rejected, String message) {
    if (encoding == Encoding.JSON) {
      return IngestAnswer.of(
          200, encoding.contentType(), json(signal, rejected, message).getBytes(UTF_8));
    }
    byte[] body = message.isEmpty() ? new byte[0] : partial(rejected, message);
    return encoding == Encoding.GRPC ? grpcMessage(body) : protobuf(200, body);
  }

  private static IngestAnswer protobuf(int status, byte[] body) {
    return IngestAnswer.of(status, Encoding.PROTOBUF.contentType(), body);
  }

  private static String json(Signal signal, long rejected, String message) {
    if (message.isEmpty()) {
      return "{}";
    }
    String name =
        switch (signal) {
          case TRACES -> "rejectedSpans";
          case METRICS -> "rejectedDataPoints";
          case LOGS -> "rejectedLogRecords";
        };
    return "{\"partialSuccess\":{\"%s\":\"%d\",\"errorMessage\":%s}}"
        .formatted(name, rejected, JsonText.quoted(message));
  }

  private static byte[] partial(long rejected, String message) {
    byte[] partial =
        write(
            out -> {
              if (rejected != 0) {
                out.writeInt64(1, rejected);
              }
              out.writeString(2, message);
            });
    return write(out -> out.writeByteArray(1, partial));
  }

  /** An answer that is not yet in the encoding of its request. */
  static IngestAnswer spell(@Nullable Encoding encoding, IngestAnswer answer) {
    int status = answer.status();
    boolean spelled = answer.contentType() != null && !PLAIN.equals(answer.contentType());
    if (spelled || status < 300) {
      return answer;
    }
    // Exporters come again after 503, but not after 408.
    int told = status == 408 || status == 500 ? 503 : status;
    String message = answer.contentType() == null ? usual(told) : new String(answer.body(), UTF_8);
    String retry = answer.headers().get(RETRY_AFTER);
    long seconds = retry == null ? told == 503 ? 5 : 0 : Long.parseLong(retry);
    if (told == 503) {
      // Not all at once: they were refused together.
      seconds += ThreadLocalRandom.current().nextLong(seconds / 2 + 1);
    }
    seconds = Math.min(MAX_RETRY_SECONDS, seconds);
    if (encoding == Encoding.GRPC) {
      return grpcError(grpcCode(told), message, seconds);
    }
    IngestAnswer whole = error(encoding, told, message);
    for (var header : answer.headers().entrySet()) {
      whole = whole.withHeader(header.getKey(), header.getValue());
    }
    return seconds > 0 ? whole.withHeader(RETRY_AFTER, Long.toString(seconds)) : whole;
  }

  private static IngestAnswer error(@Nullable Encoding encoding, int status, String message) {
    int code = grpcCode(status);
    return encoding == Encoding.PROTOBUF
        ? protobuf(status, status(code, message, 0))
        : IngestAnswer.json(
            status, "{\"code\":%d,\"message\":%s}".formatted(code, JsonText.quoted(message)));
  }

  private static String usual(int status) {
    return switch (status) {
      case 401 -> "The ingest key is missing or unknown.";
      case 413 -> "The request is too large.";
      case 429 -> "Too many requests. Come again later.";
      case 503 -> "Nothing can be taken now. Come again later.";
      default -> "The request was not taken.";
    };
  }

  private static int grpcCode(int status) {
    return switch (status) {
      case 400 -> 3;
      case 401 -> 16;
      case 403 -> 7;
      case 404, 405, 415 -> 12;
      case 413, 429 -> GRPC_RESOURCE_EXHAUSTED;
      case 503 -> GRPC_UNAVAILABLE;
      default -> 13;
    };
  }

  /** google.rpc.Status. */
  private static byte[] status(int code, String message, long retrySeconds) {
    byte[] delay = write(out -> out.writeInt64(1, retrySeconds));
    byte[] retryInfo = write(out -> out.writeByteArray(1, delay));
    byte[] any =
        write(
            out -> {
              out.writeString(1, "type.googleapis.com/google.rpc.RetryInfo");
              out.writeByteArray(2, retryInfo);
            });
    return write(
        out -> {
          out.writeInt32(1, code);
          out.writeString(2, message);
          if (retrySeconds > 0) {
            out.writeByteArray(3, any);
          }
        });
  }

  private static IngestAnswer grpcMessage(byte[] message) {
    byte[] frame = new byte[5 + message.length];
    for (int i = 0; i < 4; i++) {
      frame[1 + i] = (byte) (message.length >>> (24 - 8 * i));
    }
    System.arraycopy(message, 0, frame, 5, message.length);
    return IngestAnswer.of(200, Encoding.GRPC.contentType(), frame).withTrailer("grpc-status", "0");
  }

  private static IngestAnswer grpcError(int code, String message, long retrySeconds) {
    IngestAnswer answer =
        IngestAnswer.of(200, Encoding.GRPC.contentType(), new byte[0])
            .withTrailer("grpc-status", Integer.toString(code))
            .withTrailer("grpc-message", percentEncoded(message));
    if (retrySeconds == 0) {
      return answer;
    }
    byte[] details = status(code, message, retrySeconds);
    return answer.withTrailer(
        "grpc-status-details-bin", Base64.getEncoder().withoutPadding().encodeToString(details));
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

  @FunctionalInterface
  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] write(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      fields.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("an array cannot be written", e);
    }
    return bytes.toByteArray();
  }
}
