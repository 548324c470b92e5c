// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.gatehouse.alerting.SpecJson;
import io.gatehouse.alerting.TestCertificate;
import io.gatehouse.alerting.monitor.CheckResult.Outcome;
import io.gatehouse.alerting.outbound.AddressBlock;
import io.gatehouse.alerting.outbound.Connections;
import io.gatehouse.alerting.outbound.Network;
import io.gatehouse.alerting.outbound.OutboundGuard;
import io.gatehouse.alerting.outbound.OutboundHttp;
import io.gatehouse.catalog.Monitors.StoredMonitor;
import io.gatehouse.catalog.Monitors.Terms;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Monitors of the kinds http, tcp and tls against a server with a certificate for 30 days. */
class ConnectingProbesTest {

  private static final int DAYS = 30;

  @TempDir private static Path directory;
  private static TestCertificate certificate;
  private static TestCertificate ofAnotherName;
  private static HttpsServer server;
  private static HttpsServer misnamed;

  @BeforeAll
  static void start() throws Exception {
    certificate = TestCertificate.create(directory, "ip:127.0.0.1", DAYS);
    ofAnotherName = TestCertificate.create(directory, "dns:shop.example", DAYS);
    server = start(certificate);
    misnamed = start(ofAnotherName);
  }

  private static HttpsServer start(TestCertificate shown) throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(shown.server()));
    server.createContext("/", ConnectingProbesTest::serve);
    server.start();
    return server;
  }

  @AfterAll
  static void stop() {
    server.stop(0);
    misnamed.stop(0);
  }

  private static void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body =
        switch (path) {
          case "/health" -> "{\"checks\":[{\"name\":\"db\",\"state\":\"up\"}]}".getBytes(UTF_8);
          case "/echo" ->
              (exchange.getRequestMethod()
                      + " "
                      + exchange.getRequestHeaders().getFirst("X-Probe")
                      + " "
                      + new String(exchange.getRequestBody().readAllBytes(), UTF_8))
                  .getBytes(UTF_8);
          default -> "plain".getBytes(UTF_8);
        };
    if (path.equals("/away")) {
      exchange.getResponseHeaders().set("Location", "/health");
    }
    int status = path.equals("/away") ? 302 : path.equals("/broken") ? 503 : 200;
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private CheckResult check(String kind, Map<String, Object> spec, Map<String, String> headers) {
    return check(kind, spec, headers, certificate, Clock.systemUTC());
  }

  private CheckResult check(
      String kind,
      Map<String, Object> spec,
      Map<String, String> headers,
      TestCertificate believed,
      Clock clock) {
    OutboundGuard guard =
        new OutboundGuard(Network.SYSTEM, List.of(AddressBlock.parse("127.0.0.0/8")));
    try (Connections connections =
        new Connections(guard, client(believed).getSocketFactory(), System::nanoTime)) {
      Probe http = new HttpProbe(new OutboundHttp(connections, "Gatehouse/test"), clock);
      Probe port = new PortProbe(connections, clock);
      return new Probes(http, port, port, port).check(monitor(kind, spec, headers));
    }
  }

  private static SSLContext client(TestCertificate believed) {
    try {
      return believed.client();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Monitor monitor(
      String kind, Map<String, Object> spec, Map<String, String> headers) {
    try {
      String json = SpecJson.MAPPER.writeValueAsString(spec);
      MonitorSpec read = SpecJson.read(json, MonitorSpec.class);
      read.check(kind);
      Terms terms = new Terms(kind, "n", "", json, "", 60, 0);
      return new Monitor(
          new StoredMonitor("m", 1, terms, false, "h", "up", 0, "", 0, 0, 0, "t"), read, headers);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private CheckResult http(String path, String... members) {
    Map<String, Object> spec = new HashMap<>();
    spec.put("url", "https://127.0.0.1:" + server.getAddress().getPort() + path);
    for (int i = 0; i < members.length; i += 2) {
      boolean number = List.of("maxRedirects", "certificateDays").contains(members[i]);
      spec.put(members[i], number ? (Object) Integer.valueOf(members[i + 1]) : members[i + 1]);
    }
    return check("http", spec, Map.of("X-Probe", "seen"));
  }

  @Test
  void http_good_tellsItsPhasesAndTheEndOfTheCertificate() throws Exception {
    CheckResult result = http("/health");

    assertThat(result.cause()).isEmpty();
    assertThat(result.outcome()).isEqualTo(Outcome.UP);
    assertThat(result.status()).isEqualTo(200);
    assertThat(result.phases().dns()).isNotNegative();
    assertThat(result.phases().connect()).isNotNegative();
    assertThat(result.phases().tls()).isPositive();
    assertThat(result.phases().firstByte()).isPositive();
    assertThat(result.certificateUntil())
        .isEqualTo(certificate.certificate().getNotAfter().toInstant().toEpochMilli());
  }

  @Test
  void http_methodHeaderAndBody_areSent() {
    assertThat(http("/echo", "method", "POST", "body", "ping", "bodyContains", "POST seen ping"))
        .extracting(CheckResult::cause)
        .isEqualTo("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/broken | expectedStatus | 200-299 | Status 503, expected 200-299.",
        "/health | expectedStatus | 204,301 | Status 200, expected 204,301.",
        "/health | bodyContains | green | The body does not contain \"green\".",
        "/plain | jsonPath | $.a | The body is no JSON.",
        "/health | jsonPath | $.checks[1].state | The body has nothing at $.checks[1].state.",
        "/away | maxRedirects | 0 | ''",
      })
  void http_assertion_tellsWhatIsWrong(String path, String member, String value, String cause) {
    assertThat(http(path, member, value).cause()).isEqualTo(cause);
  }

  @Test
  void http_jsonValue_isCompared() {
    String path = "$.checks[0].state";

    assertThat(http("/health", "jsonPath", path, "jsonValue", "up").outcome())
        .isEqualTo(Outcome.UP);
    assertThat(http("/health", "jsonPath", path, "jsonValue", "down").cause())
        .isEqualTo("$.checks[0].state is not \"down\".");
  }

  @Test
  void http_redirect_isFollowedUnlessItMustNot() {
    assertThat(http("/away", "bodyContains", "checks").outcome()).isEqualTo(Outcome.UP);
    assertThat(http("/away", "maxRedirects", "0", "expectedStatus", "200").cause())
        .isEqualTo("Status 302, expected 200.");
  }

  @Test
  void http_certificateThatEndsSoon_isDown() {
    assertThat(http("/health", "certificateDays", "10").outcome()).isEqualTo(Outcome.UP);
    assertThat(http("/health", "certificateDays", "60").cause())
        .startsWith("The certificate ends in 29 days, on ");
  }

  @Test
  void tls_certificate_isDownBeforeItEnds() {
    Map<String, Object> spec = Map.of("host", "127.0.0.1", "port", server.getAddress().getPort());
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(20));

    assertThat(check("tls", spec, Map.of()).outcome()).isEqualTo(Outcome.UP);
    assertThat(check("tls", spec, Map.of(), certificate, later).cause())
        .as("within the 14 days that hold unless told")
        .startsWith("The certificate ends in 9 days, on ");
  }

  @Test
  void tls_notBelievedOrOfAnotherName_isDownAndSaysWhy() {
    int port = misnamed.getAddress().getPort();
    Map<String, Object> spec = Map.of("host", "127.0.0.1", "port", port);
    CheckResult unknown = check("tls", spec, Map.of());
    CheckResult name = check("tls", spec, Map.of(), ofAnotherName, Clock.systemUTC());

    assertThat(unknown.cause()).startsWith("TLS with 127.0.0.1 failed: ");
    assertThat(unknown.outcome()).isEqualTo(Outcome.DOWN);
    assertThat(name.cause()).startsWith("TLS with 127.0.0.1 failed: ").contains("127.0.0.1");
  }

  @Test
  void tcp_openOrClosed_isUpOrDown() throws IOException {
    int port;
    try (ServerSocket open = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      port = open.getLocalPort();
      assertThat(check("tcp", Map.of("host", "127.0.0.1", "port", port), Map.of()).outcome())
          .isEqualTo(Outcome.UP);
    }
    assertThat(check("tcp", Map.of("host", "127.0.0.1", "port", port), Map.of()).cause())
        .isEqualTo("127.0.0.1 port " + port + " does not take connections.");
  }
}
