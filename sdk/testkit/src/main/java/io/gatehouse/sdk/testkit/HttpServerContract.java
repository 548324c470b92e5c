// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.protocol.BatchWriter;
import io.gatehouse.protocol.WireRecord.Body;
import io.gatehouse.protocol.WireRecord.BodyState;
import io.gatehouse.protocol.WireRecord.ErrorRollup;
import io.gatehouse.protocol.WireRecord.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every adapter does. The fixture application serves, below its base path:
 *
 * <ul>
 *   <li>{@code GET /items/{id}}: {@code item <id>}; {@code GET /nested/items/{id}}: the same, by a
 *       route of two parts
 *   <li>{@code GET /boom}: an exception nobody handles; {@code GET /handled}: an exception mapped
 *       to 422 with the body {@code handled}
 *   <li>{@code GET /status/503}: that status, no body; {@code GET /redirect}: 302 to {@code
 *       /items/1}
 *   <li>{@code GET /async/{id}}: {@code async <id>} from another thread; {@code GET /async-boom}:
 *       an exception there; {@code GET /async-timeout}: nothing within 300 ms, then 503
 *   <li>{@code GET /stream}: 5 × 1,000 bytes, flushed; {@code GET /sse}: 3 events {@code data:
 *       <n>}; {@code GET /large}: 20 MB; {@code GET /writer}: {@code grüße} as UTF-8 by a writer
 *   <li>{@code POST /echo}: its body, as the type it came with; {@code POST /form}: its parameter
 *       {@code name}; {@code POST /upload}: size of its part {@code file}; {@code POST /unread}:
 *       {@code unread}, without reading
 *   <li>{@code GET /forward}: what {@code /items/9} answers; {@code GET /secured}: 401, or with the
 *       header {@code Authorization: Basic YW5uOmFubg==} {@code hello ann}, refused before routing
 * </ul>
 *
 * Every other path is answered with 404. Texts are {@code text/plain}.
 *
 * <p>Each request goes to the same application without the SDK as well, and the responses have to
 * be the same.
 */
public abstract class HttpServerContract extends AdapterFixture {

  private static final int LARGE_BYTES = 20_000_000;
  private static final String MULTIPART = "multipart/form-data; boundary=cut";
  private static final String UPLOAD =
      "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n"
          + "Content-Type: text/plain\r\n\r\nhello\r\n--cut--\r\n";
  private static final String CREDENTIALS = "Basic YW5uOmFubg==";

  /** For subclasses. */
  protected HttpServerContract() {}

  @Test
  void b5_simpleRequest_isRecordedWithFullRoute() throws Exception {
    HttpResponse<String> response = get("/items/7");

    assertThat(response.body()).isEqualTo("item 7");
    assertRecorded(recordedOnce(), "GET", "/items/{id}", 200, 6);
  }

  @Test
  void b6_nestedRoute_isTheFullTemplate() throws Exception {
    assertThat(get("/nested/items/7").body()).isEqualTo("item 7");
    assertRecorded(recordedOnce(), "GET", "/nested/items/{id}", 200, 6);
  }

  @Test
  void b1_unknownPath_hasNoRoute() throws Exception {
    assertThat(get("/unknown/secret-4711").statusCode()).isEqualTo(404);
    RecordedExchange one = recordedOnce();

    assertThat(one.route()).isEmpty();
    assertThat(one.status()).isEqualTo(404);
  }

  @Test
  void b4_forward_keepsTheFirstRoute() throws Exception {
    assertThat(get("/forward").body()).isEqualTo("item 9");
    String route = can(Capability.ROUTE_BEFORE_FORWARD) ? "/forward" : "/items/{id}";
    assertRecorded(recordedOnce(), "GET", route, 200, 6);
  }

