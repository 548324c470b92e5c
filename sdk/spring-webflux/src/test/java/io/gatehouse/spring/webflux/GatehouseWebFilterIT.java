// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.webflux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.protocol.WireRecord.ErrorRollup;
import io.gatehouse.protocol.WireRecord.Request;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.RequestLogPolicy;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.RecordedExchange;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What needs a chain that misbehaves on purpose. */
class GatehouseWebFilterIT {

  private FakeServer server;
  private Gatehouse gatehouse;
  private GatehouseWebFilter filter;

  @BeforeEach
  void start() throws Exception {
    server = FakeServer.start();
    server.wantRequestLogs();
    gatehouse = server.reporting().requestLog(RequestLogPolicy.all().bodies(true)).build();
    filter = GatehouseWebFilter.of(gatehouse);
  }

  @AfterEach
  void stop() {
    gatehouse.close();
    server.close();
  }

  @Test
  void a12_sameMonoSubscribedTwice_recordsOnceWithTheLastOutcome() {
    ServerWebExchange web = exchange();
    AtomicInteger calls = new AtomicInteger();
    WebFilterChain chain =
        inside ->
            Mono.defer(
                () ->
                    calls.incrementAndGet() == 1
                        ? Mono.error(new IllegalStateException("first try"))
                        : text(inside.getResponse(), "second try"));

    filter.filter(web, chain).retry(1).block();

    RecordedExchange one = recordedOnce();
    assertThat(calls).hasValue(2);
    assertThat(one.status()).isEqualTo(200);
    assertThat(one.failed()).isZero();
    assertThat(one.responseBytes()).isEqualTo(10);
    assertThat(server.recorded().records()).noneMatch(ErrorRollup.class::isInstance);
  }

  @Test
  void a8_filterInsideOfItself_recordsOnce() {
    ServerWebExchange web = exchange();
    WebFilterChain chain =
        outer -> filter.filter(outer, inner -> text(inner.getResponse(), "text"));

    filter.filter(web, chain).block();

    assertThat(recordedOnce().responseBytes()).isEqualTo(4);
  }

  @Test
  void a11_completedBeforeCommit_hasTheStatusOfTheCommit() {
    ServerWebExchange web = exchange();

    filter.filter(web, inside -> Mono.empty()).block();
    web.getResponse().setStatusCode(HttpStatus.ACCEPTED);
    web.getResponse().setComplete().block();

    assertThat(recordedOnce().status()).isEqualTo(202);
  }

  @Test
  void c6_cancelledBeforeCommit_isAbortedWithoutStatus() {
    filter.filter(exchange(), inside -> Mono.never()).subscribe().dispose();

    RecordedExchange one = recordedOnce();
    assertThat(one.aborted()).isEqualTo(1);
    assertThat(one.status()).isZero();
  }

  @Test
  void d7_buffers_areLeftAsTheyWere() {
    ServerWebExchange web = exchange();
    DataBuffer buffer = DefaultDataBufferFactory.sharedInstance.wrap("0123456789".getBytes(UTF_8));
    buffer.read();
    WebFilterChain chain =
        inside -> {
          inside.getResponse().getHeaders().setContentType(MediaType.TEXT_PLAIN);
          return inside
              .getResponse()
              .writeWith(
                  Flux.just(buffer)
                      .doOnNext(one -> assertThat(one.readableByteCount()).isEqualTo(9)));
        };

    filter.filter(web, chain).block();

    RecordedExchange one = recordedOnce();
    assertThat(one.responseBytes()).isEqualTo(9);
    assertThat(buffer.readPosition()).isEqualTo(1);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> server.recorded().records().stream().anyMatch(Request.class::isInstance));
    assertThat(server.recorded().records())
        .filteredOn(Request.class::isInstance)
        .map(Request.class::cast)
        .extracting(request -> request.responseBody().text())
        .containsExactly("123456789");
  }

  private static ServerWebExchange exchange() {
    return MockServerWebExchange.from(MockServerHttpRequest.get("/items/1"));
  }

  private static Mono<Void> text(ServerHttpResponse response, String text) {
    response.getHeaders().setContentType(MediaType.TEXT_PLAIN);
    return response.writeWith(Mono.just(response.bufferFactory().wrap(text.getBytes(UTF_8))));
  }

  private RecordedExchange recordedOnce() {
    await().atMost(Duration.ofSeconds(20)).until(() -> server.recorded().total() >= 1);
    List<RecordedExchange> recorded = server.recorded().exchanges();
    assertThat(recorded).hasSize(1);
    assertThat(recorded.get(0).requests()).isEqualTo(1);
    return recorded.get(0);
  }
}
