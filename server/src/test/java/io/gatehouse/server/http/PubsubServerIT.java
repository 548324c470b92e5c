// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.CodedOutputStream;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import io.gatehouse.catalog.Role;
import io.gatehouse.server.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The first generation of APIToolkit's SDKs over real connections: start-up call and topic. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PubsubServerIT {

  private static final String PUBLISH = "/google.pubsub.v1.Publisher/Publish";

  private TestServer server;
  private int port;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    server = TestServer.start(directory, "ingest.pubsub-port=" + port);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private record App(String base, JsonNode key) {}

  private App app(String name) {
    String base =
        "/apps/"
            + server
                .send(Role.OWNER, "POST", "/apps", "{\"name\":\"%s\"}".formatted(name))
                .json()
                .get("id")
                .asText();
    return new App(
        base, server.send(Role.ADMIN, "POST", base + "/ingest-keys", "{\"name\":\"k\"}").json());
  }

  private TestServer.Answer metadata(String key) {
    return server.send(
        HttpRequest.newBuilder(URI.create(server.url() + "/api/client_metadata"))
            .header("Authorization", "Bearer " + key)
            .build());
  }

  private static String message(App app, UUID id) {
    return """
    {"timestamp":"%s","duration":5000000,"project_id":"%s","method":"GET","status_code":200,\
    "url_path":"/users/:id","raw_url":"/users/42","sdk_type":"JsExpress","msg_id":"%s",\
    "host":"api.shop.test","path_params":{"id":"42"}}"""
        .formatted(Instant.now(), app.key.get("projectId").asText(), id);
  }

  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] bytes(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    fields.write(out);
    out.flush();
    return bytes.toByteArray();
  }

  private AggregatedHttpResponse publish(String topic, String message) throws IOException {
    byte[] data = bytes(out -> out.writeByteArray(1, message.getBytes(UTF_8)));
    byte[] request =
        bytes(
            out -> {
              out.writeString(1, "projects/gatehouse/topics/" + topic);
              out.writeByteArray(2, data);
            });
    byte[] framed =
        ByteBuffer.allocate(5 + request.length)
            .put((byte) 0)
            .putInt(request.length)
            .put(request)
            .array();
    return WebClient.of("h2c://127.0.0.1:" + port)
        .execute(
            RequestHeaders.of(
                HttpMethod.POST, PUBLISH, "content-type", "application/grpc", "te", "trailers"),
            HttpData.wrap(framed))
        .aggregate()
        .join();
  }

  private TestServer.Answer publishJson(String topic, String message) {
    String data = Base64.getEncoder().encodeToString(message.getBytes(UTF_8));
    return server.send(
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/v1/projects/gatehouse/topics/%s:publish"
                        .formatted(port, topic)))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"messages\":[{\"data\":\"" + data + "\"}]}"))
            .build());
  }

  @Test
  void at4_metadata_holdsARealKeyThatStaysTheSame() throws Exception {
    App app = app("Metadata");
    TestServer.Answer answer = metadata(app.key.get("secret").asText());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("topic_id")).isEqualTo(app.key.get("topicId"));
    assertThat(answer.json().get("project_id")).isEqualTo(app.key.get("projectId"));
    String pem = answer.json().at("/pubsub_push_service_account/private_key").asText();
    String base64 = pem.replaceAll("-----[A-Z ]+-----|\n", "");
    RSAPrivateKey key =
        (RSAPrivateKey)
            KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    assertThat(key.getModulus().bitLength()).isEqualTo(2_048);
    assertThat(metadata(app.key.get("secret").asText()).json()).isEqualTo(answer.json());
    assertThat(metadata("ghi_unknown").status()).isEqualTo(401);
    JsonNode again =
        new ObjectMapper()
            .readTree(
                WebClient.of(server.url())
                    .execute(
                        RequestHeaders.of(
                            HttpMethod.GET,
                            "//api/client_metadata",
                            "authorization",
                            "Bearer " + app.key.get("secret").asText()))
                    .aggregate()
                    .join()
                    .contentUtf8());
    assertThat(again.get("topic_id")).isEqualTo(app.key.get("topicId"));
  }

  @Test
  void at7_topic_isReachedOnItsOwnPortOnly() throws Exception {
    App app = app("Ports");
    String topic = app.key.get("topicId").asText();
    UUID first = UUID.randomUUID();
    AggregatedHttpResponse grpc = publish(topic, message(app, first));
    assertThat(grpc.trailers().get("grpc-status")).isEqualTo("0");
    assertThat(publish(topic, message(app, first)).trailers().get("grpc-status")).isEqualTo("0");
    TestServer.Answer json = publishJson(topic, message(app, UUID.randomUUID()));
    assertThat(json.status()).isEqualTo(200);
    assertThat(json.json().get("messageIds")).hasSize(1);
    assertThat(server.server().awaitLoaded(Duration.ofSeconds(20))).isTrue();
    JsonNode summary =
        server.send(Role.VIEWER, "GET", app.base + "/summary", "").json().get("current");
    assertThat(summary.get("requests").asLong()).isEqualTo(2);
    TestServer.Answer other =
        server.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/client_metadata"))
                .build());
    assertThat(other.status()).isEqualTo(404);
    TestServer.Answer main =
        server.send(
            HttpRequest.newBuilder(
                    URI.create(
                        server.url() + "/v1/projects/gatehouse/topics/" + topic + ":publish"))
                .POST(BodyPublishers.ofString("{}"))
                .build());
    assertThat(main.status()).isBetween(400, 499);
  }

  @Test
  void at10_revokedKey_closesItsTopic() throws Exception {
    App app = app("Revoked");
    String topic = app.key.get("topicId").asText();
    server.send(Role.ADMIN, "DELETE", app.base + "/ingest-keys/" + app.key.get("id").asText(), "");
    assertThat(publish(topic, message(app, UUID.randomUUID())).trailers().get("grpc-status"))
        .isEqualTo("7");
    assertThat(publishJson(topic, message(app, UUID.randomUUID())).status()).isEqualTo(403);
    assertThat(metadata(app.key.get("secret").asText()).status()).isEqualTo(401);
    String unknown = "gh-" + "a".repeat(40);
    assertThat(publish(unknown, message(app, UUID.randomUUID())).trailers().get("grpc-status"))
        .isEqualTo("5");
  }
}
