// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** Writes a request, given in OTLP's JSON, in any encoding; protobuf with the generated classes. */
final class Wire {

  private Wire() {}

  static byte[] write(Encoding encoding, Signal signal, JsonNode request) {
    return switch (encoding) {
      case JSON -> request.toString().getBytes(UTF_8);
      case PROTOBUF -> protobuf(signal, request);
      case GRPC -> framed(protobuf(signal, request), false);
    };
  }

  static byte[] framed(byte[] message, boolean compressed) {
    return ByteBuffer.allocate(5 + message.length)
        .put((byte) (compressed ? 1 : 0))
        .putInt(message.length)
        .put(message)
        .array();
  }

  static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] protobuf(Signal signal, JsonNode request) {
    Message.Builder builder =
        switch (signal) {
          case TRACES -> ExportTraceServiceRequest.newBuilder();
          case METRICS -> ExportMetricsServiceRequest.newBuilder();
          case LOGS -> ExportLogsServiceRequest.newBuilder();
        };
    fill(builder, request);
    return builder.build().toByteArray();
  }

  private static void fill(Message.Builder builder, JsonNode json) {
    for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
      JsonNode value = json.get(field.getJsonName());
      if (value == null || value.isNull()) {
        continue;
      }
      if (field.isRepeated()) {
        value.forEach(each -> builder.addRepeatedField(field, value(builder, field, each)));
      } else {
        builder.setField(field, value(builder, field, value));
      }
    }
  }

  private static Object value(Message.Builder builder, FieldDescriptor field, JsonNode value) {
    return switch (field.getJavaType()) {
      case INT -> value.asInt();
      case LONG -> Long.parseLong(value.asText());
      case FLOAT -> (float) value.asDouble();
      case DOUBLE -> value.isTextual() ? Double.parseDouble(value.asText()) : value.asDouble();
      case BOOLEAN -> value.asBoolean();
      case STRING -> value.asText();
      case BYTE_STRING ->
          ByteString.copyFrom(
              field.getName().endsWith("_id")
                  ? HexFormat.of().parseHex(value.asText())
                  : Base64.getDecoder().decode(value.asText()));
      case ENUM -> field.getEnumType().findValueByNumber(value.asInt());
      case MESSAGE -> {
        Message.Builder nested = builder.newBuilderForField(field);
        fill(nested, value);
        yield nested.build();
      }
    };
  }
}
