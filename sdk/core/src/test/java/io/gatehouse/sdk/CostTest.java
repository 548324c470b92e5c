// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.gatehouse.protocol.Settings.Target;
import io.gatehouse.protocol.WireRecord.Rollup;
import io.gatehouse.protocol.redact.Buffers;
import io.gatehouse.protocol.redact.Redactor;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What exchanges cost in memory. */
@Timeout(120)
class CostTest {

  private static final int WARM_UP = 2_000;
  private static final int EXCHANGES = 10_000;

  private final SdkMetrics metrics = new SdkMetrics();
  private final Aggregation aggregation = new Aggregation(metrics, 1 << 20);
  private final FakeRequest request = new FakeRequest("GET").withHeader("X-Client-Id", "acme");
  private final FakeResponse response = FakeResponse.of(200);

  @Test
  void h12_noopExchange_allocatesNothing() {
    HttpServerHandler handler = handler(null, one -> true);

    assertThat(bytesPerRun(() -> exchange(handler))).isZero();
    assertThat(metrics.recorded()).isZero();
  }

  @Test
  void h12_counted_allocatesTheExchangeOnly() {
    HttpServerHandler handler = handler(null, null);

    assertThat(bytesPerRun(() -> exchange(handler))).isBetween(1L, 56L);
  }

  @Test
  void h12_countedWithConsumer_allocatesNothingMore() {
    HttpServerHandler handler = handler(one -> Consumer.of(one.header("X-Client-Id")), null);

    assertThat(bytesPerRun(() -> exchange(handler))).isBetween(1L, 56L);
  }

  @Test
  void h12_currentExchange_allocatesNothing() {
    Exchange exchange = handler(null, null).begin(request);

    assertThat(bytesPerRun(() -> CurrentExchange.open(exchange).close())).isZero();
  }

  @Test
  void h12_bodyWithoutSecrets_isMaskedWithoutACopy() {
    Redactor redactor = new Redactor(List.of(), false);
    String member = "{\"id\":4711,\"name\":\"kettle\",\"note\":\"see https://shop.example/4711\"},";
    byte[] json = ("[" + member.repeat(400) + "{}]").getBytes(UTF_8);
    byte[] padded = Arrays.copyOf(json, json.length + Buffers.SLACK);

    // The text that is told, and nothing else.
    assertThat(
            bytesPerRun(
                () ->
                    redactor.body(
                        Target.RESPONSE_BODY, "GET /", padded, json.length, "application/json")))
        .isLessThan(json.length + json.length / 20);
  }

  @Test
  void a9_neverEnded_areCollectedAndCounted() {
    HttpServerHandler handler = handler(null, null);
    List<WeakReference<Exchange>> some = new ArrayList<>();
    for (int i = 0; i < 1_000_000; i++) {
      Exchange exchange = handler.begin(request);
      exchange.route(RouteSource.CONTROLLER, "/items/{id}");
      if (i % 10_000 == 0) {
        some.add(new WeakReference<>(exchange));
      }
    }
    while (some.stream().anyMatch(one -> one.get() != null)) {
      System.gc();
    }

    assertThat(metrics.unfinished()).isEqualTo(1_000_000);
    assertThat(metrics.recorded()).isZero();
    assertThat(Drained.all(aggregation)).isEmpty();
  }

  @Test
  void a9_ended_areNotUnfinished() {
    HttpServerHandler handler = handler(null, null);
    Exchange open = handler.begin(request);
    exchange(handler);

    assertThat(metrics.unfinished()).isEqualTo(1);
    open.end(response);
    open.end(response);
    assertThat(metrics.unfinished()).isZero();
  }

  @Test
  void d14_sizesBeyond2Gb_areLong() {
    HttpServerHandler handler = handler(null, null);
    for (int i = 0; i < 3; i++) {
      handler.begin(request).end(new FakeResponse(200, true, false, 5_000_000_000L));
    }
    Rollup rollup = (Rollup) Drained.all(aggregation).get(0);

    assertThat(rollup.responseBytes()).isEqualTo(15_000_000_000L);
    assertThat(rollup.responseSizes().bucket(0)).isGreaterThan(31 * 32);
  }

  private void exchange(HttpServerHandler handler) {
    Exchange exchange = handler.begin(request);
    exchange.route(RouteSource.CONTROLLER, "/items/{id}");
    exchange.end(response);
  }

  /** Of this thread, however often the garbage collector runs. */
  private static long bytesPerRun(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < WARM_UP; i++) {
      work.run();
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < EXCHANGES; i++) {
      work.run();
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / EXCHANGES;
  }

  private HttpServerHandler handler(
      @Nullable Function<HttpServerRequest, @Nullable Consumer> consumers,
      @Nullable Predicate<HttpServerRequest> excluded) {
    return new HttpServerHandler(
        aggregation,
        metrics,
        new LiveSettings(10_000, RequestLogPolicy.off(), Redaction.defaults()),
        Clock.SYSTEM,
        () -> {},
        consumers,
        excluded);
  }
}
