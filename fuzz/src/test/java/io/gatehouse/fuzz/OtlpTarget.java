// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.gatehouse.collector.IngestAnswer;
import io.gatehouse.collector.Quota;
import io.gatehouse.collector.intake.IngestCounters;
import io.gatehouse.collector.otlp.OtlpCollector;
import io.gatehouse.collector.testkit.FakeApps;
import io.gatehouse.collector.testkit.ManualClock;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.util.Map;

/**
 * The body of an export request. What the generated classes, or a JSON parser, can read is not
 * undecodable for us; what is no JSON is.
 */
final class OtlpTarget implements FuzzTarget {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether a peer can read the input. */
  private interface Peer {
    boolean reads(byte[] input) throws IOException;
  }

  private final Decoding decoding =
      new Decoding(
          intake -> {
            ManualClock clock = new ManualClock(Decoding.NOW_MILLIS);
            return new OtlpCollector(
                new FakeApps(), Quota.UNLIMITED, intake, new IngestCounters(clock), clock);
          });

  private final String path;
  private final String contentType;
  private final Peer peer;

  private OtlpTarget(String path, String contentType, Peer peer) {
    this.path = path;
    this.contentType = contentType;
    this.peer = peer;
  }

  static OtlpTarget protobuf(String signal) {
    Parser<? extends Message> parser =
        switch (signal) {
          case "traces" -> ExportTraceServiceRequest.parser();
          case "metrics" -> ExportMetricsServiceRequest.parser();
          default -> ExportLogsServiceRequest.parser();
        };
    return new OtlpTarget(
        "/v1/" + signal,
        "application/x-protobuf",
        input -> {
          try {
            return parser.parseFrom(input).isInitialized();
          } catch (InvalidProtocolBufferException e) {
            return false;
          }
        });
  }

  static OtlpTarget json(String signal) {
    return new OtlpTarget("/v1/" + signal, "application/json", input -> false);
  }

  static OtlpTarget grpc() {
    return new OtlpTarget(
        "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
        "application/grpc",
        input -> false);
  }

  @Override
  public void run(byte[] input) throws IOException {
    IngestAnswer answer =
        decoding.check(
            Decoding.head(
                path,
                "",
                Map.of("Content-Type", contentType, "Authorization", "Bearer " + FakeApps.TOKEN)),
            input);
    // The generated classes let a varint without an end pass where they keep it.
    boolean endless = answer.toString().contains("malformed varint");
    if (answer.status() == 400 && !endless && peer.reads(input)) {
      throw new AssertionError("undecodable only for us: " + answer);
    }
    boolean compressed = input.length > 1 && input[0] == 0x1f && input[1] == (byte) 0x8b;
    if (contentType.endsWith("json") && answer.status() == 200 && !compressed) {
      expectJson(input);
    }
  }

  private static void expectJson(byte[] input) throws IOException {
    String text = new String(input, UTF_8);
    if (text.isBlank()) {
      return;
    }
    try {
      if (!JSON.readTree(text).isObject()) {
        throw new AssertionError("taken, but no object");
      }
    } catch (JsonProcessingException e) {
      throw new AssertionError("taken, but no JSON", e);
    }
  }
}
