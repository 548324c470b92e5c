// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.apitoolkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.CodedInputStream;
import io.gatehouse.collector.IngestAnswer;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.CountSource;
import io.gatehouse.storage.IngestOutcome;
import io.gatehouse.storage.RequestLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The topic to which SDKs of the first generation publish. */
class PubsubCollectorTest {

  private final Pubsub pubsub = new Pubsub();

  private static List<String> grpcIds(IngestAnswer answer) throws IOException {
    assertThat(answer.trailers()).containsEntry("grpc-status", "0");
    byte[] body = answer.body();
    CodedInputStream in = CodedInputStream.newInstance(Arrays.copyOfRange(body, 5, body.length));
    List<String> ids = new ArrayList<>();
    while (in.readTag() == 10) {
      ids.add(in.readString());
    }
    return ids;
  }

  private static byte[] data(JsonNode message) {
    return message.toString().getBytes(UTF_8);
  }

  @Test
  void at7_methodsThatAreNotPublishing_areUnimplemented() {
    for (String path :
        List.of(
            "/google.pubsub.v1.Publisher/CreateTopic",
            "/google.pubsub.v1.Subscriber/Pull",
            "/google.pubsub.v1.SchemaService/GetSchema")) {
      IngestAnswer answer =
          pubsub.send(Pubsub.head(path, Map.of("Content-Type", "application/grpc")), new byte[5]);
      assertThat(answer.trailers()).containsEntry("grpc-status", "12");
    }
  }

  @Test
  void getTopic_knownOne_isNamed() throws IOException {
    byte[] known = Pubsub.framed(Pubsub.publishRequest(FakeTopics.TOPIC, List.of()), false);
    assertThat(grpcIds(pubsub.send(Pubsub.grpcHead("GetTopic"), known)))
        .containsExactly(Pubsub.topicName(FakeTopics.TOPIC));
    byte[] other = Pubsub.framed(Pubsub.publishRequest("gh-other", List.of()), false);
    assertThat(pubsub.send(Pubsub.grpcHead("GetTopic"), other).trailers())
        .containsEntry("grpc-status", "5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "express-2.4.6/get-user",
        "express-2.4.6/outgoing-get",
        "express-2.4.6/unhandled-error",
        "flask-0.1.3/boom-500",
        "flask-0.1.3/post-form",
        "fastapi-1.2.1/unhandled-error-status-200"
      })
  void at8_allTransports_giveTheSameRows(String name) throws IOException {
    List<byte[]> messages = Pubsub.fixture(name);
    byte[] request = Pubsub.publishRequest(FakeTopics.TOPIC, messages);
    byte[] json = Pubsub.publishJson(messages);
    pubsub.send(Pubsub.grpcHead("Publish"), Pubsub.framed(request, false));
    pubsub.send(Pubsub.grpcHead("Publish"), Pubsub.framed(Pubsub.gzip(request), true));
    pubsub.send(Pubsub.jsonHead(FakeTopics.TOPIC, Map.of()), json);
    pubsub.send(
        Pubsub.jsonHead(FakeTopics.TOPIC, Map.of("Content-Encoding", "gzip")), Pubsub.gzip(json));
    assertThat(pubsub.intake.batches()).hasSize(4);
    Batch first = pubsub.intake.batches().get(0);
    assertThat(first.source()).isEqualTo(CountSource.SPANS);
    assertThat(first.requestLogs()).hasSize(1);
    for (Batch batch : pubsub.intake.batches()) {
      assertThat(batch.requestLogs()).isEqualTo(first.requestLogs());
      assertThat(batch.spans()).isEqualTo(first.spans());
      assertThat(batch.errors()).isEqualTo(first.errors());
      assertThat(batch.outcomes()).isEqualTo(first.outcomes());
    }
  }

  @Test
  void at8_recordedBytes_areReadAsTheirJson() throws IOException {
    PublishRequest recorded =
        PublishRequest.ofGrpc(Pubsub.framed(Pubsub.recorded("express-2.4.6/outgoing-get"), false));
    assertThat(recorded.topic()).isEqualTo("projects/gatehouse-local/topics/gatehouse-requests");
    assertThat(recorded.messages()).hasSize(2);
    List<byte[]> json = Pubsub.fixture("express-2.4.6/outgoing-get");
    for (int i = 0; i < 2; i++) {
      assertThat(Pubsub.MAPPER.readTree(recorded.messages().get(i)))
          .isEqualTo(Pubsub.MAPPER.readTree(json.get(i)));
    }
  }

  @Test
  void at8_idsAreAsManyAsMessages_alsoWhenSomeAreRefused() throws IOException {
    List<byte[]> messages =
        List.of(data(Pubsub.message("JsExpress")), "no json".getBytes(UTF_8), new byte[0]);
    assertThat(grpcIds(pubsub.publish(messages))).hasSize(3).doesNotHaveDuplicates();
    JsonNode answer =
        Pubsub.MAPPER.readTree(
            pubsub
                .send(Pubsub.jsonHead(FakeTopics.TOPIC, Map.of()), Pubsub.publishJson(messages))
                .body());
    assertThat(answer.get("messageIds")).hasSize(3).allMatch(id -> id.asText().matches("\\d+"));
    assertThat(pubsub.intake.batches().get(0).outcomes())
        .extracting(IngestOutcome::reason, IngestOutcome::count)
        .contains(org.assertj.core.api.Assertions.tuple("message-undecodable", 2L));
  }

