// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.WireRecord.Rollup;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HttpServerHandlerTest {

  private final SdkMetrics metrics = new SdkMetrics();
  private final Aggregation aggregation = new Aggregation(metrics, 1 << 20);
  private final LiveSettings settings =
      new LiveSettings(10_000, RequestLogPolicy.off(), Redaction.defaults());
  private final VirtualClock clock = new VirtualClock();
  private final AtomicInteger firsts = new AtomicInteger();
  private @Nullable Predicate<HttpServerRequest> excluded;

  @Test
  void a3_endCalledTwice_recordsOnce() {
    Exchange exchange = handler(null).begin(new FakeRequest("GET"));
    exchange.end(FakeResponse.of(200));
    exchange.end(FakeResponse.of(503));

    assertThat(rollup().requests()).isEqualTo(1);
    assertThat(metrics.recorded()).isEqualTo(1);
  }

  @Test
  void b12_excludedRequest_isNotRecorded() {
    excluded = request -> request.method().equals("GET");
    Exchange exchange = handler(null).begin(new FakeRequest("GET"));

    assertThat(exchange.isNoop()).isTrue();
    assertThat(handler(null).begin(new FakeRequest("POST")).isNoop()).isFalse();
  }

  @Test
  void b12_testThatThrows_excludesNothing() {
    excluded =
        request -> {
          throw new IllegalStateException("odd request");
        };

    assertThat(handler(null).begin(new FakeRequest("GET")).isNoop()).isFalse();
  }

  @Test
  void b1_noRoute_isEmptyNeverTheRawPath() {
    handler(null).begin(new FakeRequest("GET")).end(FakeResponse.of(404));

    assertThat(rollup().route()).isEmpty();
  }

  @Test
  void b4_equalSource_losesAndLaterSourceWins() {
    Exchange exchange = handler(null).begin(new FakeRequest("GET"));
    exchange.route(RouteSource.SERVER, "/*");
    exchange.route(RouteSource.CONTROLLER, "/forward");
    exchange.route(RouteSource.CONTROLLER, "/items/{id}");
    exchange.route(RouteSource.FILTER, "/error");
    exchange.end(FakeResponse.of(200));

    assertThat(rollup().route()).isEqualTo("/forward");
  }

  @Test
  void b6_nested_longestWins() {
    Exchange exchange = handler(null).begin(new FakeRequest("GET"));
    exchange.route(RouteSource.NESTED, "/nested");
    exchange.route(RouteSource.NESTED, "/nested/items/{id}");
    exchange.route(RouteSource.NESTED, "/items");
    exchange.end(FakeResponse.of(200));

    assertThat(rollup().route()).isEqualTo("/nested/items/{id}");
  }

  @Test
  void b10_methods_areKnownOrOther() {
    HttpServerHandler handler = handler(null);
    for (String method : List.of("get", "FOO", "_", "_OTHER")) {
      handler.begin(new FakeRequest(method)).end(FakeResponse.of(200));
    }

    assertThat(Drained.all(aggregation))
        .extracting(one -> ((Rollup) one).method())
        .containsExactlyInAnyOrder("GET", "_OTHER");
  }

  @Test
  void c1_errorBeforeCommit_is500() {
    Exchange exchange = handler(null).begin(new FakeRequest("GET"));
    exchange.error(new IllegalStateException());
    exchange.end(new FakeResponse(200, false, false, -1));

    assertThat(rollup().status()).isEqualTo(500);
  }

  @Test
  void c5_errorAfterCommit_keepsTheStatusAndCountsAsFailed() {
    Exchange exchange = handler(null).begin(new FakeRequest("GET"));
    exchange.error(new IllegalStateException());
    exchange.end(FakeResponse.of(200));
    Rollup rollup = rollup();

    assertThat(rollup.status()).isEqualTo(200);
    assertThat(rollup.failed()).isEqualTo(1);
  }

  @Test
  void c6_clientGoesAwayBeforeCommit_hasNoStatus() {
    Exchange exchange = handler(null).begin(new FakeRequest("GET"));
    exchange.end(new FakeResponse(200, false, true, 5));
    Rollup rollup = rollup();

    assertThat(rollup.status()).isZero();
    assertThat(rollup.aborted()).isEqualTo(1);
  }

  @Test
  void d3_head_hasNoBody() {
    handler(null).begin(new FakeRequest("HEAD")).end(new FakeResponse(200, true, false, 300));

    assertThat(rollup().responseBytes()).isZero();
  }

  @Test
  void f3_consumerSetTwiceAndLate_lastNonNullBeforeEndWins() {
    Exchange exchange = handler(null).begin(new FakeRequest("GET"));
    exchange.consumer(Consumer.of("a"));
    exchange.consumer(Consumer.of("b"));
    exchange.consumer(null);
    exchange.end(FakeResponse.of(200));
    exchange.consumer(Consumer.of("c"));

    assertThat(rollup().consumer()).isEqualTo("b");
  }

  @Test
  void f4_resolverThrows_isAnonymous() {
    handler(
            request -> {
              throw new IllegalStateException();
            })
        .begin(new FakeRequest("GET"))
        .end(FakeResponse.of(200));

    assertThat(rollup().consumer()).isNull();
  }

  @Test
  void h7_clockJumps_durationIsMonotonicAndMinuteIsBroughtBack() {
    Exchange exchange = handler(null).begin(new FakeRequest("GET"));
    clock.jumpMillis(-10L * 24 * 3_600_000);
    clock.advanceNanos(5_000_000);
    exchange.end(FakeResponse.of(200));
    Rollup rollup = rollup();

    assertThat(rollup.durationMicros()).isEqualTo(5_000);
    assertThat(rollup.epochMinute()).isEqualTo(clock.epochMillis() / 60_000);
  }

  @Test
  void h8_endAfterClose_isIgnoredQuietly() {
    HttpServerHandler handler = handler(null);
    Exchange exchange = handler.begin(new FakeRequest("GET"));
    handler.close();
    exchange.end(FakeResponse.of(200));

    assertThat(Drained.all(aggregation)).isEmpty();
    assertThat(handler.begin(new FakeRequest("GET")).isNoop()).isTrue();
  }

  private HttpServerHandler handler(Function<HttpServerRequest, Consumer> consumers) {
    return new HttpServerHandler(
        aggregation, metrics, settings, clock, firsts::incrementAndGet, consumers, excluded);
  }

  private Rollup rollup() {
    List<Rollup> rollups =
        Drained.all(aggregation).stream()
            .filter(Rollup.class::isInstance)
            .map(Rollup.class::cast)
            .toList();
    assertThat(rollups).hasSize(1);
    return rollups.get(0);
  }
}
