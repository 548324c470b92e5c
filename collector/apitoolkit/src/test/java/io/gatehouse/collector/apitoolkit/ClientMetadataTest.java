// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.apitoolkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.collector.ByteBudget;
import io.gatehouse.collector.Collector;
import io.gatehouse.collector.IngestAnswer;
import io.gatehouse.collector.IngestHead;
import io.gatehouse.collector.intake.IngestCounters;
import io.gatehouse.collector.testkit.ManualClock;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The call with which SDKs of the first generation start. */
class ClientMetadataTest {

  private final FakeTopics topics = new FakeTopics();
  private final Collector collector =
      new Collector(
          List.of(
              new ClientMetadata(
                  topics,
                  () -> new ServiceAccount("k1", "-----BEGIN PRIVATE KEY-----\nAA\n"),
                  "",
                  new IngestCounters(new ManualClock(Pubsub.NOW)))),
          new ByteBudget(1 << 20));

  private IngestAnswer get(String path, Map<String, String> headers) {
    IngestHead head = new IngestHead("GET", path, "", headers::get, "192.0.2.7", -1);
    return collector.open(head).finish().toCompletableFuture().join();
  }

  private IngestAnswer get(String path) {
    return get(
        path, Map.of("Authorization", "Bearer " + FakeTopics.KEY, "Host", "gatehouse.test:8080"));
  }

  @Test
  void at2_pathAfterATrailingSlash_isAnsweredToo() {
    assertThat(get("/api/client_metadata").status()).isEqualTo(200);
    assertThat(get("//api/client_metadata").status()).isEqualTo(200);
    assertThat(collector.handles("/api/v1/apps")).isFalse();
    assertThat(collector.handles("/api/v1/client_metadata")).isFalse();
  }

  @Test
  void at3_answer_hasExactlyTheFourKeys() throws IOException {
    IngestAnswer answer = get("/api/client_metadata");
    assertThat(answer.contentType()).isEqualTo("application/json");
    JsonNode metadata = Pubsub.MAPPER.readTree(answer.body());
    assertThat(metadata.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "project_id", "pubsub_project_id", "topic_id", "pubsub_push_service_account");
    assertThat(metadata.get("project_id").asText()).isEqualTo(FakeTopics.PROJECT);
    assertThat(metadata.get("topic_id").asText()).isEqualTo(FakeTopics.TOPIC);
  }

  @Test
  void at4_serviceAccount_isAMapOfTextsOfTheSameProject() throws IOException {
    JsonNode metadata = Pubsub.MAPPER.readTree(get("/api/client_metadata").body());
    JsonNode account = metadata.get("pubsub_push_service_account");
    assertThat(account.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "type",
            "project_id",
            "private_key_id",
            "private_key",
            "client_email",
            "client_id",
            "auth_uri",
            "token_uri");
    assertThat(account).allMatch(JsonNode::isTextual);
    assertThat(account.get("type").asText()).isEqualTo("service_account");
    assertThat(account.get("project_id")).isEqualTo(metadata.get("pubsub_project_id"));
    assertThat(account.get("private_key").asText()).startsWith("-----BEGIN PRIVATE KEY-----\n");
    assertThat(account.get("token_uri").asText()).isEqualTo("http://gatehouse.test:8080/token");
  }

  @Test
  void at5_unknownKey_isUnauthorizedAndDoubtIsNot() {
    assertThat(get("/api/client_metadata", Map.of("Authorization", "Bearer other")).status())
        .isEqualTo(401);
    assertThat(get("/api/client_metadata", Map.of()).status()).isEqualTo(401);
    topics.available = false;
    IngestAnswer doubt = get("/api/client_metadata");
    assertThat(doubt.status()).isEqualTo(503);
    assertThat(doubt.headers()).containsKey("Retry-After");
  }

  @Test
  void otherMethod_isNotAllowed() {
    IngestHead head =
        new IngestHead("POST", "/api/client_metadata", "", name -> null, "192.0.2.7", -1);
    assertThat(collector.open(head).finish().toCompletableFuture().join().status()).isEqualTo(405);
  }
}
