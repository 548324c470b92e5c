// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.gatehouse.protocol.BatchReader;
import io.gatehouse.protocol.BatchWriter;
import io.gatehouse.protocol.Protocol;
import io.gatehouse.protocol.Settings;
import io.gatehouse.protocol.Settings.Action;
import io.gatehouse.protocol.Settings.Policy;
import io.gatehouse.protocol.Settings.RedactionRule;
import io.gatehouse.protocol.Settings.RequestLog;
import io.gatehouse.protocol.Settings.Target;
import io.gatehouse.protocol.SettingsCodec;
import io.gatehouse.protocol.WireRecord.Rollup;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class GatehouseIT {

  @Test
  void close_flushesOverHttp() throws Exception {
    AtomicReference<String> body = new AtomicReference<>("");
    AtomicReference<String> hash = new AtomicReference<>("");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        Protocol.BATCHES_PATH,
        exchange -> {
          GZIPInputStream in = new GZIPInputStream(exchange.getRequestBody());
          body.set(new String(in.readAllBytes(), UTF_8));
          hash.set(exchange.getRequestHeaders().getFirst(Protocol.HASH_HEADER));
          exchange.sendResponseHeaders(202, 2);
          exchange.getResponseBody().write("{}".getBytes(UTF_8));
          exchange.close();
        });
    server.start();
    Gatehouse gatehouse =
        Gatehouse.builder()
            .server("http://localhost:" + server.getAddress().getPort() + "/")
            .ingestToken("secret")
            .consumers(request -> Consumer.of("acme"))
            .build();
    gatehouse.handler().begin(new FakeRequest("GET")).end(FakeResponse.of(200));
    gatehouse.close();
    server.stop(0);

    BatchReader reader = new BatchReader(new StringReader(body.get()));
    assertThat(((Rollup) reader.next()).consumer()).isEqualTo("acme");
    assertThat(hash.get()).isEqualTo(BatchWriter.hash(body.get().getBytes(UTF_8)));
    assertThat(gatehouse.metrics().sent()).isEqualTo(1);
  }

  @Test
  void f9_settingsOverHttp_areFollowedAndTheirRevisionIsSent() throws Exception {
    String answer =
        SettingsCodec.writeAnswer(
            new Settings(
                7,
                100,
                List.of(new RedactionRule(Target.REQUEST_BODY, "$.item", Action.DROP, null)),
                new RequestLog(Policy.ALL, 1, 0),
                List.of()));
    BlockingQueue<String> revisions = new LinkedBlockingQueue<>();
    BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        Protocol.BATCHES_PATH,
        exchange -> {
          GZIPInputStream in = new GZIPInputStream(exchange.getRequestBody());
          bodies.add(new String(in.readAllBytes(), UTF_8));
          revisions.add(exchange.getRequestHeaders().getFirst(Protocol.SETTINGS_HEADER));
          byte[] bytes = answer.getBytes(UTF_8);
          exchange.sendResponseHeaders(202, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try (Gatehouse gatehouse =
        Gatehouse.builder()
            .server("http://localhost:" + server.getAddress().getPort())
            .ingestToken("secret")
            .flushInterval(Duration.ofMillis(5))
            .requestLog(RequestLogPolicy.off().bodies(true))
            .build()) {
      gatehouse.handler().begin(new FakeRequest("GET")).end(FakeResponse.of(200));
      assertThat(revisions.poll(20, TimeUnit.SECONDS)).isEqualTo("0");
      assertThat(bodies.poll(20, TimeUnit.SECONDS)).doesNotContain("\"type\":\"request\"");
      // The answer is being read: the next batches follow it sooner or later.
      String body = "";
      while (!body.contains("\"type\":\"request\"")) {
        FakeRequest request =
            new FakeRequest("POST").withHeader("Content-Type", "application/json");
        Exchange exchange = gatehouse.handler().begin(request);
        BodyTap tap = exchange.requestBody();
        if (tap != null) {
          tap.append(UTF_8.encode("{\"item\":\"hunter2\",\"b\":1}"));
        }
        exchange.end(FakeResponse.of(200));
        body = bodies.poll(20, TimeUnit.SECONDS);
        assertThat(body).isNotNull().doesNotContain("hunter2");
      }
      assertThat(body).contains("{\\\"b\\\":1}");
      assertThat(revisions).contains("7");
    }
    server.stop(0);
  }
}