  @Test
  void at9_answer_comesWhenTheMessagesAreDurable() {
    pubsub.intake.hold();
    CompletableFuture<IngestAnswer> answer =
        pubsub.start(
            Pubsub.grpcHead("Publish"),
            Pubsub.framed(
                Pubsub.publishRequest(
                    FakeTopics.TOPIC, List.of(data(Pubsub.message("PythonFlask")))),
                false));
    assertThat(answer).isNotDone();
    pubsub.intake.release();
    assertThat(answer.join().trailers()).containsEntry("grpc-status", "0");
    pubsub.intake.setUnavailable(true);
    assertThat(pubsub.publish(List.of(data(Pubsub.message("PythonFlask")))).trailers())
        .containsEntry("grpc-status", "14");
  }

  @Test
  void at9_thousandMessagesAndTenMebibytes_areTaken() throws IOException {
    byte[] small = data(Pubsub.message("JsExpress"));
    assertThat(grpcIds(pubsub.publish(Collections.nCopies(1_000, small)))).hasSize(1_000);
    assertThat(pubsub.publish(Collections.nCopies(1_001, small)).trailers())
        .containsEntry("grpc-status", "3");
    ObjectNode large = Pubsub.message("JsExpress");
    large.put("response_body", "A".repeat(10 << 20));
    RequestLog request = pubsub.requestOf(large);
    assertThat(request.responseBody().state()).isEqualTo(RequestLog.Body.State.TOO_LARGE);
    byte[] tooLarge = new byte[PubsubLimits.WIRE_BYTES + 1];
    assertThat(pubsub.send(Pubsub.grpcHead("Publish"), tooLarge).trailers())
        .containsEntry("grpc-status", "3");
  }

  @Test
  void at10_topic_isTheCredential() {
    byte[] message = data(Pubsub.message("JsExpress"));
    assertCode("gh-other", message, "5", 404);
    assertCode(FakeTopics.REVOKED, message, "7", 403);
    pubsub.quotaSeconds = 12;
    assertCode(FakeTopics.TOPIC, message, "8", 429);
    pubsub.topics.available = false;
    assertCode(FakeTopics.TOPIC, message, "14", 503);
    assertThat(pubsub.intake.batches()).isEmpty();
  }

  private void assertCode(String topic, byte[] message, String grpcStatus, int status) {
    byte[] request = Pubsub.framed(Pubsub.publishRequest(topic, List.of(message)), false);
    assertThat(pubsub.send(Pubsub.grpcHead("Publish"), request).trailers())
        .containsEntry("grpc-status", grpcStatus);
    assertThat(
            pubsub
                .send(Pubsub.jsonHead(topic, Map.of()), Pubsub.publishJson(List.of(message)))
                .status())
        .isEqualTo(status);
  }

  @Test
  void at10_messageOfAnotherProject_isRefused() throws IOException {
    ObjectNode other = Pubsub.message("JsExpress");
    other.put("project_id", UUID.randomUUID().toString());
    assertThat(grpcIds(pubsub.publish(List.of(data(other))))).hasSize(1);
    assertThat(pubsub.intake.batch().requestLogs()).isEmpty();
    assertThat(pubsub.intake.batch().outcomes())
        .extracting(IngestOutcome::reason)
        .containsExactly("project-mismatch");
  }

  @Test
  void paused_isTakenAndDropped() throws IOException {
    byte[] request =
        Pubsub.framed(
            Pubsub.publishRequest(FakeTopics.PAUSED, List.of(data(Pubsub.message("JsExpress")))),
            false);
    assertThat(grpcIds(pubsub.send(Pubsub.grpcHead("Publish"), request))).hasSize(1);
    assertThat(pubsub.intake.batches()).isEmpty();
  }

  @Test
  void at11_repeat_hasTheSameIdentityInWhateverRequest() {
    ObjectNode named = Pubsub.message("JsExpress");
    ObjectNode nameless = Pubsub.message("PythonFlask");
    nameless.remove("msg_id");
    pubsub.publish(List.of(data(named), data(nameless)));
    pubsub.publish(List.of(data(nameless)));
    pubsub.publish(List.of(data(named)));
    List<RequestLog> both = pubsub.intake.batches().get(0).requestLogs();
    assertThat(both.get(0).id())
        .isEqualTo(UUID.fromString("9971a084-6c6a-4924-8f79-d779f6f5c4f1"))
        .isEqualTo(pubsub.intake.batches().get(2).requestLogs().get(0).id());
    assertThat(both.get(1).id())
        .isNotEqualTo(both.get(0).id())
        .isEqualTo(pubsub.intake.batches().get(1).requestLogs().get(0).id());
    nameless.put("duration", 2_000_001);
    assertThat(pubsub.requestOf(nameless).id()).isNotEqualTo(both.get(1).id());
    ObjectNode zero = Pubsub.message("GoGin");
    zero.put("msg_id", "00000000-0000-0000-0000-000000000000");
    assertThat(pubsub.requestOf(zero).id()).isNotEqualTo(new UUID(0, 0));
  }

  @Test
  void undecodableRequest_isInvalid() {
    assertThat(pubsub.send(Pubsub.grpcHead("Publish"), new byte[] {0, 0, 0, 0, 2, 18}).trailers())
        .containsEntry("grpc-status", "3");
    assertThat(
            pubsub.send(Pubsub.jsonHead(FakeTopics.TOPIC, Map.of()), "{".getBytes(UTF_8)).status())
        .isEqualTo(400);
  }
}
