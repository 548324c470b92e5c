// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.outbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.alerting.outbound.OutboundException.Kind;
import io.gatehouse.alerting.outbound.OutboundHttp.Answer;
import io.gatehouse.alerting.outbound.OutboundHttp.Call;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our HTTP/1.1 against answers byte by byte. */
class OutboundHttpTest {

  private RawServer server;
  private Connections connections;
  private OutboundHttp http;

  @BeforeEach
  void start() throws IOException {
    server = new RawServer();
    OutboundGuard guard =
        new OutboundGuard(
            Network.SYSTEM, List.of(AddressBlock.parse("127.0.0.1:" + server.port())));
    connections = Connections.system(guard);
    http = new OutboundHttp(connections, "Gatehouse/test");
  }

  @AfterEach
  void stop() throws IOException {
    connections.close();
    server.close();
  }

  private Answer get(int redirects, Duration timeout) throws OutboundException {
    return http.send(
        new Call(
            "GET",
            OutboundUrl.parse("http://127.0.0.1:" + server.port() + "/a?b=c"),
            Map.of("Authorization", "Bearer x"),
            new byte[0],
            redirects,
            timeout,
            64 * 1024));
  }

  private Answer get() throws OutboundException {
    return get(0, Duration.ofSeconds(5));
  }

  @Test
  void send_simpleAnswer_isReadAndItsPhasesTold() throws Exception {
    server.answers("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: b\r\n\r\nhello");
    Answer answer = get();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(new String(answer.body(), ISO_8859_1)).isEqualTo("hello");
    assertThat(answer.headers()).containsEntry("x-a", "b");
    assertThat(answer.phases().dns()).isNotNegative();
    assertThat(answer.phases().connect()).isNotNegative();
    assertThat(answer.phases().tls()).isEqualTo(-1);
    assertThat(answer.phases().firstByte()).isNotNegative();
    assertThat(answer.phases().total()).isGreaterThanOrEqualTo(answer.phases().firstByte());
    assertThat(server.requests().get(0))
        .startsWith("GET /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n")
        .contains("Authorization: Bearer x\r\n")
        .contains("User-Agent: Gatehouse/test\r\n");
  }

  @Test
  void send_chunks_areJoined() throws Exception {
    server.answers(
        "HTTP/1.1 200 OK\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + "3\r\n"
            + "abc\r\n"
            + "2;x=y\r\n"
            + "de\r\n"
            + "0\r\n\r\n");
    assertThat(new String(get().body(), ISO_8859_1)).isEqualTo("abcde");
  }

  @Test
  void send_interimAnswer_isSkipped() throws Exception {
    server.answers("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n");
    assertThat(get().status()).isEqualTo(204);
  }

  @Test
  void send_endlessBody_isCut() throws Exception {
    server.answers("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(200_000));
    Answer answer = get();
    assertThat(answer.cut()).isTrue();
    assertThat(answer.body()).hasSize(64 * 1024);
  }

  @Test
  void send_noHttp_isAProtocolError() {
    server.answers("SSH-2.0-OpenSSH_9.9\r\n");
    assertThatThrownBy(this::get)
        .isInstanceOfSatisfying(
            OutboundException.class, e -> assertThat(e.kind()).isEqualTo(Kind.PROTOCOL));
  }

  @Test
  void send_answerCutShort_isAnError() {
    server.answers("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nonly this");
    assertThatThrownBy(this::get)
        .isInstanceOfSatisfying(
            OutboundException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONNECT));
  }

  /** One byte at a time keeps every single read short; the whole has to end nevertheless. */
  @Test
  void send_drippingAnswer_endsInTime() {
    server.drips("HTTP/1.1 200 OK\r\nX: ");
    assertThatThrownBy(() -> get(0, Duration.ofMillis(600)))
        .isInstanceOfSatisfying(
            OutboundException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMEOUT));
  }

  @Test
  void redirect_toAnotherOrigin_takesNoCredentialsAlong() throws Exception {
    server.answers(
        "HTTP/1.1 302 Found\r\nLocation: http://localhost:"
            + server.port()
            + "/next\r\nContent-Length: 0\r\n\r\n");
    server.answers("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    OutboundGuard guard =
        new OutboundGuard(
            Network.SYSTEM, List.of(AddressBlock.parse("127.0.0.0/8"), AddressBlock.parse("::1")));
    try (Connections open = Connections.system(guard)) {
      Answer answer =
          new OutboundHttp(open, "t")
              .send(
                  new Call(
                      "GET",
                      OutboundUrl.parse("http://127.0.0.1:" + server.port() + "/"),
                      Map.of("Authorization", "Bearer x"),
                      new byte[0],
                      3,
                      Duration.ofSeconds(5),
                      100));
      assertThat(answer.status()).isEqualTo(200);
    }
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().get(1)).startsWith("GET /next ").doesNotContain("Bearer");
  }

  @Test
  void redirect_toAForbiddenPlace_isRefused() {
    server.answers(
        "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://169.254.169.254/latest\r\n"
            + "Content-Length: 0\r\n\r\n");
    assertThatThrownBy(() -> get(3, Duration.ofSeconds(5)))
        .isInstanceOfSatisfying(
            OutboundException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void redirect_withoutEnd_isGivenUp() {
    for (int i = 0; i < 4; i++) {
      server.answers("HTTP/1.1 301 M\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n");
    }
    assertThatThrownBy(() -> get(3, Duration.ofSeconds(5))).hasMessageContaining("3 redirects");
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void call_headerWithALineBreak_isRefused() {
    assertThatThrownBy(
            () ->
                new Call(
                    "GET",
                    OutboundUrl.parse("http://example.com/"),
                    Map.of("X", "a\r\nY: b"),
                    new byte[0],
                    0,
                    Duration.ofSeconds(1),
                    1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
