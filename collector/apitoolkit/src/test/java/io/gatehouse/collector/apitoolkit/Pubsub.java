// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.apitoolkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.CodedOutputStream;
import io.gatehouse.collector.ByteBudget;
import io.gatehouse.collector.Collector;
import io.gatehouse.collector.IngestAnswer;
import io.gatehouse.collector.IngestHead;
import io.gatehouse.collector.Upload;
import io.gatehouse.collector.intake.IngestCounters;
import io.gatehouse.collector.testkit.ManualClock;
import io.gatehouse.collector.testkit.RecordingIntake;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.RequestLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;

/** A collector that takes published messages, and libraries that publish to it. */
final class Pubsub {

  /** A little after the recorded messages: 2026-11-22T20:47:23Z. */
  static final long NOW = 1_795_380_443_000L;

  static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String PATH = "/google.pubsub.v1.Publisher/";

  final FakeTopics topics = new FakeTopics();
  final RecordingIntake intake = new RecordingIntake();
  final ManualClock clock = new ManualClock(NOW);
  final IngestCounters counters = new IngestCounters(clock);
  long quotaSeconds;
  final Collector collector =
      new Collector(
          List.of(
              new PubsubCollector(
                  topics, (app, peer, bytes) -> quotaSeconds, intake, counters, clock)),
          new ByteBudget(96 << 20));

  static String topicName(String topic) {
    return "projects/" + ClientMetadata.PUBSUB_PROJECT + "/topics/" + topic;
  }

  static IngestHead grpcHead(String method) {
    return head(PATH + method, Map.of("Content-Type", "application/grpc", "TE", "trailers"));
  }

  static IngestHead jsonHead(String topic, Map<String, String> more) {
    Map<String, String> headers = new TreeMap<>(more);
    headers.put("Content-Type", "application/json");
    return head("/v1/" + topicName(topic) + ":publish", headers);
  }

  static IngestHead head(String path, Map<String, String> headers) {
    Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    fields.putAll(headers);
    return new IngestHead("POST", path, "", fields::get, "192.0.2.7", -1);
  }

  IngestAnswer send(IngestHead head, byte[] body) {
    return start(head, body).join();
  }

  CompletableFuture<IngestAnswer> start(IngestHead head, byte[] body) {
    Upload upload = collector.open(head);
    for (int at = 0; at < body.length && upload.refusal() == null; at += 65_536) {
      upload.add(body, at, Math.min(65_536, body.length - at));
    }
    return upload.finish().toCompletableFuture();
  }

  static byte[] publishRequest(String topic, List<byte[]> messages) {
    return write(
        out -> {
          out.writeString(1, topicName(topic));
          for (byte[] data : messages) {
            byte[] message =
                write(
                    part -> {
                      part.writeByteArray(1, data);
                      part.writeByteArray(2, new byte[] {10, 1, 'k', 18, 1, 'v'});
                      part.writeByteArray(4, new byte[] {8, 1});
                    });
            out.writeByteArray(2, message);
          }
        });
  }

  static byte[] publishJson(List<byte[]> messages) {
    ObjectNode request = MAPPER.createObjectNode();
    ArrayNode list = request.putArray("messages");
    for (byte[] data : messages) {
      list.addObject()
          .put("data", Base64.getEncoder().encodeToString(data))
          .putObject("attributes")
          .put("unknown", "key");
    }
    return request.toString().getBytes(UTF_8);
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
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
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

  IngestAnswer publish(List<byte[]> messages) {
    return send(grpcHead("Publish"), framed(publishRequest(FakeTopics.TOPIC, messages), false));
  }

  /** Publishes one message and gives the batch that it became. */
  Batch batchOf(JsonNode message) {
    publish(List.of(message.toString().getBytes(UTF_8)));
    return intake.batches().get(intake.batches().size() - 1);
  }

  RequestLog requestOf(JsonNode message) {
    List<RequestLog> requests = batchOf(message).requestLogs();
    if (requests.size() != 1) {
      throw new AssertionError("expected one request, got " + requests);
    }
    return requests.get(0);
  }

  /** The messages of a recorded publish request. */
  static List<byte[]> fixture(String name) {
    List<byte[]> messages = new ArrayList<>();
    for (JsonNode message : read(name).get("messages")) {
      messages.add(message.get("data").toString().getBytes(UTF_8));
    }
    return messages;
  }

  private static JsonNode read(String name) {
    try (InputStream in = Pubsub.class.getResourceAsStream("/pubsub/" + name + ".json")) {
      return MAPPER.readTree(Objects.requireNonNull(in, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] recorded(String name) {
    try (InputStream in =
        Pubsub.class.getResourceAsStream("/pubsub/" + name + ".publishrequest.pb")) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Batch batchOfFixture(String name) {
    publish(fixture(name));
    return intake.batches().get(intake.batches().size() - 1);
  }

  RequestLog requestOfFixture(String name) {
    return batchOfFixture(name).requestLogs().get(0);
  }

  /** A message with everything that is usual. */
  static ObjectNode message(String sdkType) {
    ObjectNode message = MAPPER.createObjectNode();
    message.put("timestamp", "2026-11-22T20:40:00.500Z");
    message.put("duration", 2_000_000);
    message.put("project_id", FakeTopics.PROJECT);
    message.put("host", "api.shop.test");
    message.put("method", "GET");
    message.put("url_path", "/users/:id");
    message.put("raw_url", "/users/42?verbose=true");
    message.put("referer", "");
    message.putObject("query_params").put("verbose", "true");
    message.putObject("path_params").put("id", "42");
    message.putObject("request_headers").put("accept", "*/*");
    message.putObject("response_headers").put("content-type", "application/json");
    message.put("request_body", "");
    message.put("response_body", base64("{\"ok\":true}"));
    message.put("proto_major", 1);
    message.put("proto_minor", 1);
    message.put("status_code", 200);
    message.put("sdk_type", sdkType);
    message.put("msg_id", "9971a084-6c6a-4924-8f79-d779f6f5c4f1");
    message.putNull("parent_id");
    message.putArray("errors");
    message.putArray("tags").add("env:test");
    message.put("service_version", "v2");
    return message;
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
