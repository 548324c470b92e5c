// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.servlet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.WireRecord.BodyState;
import io.gatehouse.protocol.WireRecord.Request;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.testkit.Capability;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.HttpServerContract;
import io.gatehouse.sdk.testkit.RecordedExchange;
import io.gatehouse.sdk.testkit.RunningServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contract, and what only servlets can get wrong. */
abstract class ServletContract extends HttpServerContract {

  /** Starts the fixture; it has no SDK when {@code gatehouse} is null. */
  abstract RunningServer start(@Nullable Gatehouse gatehouse, String basePath) throws Exception;

  @Override
  protected final Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.ROUTE_OF_REFUSED_REQUESTS,
        Capability.BODIES,
        Capability.HANDLED_ERRORS,
        Capability.ROUTE_BEFORE_FORWARD,
        Capability.UNREAD_BODIES,
        Capability.UNKNOWN_METHODS);
  }

  @Override
  protected final RunningServer start(FakeServer server, String basePath) throws Exception {
    Gatehouse gatehouse = server.reporting().build();
    RunningServer application = start(gatehouse, basePath);
    return new RunningServer() {
      @Override
      public int port() {
        return application.port();
      }

      @Override
      public void close() throws Exception {
        application.close();
        gatehouse.close();
      }
    };
  }

  @Override
  protected final RunningServer startWithout(String basePath) throws Exception {
    return start((Gatehouse) null, basePath);
  }

  @Test
  void a5_secondStartAsync_isRecordedAtItsEnd() throws Exception {
    assertThat(get("/async-twice").body()).isEqualTo("second part");
    RecordedExchange one = recordedOnce();

    assertThat(one.status()).isEqualTo(200);
    assertThat(one.responseBytes()).isEqualTo(11);
  }

  @Test
  void a14_upgrade_isRecordedAsItsHandshake() throws Exception {
    int without = shout(portWithout(), false);

    assertThat(shout(port(), true)).isEqualTo(without);
    assertThat(recordedOnce().requests()).isEqualTo(1);
  }

  /** Upgrades a connection, and tells what comes back for {@code x}; −1 = nothing did. */
  private int shout(int port, boolean isRecorded) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      String head =
          "GET %s/upgrade HTTP/1.1\r\nHost: localhost\r\nUpgrade: shout\r\nConnection: Upgrade\r\n\r\n"
              .formatted(basePath());
      socket.getOutputStream().write(head.getBytes(US_ASCII));
      assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 101");
      if (isRecorded) {
        RecordedExchange one = recordedOnce();
        assertThat(one.status()).isEqualTo(101);
        assertThat(one.aborted()).isZero();
      }
      socket.getOutputStream().write('x');
      return socket.getInputStream().read();
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int one = in.read();
      if (one < 0) {
        throw new IOException("the connection ends after " + head);
      }
      head.append((char) one);
    }
    return head.toString();
  }

  @Test
  void c5_failureAfterCommit_keepsItsStatusAndFailed() throws Exception {
    assertThat(raw(port(), "/break")).isEqualTo(raw(portWithout(), "/break"));
    RecordedExchange one = recordedOnce();

    assertThat(one.status()).isEqualTo(200);
    assertThat(one.failed()).isEqualTo(1);
    assertThat(one.aborted()).isZero();
    assertThat(one.responseBytes()).isEqualTo(10);
  }

  @Test
  void d12_nonblockingEcho_isUnchangedAndCounted() throws Exception {
    tellRequests();
    String body = "0123456789".repeat(2_000);

    assertThat(post("/nonblocking?case=d12", "text/plain", body).body()).isEqualTo(body);
    Request told = told("/nonblocking?case=d12");
    assertThat(told.requestBytes()).isEqualTo(20_000);
    assertThat(told.responseBytes()).isEqualTo(20_000);
    assertThat(told.requestBody().text()).isEqualTo(body);
    assertThat(told.responseBody().text()).isEqualTo(body);
  }

  @Test
  void d2_reader_isTold() throws Exception {
    tellRequests();

    assertThat(post("/reader?case=d2", "text/plain", "grüße\nsecond line").body())
        .isEqualTo("grüße");
    assertThat(told("/reader?case=d2").requestBody().text()).isEqualTo("grüße\nsecond line");
  }

  @Test
  void d2_responseStartedOver_isDecidedAgain() throws Exception {
    tellRequests();

    assertThat(get("/reset?case=d2").body()).isEqualTo("second try");
    Request told = told("/reset?case=d2");
    assertThat(told.responseBody().text()).isEqualTo("second try");
    assertThat(told.responseBytes()).isEqualTo(10);
  }

  @Test
  void d9_formWithQuery_tellsTheFormOnly() throws Exception {
    tellRequests();

    assertThat(post("/form?name=query", "application/x-www-form-urlencoded", "name=form").body())
        .isEqualTo("query");
    assertThat(told("/form?name=query").requestBody().text()).isEqualTo("name=form");
  }

  @Test
  void d15_nothingToCount_isNotWrapped() throws Exception {
    assertThat(
            send(request("/wrapped").method("HEAD", BodyPublishers.noBody()).build())
                .headers()
                .firstValue("X-Wrapped"))
        .hasValue("false false");
    recordedOnce();
  }

  @Test
  void d4_errorPage_tellsNoBody() throws Exception {
    tellRequests();

    get("/boom?case=d4");
    assertThat(told("/boom?case=d4").responseBody().state()).isEqualTo(BodyState.NONE);
  }

  @Test
  void a6_asyncBelowTheFilter_isAllowed() throws Exception {
    assertThat(get("/async/6").statusCode()).isEqualTo(200);
    assertThat(recordedOnce().route()).isEqualTo(basePath() + "/async/*");
  }

  @Test
  void b9_pathWithParameters_isRecordedOnce() throws Exception {
    int status = get("/items/1;v=2").statusCode();

    assertThat(recordedOnce().status()).isEqualTo(status);
  }

  @Test
  void c7_fatalError_passesThroughAndIsRecorded() throws Exception {
    assertThat(get("/fatal").statusCode()).isEqualTo(500);
    assertThat(recordedOnce().status()).isEqualTo(500);
  }

  @Test
  void d13_expectationsAndRanges_areLeftAlone() throws Exception {
    assertThat(
            send(request("/echo")
                    .header("Content-Type", "text/plain")
                    .header("Range", "bytes=0-3")
                    .expectContinue(true)
                    .POST(BodyPublishers.ofString("echo"))
                    .build())
                .body())
        .isEqualTo("echo");
    assertThat(recordedOnce().status()).isEqualTo(200);
  }

  @Test
  void f6_forwardedAddress_isNotBelieved() throws Exception {
    tellRequests();

    send(request("/items/1?case=f6").header("X-Forwarded-For", "198.51.100.7").GET().build());
    assertThat(told("/items/1?case=f6").clientAddress()).doesNotStartWith("198.51.100");
  }

  @Test
  void f7_forwardedPrefix_leavesTheRoute() throws Exception {
    send(request("/items/1").header("X-Forwarded-Prefix", "/outer").GET().build());
    assertThat(recordedOnce().route()).isEqualTo(basePath() + "/items/*");
  }
}