  @Test
  void b8_refusedRequest_isRecordedWithItsStatus() throws Exception {
    assertThat(get("/secured").statusCode()).isEqualTo(401);
    RecordedExchange one = recordedOnce();

    assertThat(one.status()).isEqualTo(401);
    assertThat(one.route())
        .isEqualTo(can(Capability.ROUTE_OF_REFUSED_REQUESTS) ? route("/secured") : "");
    assertThat(one.consumer()).isNull();
  }

  @Test
  void f1_principal_isTheConsumer() throws Exception {
    HttpResponse<String> response =
        send(request("/secured").header("Authorization", CREDENTIALS).GET().build());

    assertThat(response.body()).isEqualTo("hello ann");
    assertThat(recordedOnce().consumer()).isEqualTo(can(Capability.PRINCIPAL) ? "ann" : null);
  }

  @Test
  void b10_unknownMethod_isOther() throws Exception {
    int status =
        send(request("/items/1").method("FOO", BodyPublishers.noBody()).build()).statusCode();
    if (!can(Capability.UNKNOWN_METHODS)) {
      assertThat(status).isGreaterThanOrEqualTo(400);
      get("/items/1");
      assertThat(recordedOnce().method()).isEqualTo("GET");
      return;
    }
    RecordedExchange one = recordedOnce();

    assertThat(one.method()).isEqualTo("_OTHER");
    assertThat(one.status()).isEqualTo(status);
  }

  @Test
  void c1_unhandledException_is500() throws Exception {
    assertThat(get("/boom").statusCode()).isEqualTo(500);
    RecordedExchange one = recordedOnce();

    assertThat(one.status()).isEqualTo(500);
    assertThat(one.route()).isEqualTo(route("/boom"));
    assertThat(one.failed()).isZero();
  }

  @Test
  void d4_errorPage_sizeIsUnknownOrTrue() throws Exception {
    HttpResponse<String> response = get("/boom");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(recordedOnce().responseBytes())
        .isEqualTo(can(Capability.SIZE_OF_ERROR_PAGES) ? response.body().length() : -1);
  }

