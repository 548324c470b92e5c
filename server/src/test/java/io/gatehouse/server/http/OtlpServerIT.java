// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** OpenTelemetry over real connections: HTTP on two ports, gRPC on two ports. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtlpServerIT {

  private static final String GRPC_PATH =
      "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

  private TestServer server;
  private int httpPort;
  private int grpcPort;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    httpPort = freePort();
    grpcPort = freePort();
    server =
        TestServer.start(
            directory,
            "ingest.otlp-http-port=" + httpPort,
            "ingest.otlp-grpc-port=" + grpcPort,
            "ingest.browser-origins=https://shop.example");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
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

  private static String json(int span) {
    long now = System.currentTimeMillis();
    return """
    {"resourceSpans":[{"resource":{"attributes":[]},"scopeSpans":[{"spans":[{
      "traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"%016x","kind":2,"name":"GET",
      "startTimeUnixNano":"%d000000","endTimeUnixNano":"%d000000","attributes":[
        {"key":"http.request.method","value":{"stringValue":"GET"}},
        {"key":"http.route","value":{"stringValue":"/users/{id}"}},
        {"key":"http.response.status_code","value":{"intValue":200}}]}]}]}]}\
    """
        .formatted(span, now, now + 5);
  }

  private TestServer.Answer post(URI url, String key, String contentType, String body) {
    return server.send(
        HttpRequest.newBuilder(url)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static byte[] message(int span) throws IOException {
    long nanos = System.currentTimeMillis() * 1_000_000;
    byte[] attributes = text("http.request.method", "GET");
    byte[] route = text("http.route", "/users/{id}");
    byte[] record =
        bytes(
            out -> {
              out.writeByteArray(1, "0123456789abcdef".getBytes(UTF_8));
              out.writeByteArray(2, ByteBuffer.allocate(8).putLong(span).array());
              out.writeString(5, "GET");
              out.writeEnum(6, 2);
              out.writeFixed64(7, nanos);
              out.writeFixed64(8, nanos + 5_000_000);
              out.writeByteArray(9, attributes);
              out.writeByteArray(9, route);
            });
    byte[] scope = bytes(out -> out.writeByteArray(2, record));
    byte[] resource = bytes(out -> out.writeByteArray(2, scope));
    return bytes(out -> out.writeByteArray(1, resource));
  }

  private static byte[] text(String key, String value) throws IOException {
    byte[] any = bytes(out -> out.writeString(1, value));
    return bytes(
        out -> {
          out.writeString(1, key);
          out.writeByteArray(2, any);
        });
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

  private AggregatedHttpResponse call(int port, String key, String path, byte[] message) {
    byte[] frame =
        ByteBuffer.allocate(5 + message.length)
            .put((byte) 0)
            .putInt(message.length)
            .put(message)
            .array();
    RequestHeaders headers =
        RequestHeaders.builder(HttpMethod.POST, path)
            .add("content-type", "application/grpc")
            .add("te", "trailers")
            .add("authorization", "Bearer " + key)
            .build();
    return WebClient.of("h2c://127.0.0.1:" + port)
        .execute(headers, HttpData.wrap(frame))
        .aggregate()
        .join();
  }

  private long requests(App app) throws InterruptedException {
    assertThat(server.server().awaitLoaded(Duration.ofSeconds(20))).isTrue();
    return server.get(Role.VIEWER, app.base + "/endpoints").json().at("/items/0/requests").asLong();
  }

  @Test
  void http_allPortsAndSpellingsOfTheKey_countTogether() throws Exception {
    App app = app("Over HTTP");
    String secret = app.key.get("secret").asText();
    URI own = URI.create("http://127.0.0.1:" + httpPort + "/v1/traces");
    URI shared = server.server().localUrl().resolve("/otlp/v1/traces");
    assertThat(post(own, secret, "application/json", json(1)).json()).isEmpty();
    assertThat(post(shared, secret, "application/json", json(2)).status()).isEqualTo(200);
    String writeToken = app.key.get("writeToken").asText();
    assertThat(post(shared, writeToken, "application/json", json(3)).status()).isEqualTo(200);
    // The same span again.
    assertThat(post(own, secret, "application/json", json(3)).status()).isEqualTo(200);
    assertThat(requests(app)).isEqualTo(3);
  }

  @Test
  void grpc_bothPorts_answerWithTrailers() throws Exception {
    App app = app("Over gRPC");
    String secret = app.key.get("secret").asText();
    AggregatedHttpResponse first = call(grpcPort, secret, GRPC_PATH, message(1));
    assertThat(first.trailers().get("grpc-status")).isEqualTo("0");
    assertThat(first.contentUtf8()).hasSize(5);
    AggregatedHttpResponse second =
        call(server.server().localUrl().getPort(), secret, GRPC_PATH, message(2));
    assertThat(second.trailers().get("grpc-status")).isEqualTo("0");
    assertThat(requests(app)).isEqualTo(2);
  }

  @Test
  void grpc_wrongKeyOrService_isToldInTrailers() throws Exception {
    AggregatedHttpResponse unknown = call(grpcPort, "ghi_x", GRPC_PATH, message(1));
    assertThat(unknown.status().code()).isEqualTo(200);
    assertThat(unknown.trailers().get("grpc-status")).isEqualTo("16");
    AggregatedHttpResponse other = call(grpcPort, "ghi_x", "/x.Y/Z", message(1));
    assertThat(other.trailers().get("grpc-status")).isEqualTo("12");
  }

  @Test
  void http_wrongAddress_isToldTheRightOne() {
    TestServer.Answer root =
        post(server.server().localUrl().resolve("/"), "x", "application/json", "{}");
    assertThat(root.status()).isEqualTo(404);
    assertThat(root.json().get("message").asText()).contains("/v1/traces");
    URI pages = URI.create("http://127.0.0.1:" + httpPort + "/api/v1/apps");
    assertThat(server.send(HttpRequest.newBuilder(pages).build()).status()).isEqualTo(404);
    TestServer.Answer get =
        server.send(
            HttpRequest.newBuilder(server.server().localUrl().resolve("/v1/traces")).build());
    assertThat(get.status()).isEqualTo(405);
  }

  private AggregatedHttpResponse preflight(String origin, String path) {
    return WebClient.of(server.url())
        .execute(
            RequestHeaders.of(
                HttpMethod.OPTIONS,
                path,
                "origin",
                origin,
                "access-control-request-method",
                "POST",
                "access-control-request-headers",
                "content-type,x-api-key"))
        .aggregate()
        .join();
  }

  /** AT-35: pages of allowed origins may send, and read the answer. */
  @Test
  void at35_pageOfAnAllowedOrigin_maySend() {
    AggregatedHttpResponse allowed = preflight("https://shop.example", "/v1/traces");
    assertThat(allowed.status().code()).isEqualTo(200);
    assertThat(allowed.headers().get("access-control-allow-origin"))
        .isEqualTo("https://shop.example");
    assertThat(allowed.headers().get("access-control-allow-headers"))
        .contains("content-type", "x-api-key", "authorization");
    assertThat(preflight("https://evil.example", "/v1/traces").headers().names())
        .noneMatch(name -> name.toString().equals("access-control-allow-origin"));

    App app = app("Pages");
    AggregatedHttpResponse sent =
        WebClient.of(server.url())
            .execute(
                RequestHeaders.of(
                    HttpMethod.POST,
                    "/v1/traces",
                    "origin",
                    "https://shop.example",
                    "content-type",
                    "application/json",
                    "authorization",
                    "Bearer " + app.key().get("secret").asText()),
                HttpData.ofUtf8(json(35)))
            .aggregate()
            .join();
    assertThat(sent.status().code()).as(sent.contentUtf8()).isEqualTo(200);
    assertThat(sent.headers().get("access-control-allow-origin")).isEqualTo("https://shop.example");
  }

  /**
   * AT-35: recordings are not kept, and 403 is what ends them; with a key and as a beacon without.
   */
  @Test
  void at35_recordingOfASession_isToldToStop() {
    for (String credential : new String[] {"", "Bearer " + app("Replays").key().get("secret")}) {
      AggregatedHttpResponse answer =
          WebClient.of(server.url())
              .execute(
                  RequestHeaders.builder(HttpMethod.POST, "/api/v1/rrweb")
                      .add("origin", "https://shop.example")
                      .add("authorization", credential)
                      .build(),
                  HttpData.ofUtf8("{\"events\":[],\"sessionId\":\"s\"}"))
              .aggregate()
              .join();
      assertThat(answer.status().code()).isEqualTo(403);
      assertThat(answer.contentUtf8()).contains("no recordings of sessions", "replayEventsBaseUrl");
      assertThat(answer.headers().get("access-control-allow-origin"))
          .isEqualTo("https://shop.example");
    }
  }
}
