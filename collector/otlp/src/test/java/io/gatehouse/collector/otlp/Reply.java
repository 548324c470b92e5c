// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.UnknownFieldSet;
import io.gatehouse.collector.IngestAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.util.Arrays;

/**
 * What an exporter reads out of an answer, whatever its encoding.
 *
 * @param code gRPC's; 0 = taken
 * @param retryable whether an exporter would come again
 * @param message of an error or of a partial success; empty when there is none
 */
record Reply(int code, boolean retryable, long rejected, String message) {

  static final int INVALID_ARGUMENT = 3;
  static final int PERMISSION_DENIED = 7;
  static final int RESOURCE_EXHAUSTED = 8;
  static final int UNIMPLEMENTED = 12;
  static final int UNAVAILABLE = 14;
  static final int UNAUTHENTICATED = 16;

  static Reply of(Encoding encoding, IngestAnswer answer) {
    try {
      return switch (encoding) {
        case JSON -> ofJson(answer);
        case PROTOBUF -> ofProtobuf(answer);
        case GRPC -> ofGrpc(answer);
      };
    } catch (IOException e) {
      throw new UncheckedIOException("unreadable: " + answer, e);
    }
  }

  private static boolean retryable(IngestAnswer answer) {
    boolean status = answer.status() == 429 || answer.status() == 503;
    return status && answer.headers().containsKey("Retry-After");
  }

  private static Reply ofJson(IngestAnswer answer) throws IOException {
    JsonNode json = Payloads.JSON.readTree(answer.body());
    if (answer.status() != 200) {
      return new Reply(
          json.path("code").asInt(), retryable(answer), 0, json.path("message").asText());
    }
    JsonNode partial = json.path("partialSuccess");
    long rejected = 0;
    for (String name : new String[] {"rejectedSpans", "rejectedDataPoints", "rejectedLogRecords"}) {
      rejected += partial.path(name).asLong();
    }
    return new Reply(0, false, rejected, partial.path("errorMessage").asText());
  }

  private static Reply ofProtobuf(IngestAnswer answer) throws IOException {
    if (answer.status() == 200) {
      return partial(answer.body());
    }
    UnknownFieldSet status = UnknownFieldSet.parseFrom(answer.body());
    return new Reply(number(status, 1), retryable(answer), 0, text(status, 2));
  }

  private static Reply partial(byte[] body) throws IOException {
    UnknownFieldSet whole = UnknownFieldSet.parseFrom(body);
    if (!whole.hasField(1)) {
      return new Reply(0, false, 0, "");
    }
    UnknownFieldSet partial =
        UnknownFieldSet.parseFrom(whole.getField(1).getLengthDelimitedList().get(0));
    return new Reply(0, false, number(partial, 1), text(partial, 2));
  }

  private static Reply ofGrpc(IngestAnswer answer) throws IOException {
    int code = Integer.parseInt(answer.trailers().get("grpc-status"));
    if (code == 0) {
      return partial(Arrays.copyOfRange(answer.body(), 5, answer.body().length));
    }
    boolean retryInfo = answer.trailers().containsKey("grpc-status-details-bin");
    return new Reply(
        code, retryInfo, 0, URLDecoder.decode(answer.trailers().get("grpc-message"), UTF_8));
  }

  private static int number(UnknownFieldSet fields, int number) {
    return fields.hasField(number) ? fields.getField(number).getVarintList().get(0).intValue() : 0;
  }

  private static String text(UnknownFieldSet fields, int number) {
    return fields.hasField(number)
        ? fields.getField(number).getLengthDelimitedList().get(0).toStringUtf8()
        : "";
  }
}