  @Test
  void c3_handledException_keepsItsStatus() throws Exception {
    HttpResponse<String> response = get("/handled");

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).isEqualTo("handled");
    RecordedExchange one = recordedOnce();
    assertRecorded(one, "GET", "/handled", 422, 7);
    assertThat(one.failed()).isZero();
    if (can(Capability.HANDLED_ERRORS)) {
      await().atMost(PATIENCE).until(() -> !recordsOf(ErrorRollup.class).isEmpty());
    }
    assertThat(recordsOf(ErrorRollup.class))
        .hasSize(can(Capability.HANDLED_ERRORS) ? 1 : 0)
        .allMatch(ErrorRollup::handled);
  }

  @Test
  void c4_statusWithoutException_isKept() throws Exception {
    assertThat(get("/status/503").statusCode()).isEqualTo(503);
    RecordedExchange one = recordedOnce();

    assertThat(one.status()).isEqualTo(503);
    assertThat(one.failed()).isZero();
  }

  @Test
  void a15_redirect_isRecordedAsSent() throws Exception {
    HttpResponse<String> response = get("/redirect");

    assertThat(response.statusCode()).isEqualTo(302);
    assertThat(response.headers().firstValue("Location")).get().asString().endsWith("/items/1");
    assertThat(recordedOnce().status()).isEqualTo(302);
  }

  @Test
  void c6_clientGoesAway_isAbortedAndNoError() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setReceiveBufferSize(4_096);
      socket.setSoLinger(true, 0);
      String head = "GET " + basePath() + "/large HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(UTF_8));
      assertThat(socket.getInputStream().readNBytes(1_000)).hasSize(1_000);
    }
    RecordedExchange one = recordedOnce();

    assertThat(one.route()).isEqualTo(route("/large"));
    assertThat(one.aborted()).isEqualTo(1);
    assertThat(one.failed()).isZero();
    assertThat(one.status()).isEqualTo(200);
    assertThat(one.responseBytes()).isLessThan(LARGE_BYTES);
  }

  @Test
  void a1_async_isRecordedAtItsEnd() throws Exception {
    assertThat(get("/async/5").body()).isEqualTo("async 5");
    assertRecorded(recordedOnce(), "GET", "/async/{id}", 200, 7);
  }

  @Test
  void a4_asyncException_is500() throws Exception {
    assertThat(get("/async-boom").statusCode()).isEqualTo(500);
    RecordedExchange one = recordedOnce();

    assertThat(one.status()).isEqualTo(500);
    assertThat(one.route()).isEqualTo(route("/async-boom"));
  }

  @Test
  void a2_asyncTimeout_hasTheFinalStatus() throws Exception {
    assertThat(get("/async-timeout").statusCode()).isEqualTo(503);
    RecordedExchange one = recordedOnce();

    assertThat(one.status()).isEqualTo(503);
    assertThat(one.durationMicros()).isGreaterThanOrEqualTo(250_000);
  }

  @Test
  void d5_stream_countsEveryByte() throws Exception {
    assertThat(get("/stream").body()).hasSize(5_000);
    assertRecorded(recordedOnce(), "GET", "/stream", 200, 5_000);
  }

  @Test
  void d6_serverSentEvents_allArrive() throws Exception {
    HttpResponse<String> response =
        send(request("/sse").header("Accept", "text/event-stream").GET().build());

    assertThat(response.body().lines().map(line -> line.replace("data: ", "data:")))
        .contains("data:1", "data:2", "data:3");
    assertRecorded(recordedOnce(), "GET", "/sse", 200, response.body().length());
  }

  @Test
  void d7_largeResponse_hasItsTrueSize() throws Exception {
    HttpResponse<byte[]> response =
        send(request("/large").GET().build(), BodyHandlers.ofByteArray());

    assertThat(response.body()).hasSize(LARGE_BYTES);
    assertRecorded(recordedOnce(), "GET", "/large", 200, LARGE_BYTES);
  }

  @Test
  void d2_writer_isCountedInBytes() throws Exception {
    assertThat(get("/writer").body()).isEqualTo("grüße");
    assertRecorded(recordedOnce(), "GET", "/writer", 200, 7);
  }

  @Test
  void d3_head_hasNoBytes() throws Exception {
    HttpResponse<String> response =
        send(request("/items/7").method("HEAD", BodyPublishers.noBody()).build());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertRecorded(recordedOnce(), "HEAD", "/items/{id}", 200, 0);
  }

  @Test
  void d1_echo_countsWhatWasReadAndWritten() throws Exception {
    String body = "x".repeat(3_000);

    assertThat(post("/echo", "text/plain", body).body()).isEqualTo(body);
    RecordedExchange one = recordedOnce();
    assertRecorded(one, "POST", "/echo", 200, 3_000);
    assertThat(one.requestBytes()).isEqualTo(3_000);
  }

  @Test
  void d9_form_keepsItsParameters() throws Exception {
    HttpResponse<String> response =
        post("/form", "application/x-www-form-urlencoded", "name=ann&age=7");

    assertThat(response.body()).isEqualTo("ann");
    RecordedExchange one = recordedOnce();
    assertRecorded(one, "POST", "/form", 200, 3);
    assertThat(one.requestBytes()).isEqualTo(14);
  }

  @Test
  void d10_upload_keepsItsParts() throws Exception {
    HttpResponse<String> response = post("/upload", MULTIPART, UPLOAD);

    assertThat(response.body()).isEqualTo("5");
    RecordedExchange one = recordedOnce();
    assertRecorded(one, "POST", "/upload", 200, 1);
    assertThat(one.requestBytes()).isEqualTo(UPLOAD.length());
  }

  @Test
  void d11_bodyNeverRead_hasItsAnnouncedSize() throws Exception {
    BodyPublisher body = BodyPublishers.ofString("x".repeat(5_000));

    assertThat(sendAlone(request("/unread").POST(body).build()).body()).isEqualTo("unread");
    RecordedExchange one = recordedOnce();

    assertRecorded(one, "POST", "/unread", 200, 6);
    assertThat(one.requestBytes()).isEqualTo(5_000);
  }

  @Test
  void d11_bodyOfUnknownSizeNeverRead_isUnknown() throws Exception {
    BodyPublisher chunked =
        BodyPublishers.fromPublisher(BodyPublishers.ofString("x".repeat(5_000)));

    int sent = sendUntilAnswered(request("/unread").POST(chunked).build(), "unread");
    long most = can(Capability.UNREAD_BODIES) ? 0 : 5_000;
    assertThat(recorded(sent))
        .allSatisfy(one -> assertThat(one.requestBytes()).isBetween(0L, sent * most));
  }

  @Test
  void a16_manyRequestsOfOneConnection_areNotMixed() throws Exception {
    for (int i = 0; i < 50; i++) {
      assertThat(get("/items/" + i % 10).body()).isEqualTo("item " + i % 10);
      assertThat(post("/echo", "text/plain", "four").body()).isEqualTo("four");
    }
    List<RecordedExchange> recorded = recorded(100);

    assertThat(recorded).hasSize(2).allMatch(one -> one.requests() == 50);
    assertThat(recorded).extracting(RecordedExchange::responseBytes).contains(300L, 200L);
  }

  @Test
  void b12_excludedRequest_isNotRecorded() throws Exception {
    assertThat(get("/items/1?" + FakeServer.EXCLUDED_QUERY).body()).isEqualTo("item 1");
    assertThat(post("/echo?" + FakeServer.EXCLUDED_QUERY, "text/plain", "four").body())
        .isEqualTo("four");
    assertThat(get("/items/2").body()).isEqualTo("item 2");

    assertThat(recordedOnce().requests()).isEqualTo(1);
  }

  @Test
  void d6_flushes_keepTheirOrderAndSize() throws Exception {
    for (String path : List.of("/stream", "/sse")) {
      assertThat(raw(port(), path)).isEqualTo(raw(portWithout(), path)).contains("200");
    }
    recorded(2);
  }

  @Test
  void e1_bodies_areToldRedacted() throws Exception {
    tellRequests();
    String body = "{\"name\":\"ann\",\"password\":\"hunter2\"}";
    String masked = "{\"name\":\"ann\",\"password\":\"[REDACTED]\"}";

    assertThat(post("/echo?case=e1", "application/json", body).body()).isEqualTo(body);
    Request told = told("/echo?case=e1");
    assertBody(told.requestBody(), BodyState.CAPTURED, masked);
    assertBody(told.responseBody(), BodyState.CAPTURED, masked);
    assertThat(reportedTo().recorded().records())
        .noneMatch(record -> BatchWriter.line(record).contains("hunter2"));
  }

  @Test
  void d2_writtenText_isTold() throws Exception {
    tellRequests();

    assertThat(get("/writer?case=d2").body()).isEqualTo("grüße");
    assertBody(told("/writer?case=d2").responseBody(), BodyState.CAPTURED, "grüße");
  }

  @Test
  void d6_asyncText_isTold() throws Exception {
    tellRequests();

    assertThat(get("/async/5?case=d6").body()).isEqualTo("async 5");
    assertBody(told("/async/5?case=d6").responseBody(), BodyState.CAPTURED, "async 5");
  }

  @Test
  void d7_bodyOverTheCap_isToldAsTruncated() throws Exception {
    tellRequests();
    String body = "x".repeat(40_000);

    assertThat(post("/echo?case=d7", "text/plain", body).body()).isEqualTo(body);
    Request told = told("/echo?case=d7");
    assertBody(told.requestBody(), BodyState.TRUNCATED, null);
    assertBody(told.responseBody(), BodyState.TRUNCATED, null);
    assertThat(told.requestBytes()).isEqualTo(40_000);
    assertThat(told.responseBytes()).isEqualTo(40_000);
  }

  @Test
  void d8_bodiesThatAreNoText_areNotTold() throws Exception {
    tellRequests();

    assertThat(post("/echo?case=d8", "application/octet-stream", "bytes").body())
        .isEqualTo("bytes");
    Request told = told("/echo?case=d8");
    assertBody(told.requestBody(), BodyState.NONE, null);
    assertBody(told.responseBody(), BodyState.NONE, null);
    assertThat(
            send(request("/sse?case=d8").header("Accept", "text/event-stream").GET().build())
                .body()
                .replace("data: ", "data:"))
        .contains("data:3");
    assertBody(told("/sse?case=d8").responseBody(), BodyState.NONE, null);
  }

  @Test
  void d9_form_isToldByItsParameters() throws Exception {
    tellRequests();
    String form = "name=ann+b%26c&password=hunter2";

    assertThat(post("/form?case=d9", "application/x-www-form-urlencoded", form).body())
        .isEqualTo("ann b&c");
    String told = told("/form?case=d9").requestBody().text();
    assertThat(told == null ? List.of() : List.of(told.split("&")))
        .hasSize(can(Capability.BODIES) ? 2 : 0)
        .isSubsetOf("name=ann+b%26c", "password=[REDACTED]");
  }

  @Test
  void d10_upload_tellsNoContent() throws Exception {
    tellRequests();

    assertThat(post("/upload?case=d10", MULTIPART, UPLOAD).body()).isEqualTo("5");
    assertBody(told("/upload?case=d10").requestBody(), BodyState.NONE, null);
  }

  @Test
  void d11_bodyNeverRead_isNotTold() throws Exception {
    tellRequests();

    assertThat(post("/unread?case=d11", "text/plain", "secret").body()).isEqualTo("unread");
    Body body = told("/unread?case=d11").requestBody();
    boolean mayBeTold = can(Capability.BODIES) && !can(Capability.UNREAD_BODIES);
    if (mayBeTold && body.state() != BodyState.NONE) { // it came in before the answer went out
      assertThat(body).isEqualTo(new Body(BodyState.CAPTURED, "secret"));
    } else {
      assertThat(body).isEqualTo(Body.NONE);
    }
  }

  @Test
  void d3_head_tellsNoBody() throws Exception {
    tellRequests();
    send(request("/items/7?case=d3").method("HEAD", BodyPublishers.noBody()).build());

    assertBody(told("/items/7?case=d3").responseBody(), BodyState.NONE, null);
  }

  private void assertBody(Body body, BodyState state, @Nullable String text) {
    boolean told = can(Capability.BODIES);
    assertThat(body).isEqualTo(told ? new Body(state, text) : Body.NONE);
  }

  private void assertRecorded(
      RecordedExchange one, String method, String template, int status, long responseBytes) {
    assertThat(one.method()).isEqualTo(method);
    assertThat(one.route()).isEqualTo(route(template));
    assertThat(one.status()).isEqualTo(status);
    assertThat(one.responseBytes()).isEqualTo(responseBytes);
    assertThat(one.aborted()).isZero();
  }

  private String route(String template) {
    return basePath()
        + (can(Capability.ROUTE_TEMPLATES) ? template : template.replaceAll("\\{[^}]*}", "*"));
  }

  /** On a connection of its own: a server may close it rather than read the rest of a body. */
  private static HttpResponse<String> sendAlone(HttpRequest request)
      throws IOException, InterruptedException {
    HttpClient alone = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    return alone.send(request, BodyHandlers.ofString());
  }

  /**
   * Sends as often as needed: TCP may lose the answer of a server that closes before it has read
   * all. The answer that comes must be the expected one.
   *
   * @return how often it was sent
   */
  private static int sendUntilAnswered(HttpRequest request, String expected)
      throws IOException, InterruptedException {
    for (int sent = 1; ; sent++) {
      try {
        assertThat(sendAlone(request).body()).isEqualTo(expected);
        return sent;
      } catch (IOException lost) {
        if (sent == 5) {
          throw lost;
        }
      }
    }
  }
}
