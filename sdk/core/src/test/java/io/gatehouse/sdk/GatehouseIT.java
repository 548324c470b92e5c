// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.gatehouse.protocol.BatchReader;
import io.gatehouse.protocol.BatchWriter;
import io.gatehouse.protocol.Protocol;
import io.gatehouse.protocol.WireRecord.Rollup;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
}
