// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.Protocol;
import io.gatehouse.protocol.WireRecord;
import io.gatehouse.protocol.WireRecord.ErrorRollup;
import io.gatehouse.protocol.WireRecord.Request;
import io.gatehouse.protocol.WireRecord.Rollup;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class ErrorRollupTest {

  private final SdkMetrics metrics = new SdkMetrics();
  private final Aggregation aggregation = new Aggregation(metrics, 1 << 20);

  @Test
  void c2_wrappedException_hasTheTypeAndFingerprintOfItsCause() {
    IllegalStateException cause = new IllegalStateException("no stock");
    fail(cause);
    fail(new CompletionException(new InvocationTargetException(cause)));
    List<ErrorRollup> errors = errors();

    assertThat(errors).hasSize(1);
    assertThat(errors.get(0).count()).isEqualTo(2);
    assertThat(errors.get(0).errorType()).isEqualTo("java.lang.IllegalStateException");
    assertThat(errors.get(0).message()).isEqualTo("no stock");
    assertThat(errors.get(0).stacktrace()).contains("\tat ");
  }

  @Test
  void c2_sameTypeAtAnotherPlace_isAnotherError() {
    fail(new IllegalStateException("a"));
    fail(elsewhere());

    assertThat(errors()).hasSize(2);
  }

  @Test
  void c3_handledError_keepsTheStatusAndSaysSo() {
    Exchange exchange = handler(RequestLogPolicy.off()).begin(new FakeRequest("GET"));
    exchange.handled(new IllegalArgumentException("bad"));
    exchange.end(FakeResponse.of(422));
    List<WireRecord> records = Drained.all(aggregation);

    assertThat(records).filteredOn(Rollup.class::isInstance).hasSize(1);
    assertThat(((Rollup) records.get(0)).status()).isEqualTo(422);
    assertThat(((Rollup) records.get(0)).failed()).isZero();
    assertThat(((ErrorRollup) records.get(1)).handled()).isTrue();
  }

  @Test
  void c6_clientGoesAway_isNoErrorOfTheApplication() {
    Exchange exchange = handler(RequestLogPolicy.off()).begin(new FakeRequest("GET"));
    exchange.error(new IOException("broken pipe"));
    exchange.end(new FakeResponse(200, true, true, 5));

    assertThat(errors()).isEmpty();
  }

  @Test
  void c8_hostileExceptions_areGuardedAndCapped() {
    fail(new HostileException());
    RuntimeException one = new RuntimeException("one");
    RuntimeException two = new RuntimeException("two", one);
    one.initCause(two);
    fail(one);
    fail(deep(10_000));
    fail(new IllegalStateException("x".repeat(1_000_000)));
    List<ErrorRollup> errors = errors();

    assertThat(errors).hasSize(4);
    for (ErrorRollup error : errors) {
      assertThat(error.message().length()).isLessThanOrEqualTo(2_048);
      assertThat(error.stacktrace().length()).isLessThanOrEqualTo(65_536);
    }
    assertThat(metrics.recorded()).isEqualTo(4);
    assertThat(metrics.droppedRequestLogs()).isZero();
  }

  @Test
  void c9_messages_areRedactedAndCanBeSwitchedOff() {
    fail(new IllegalStateException("login failed, password=hunter2"));
    ErrorRollup error = errors().get(0);
    assertThat(error.message()).isEqualTo("login failed, password=[REDACTED]");
    assertThat(error.stacktrace()).doesNotContain("hunter2");

    Redaction redaction = Redaction.defaults().withoutErrorMessages();
    LiveSettings settings = new LiveSettings(1, RequestLogPolicy.all(), redaction);
    Exchange exchange = handler(settings).begin(new FakeRequest("GET"));
    exchange.error(new IllegalStateException("my words", new RuntimeException("my words")));
    exchange.end(FakeResponse.of(500));
    List<WireRecord> records = Drained.all(aggregation);
    assertThat(records).hasSize(3).noneMatch(one -> one.toString().contains("my words"));
    assertThat(((Request) records.get(2)).exception().type()).contains("IllegalState");
  }

  @Test
  void f5_manyKindsOfErrors_areCapped() {
    for (int i = 0; i < 1_000; i++) {
      RuntimeException error = new RuntimeException("x");
      error.setStackTrace(
          new StackTraceElement[] {new StackTraceElement("C", "m" + i, "C.java", 1)});
      fail(error);
    }
    List<WireRecord> records = Drained.all(aggregation);

    assertThat(records).filteredOn(ErrorRollup.class::isInstance).hasSize(ErrorTable.MAX_KINDS);
    assertThat(((Rollup) records.get(0)).requests()).isEqualTo(1_000);
    assertThat(metrics.droppedErrors()).isEqualTo(1_000 - ErrorTable.MAX_KINDS);
  }

  @Test
  void f3_consumerAttributes_areSent() {
    Exchange exchange = handler(RequestLogPolicy.off()).begin(new FakeRequest("GET"));
    try (CurrentExchange.Scope scope = CurrentExchange.open(exchange)) {
      assertThat(scope).isNotNull();
      CurrentExchange.get()
          .consumer(Consumer.of("acme").group("gold").attributes(Map.of("plan", "yearly")));
    }
    exchange.end(FakeResponse.of(200));

    assertThat(Drained.all(aggregation))
        .contains(new WireRecord.Consumer("acme", null, "gold", Map.of("plan", "yearly")));
  }

  @Test
  void g1_currentExchange_isRestoredAndNeverNull() {
    Exchange outer = handler(RequestLogPolicy.off()).begin(new FakeRequest("GET"));
    Exchange inner = handler(RequestLogPolicy.off()).begin(new FakeRequest("GET"));
    CurrentExchange.Scope first = CurrentExchange.open(outer);
    CurrentExchange.Scope second = CurrentExchange.open(inner);
    assertThat(CurrentExchange.get()).isSameAs(inner);
    second.close();
    assertThat(CurrentExchange.get()).isSameAs(outer);
    first.close();
    assertThat(CurrentExchange.get().isNoop()).isTrue();
  }

  @Test
  void f9_reportsToAMonitoredServer_areNotRecorded() {
    HttpServerRequest report =
        new FakeRequest("POST") {
          @Override
          public String path() {
            return "/ctx" + Protocol.BATCHES_PATH;
          }
        };

    assertThat(handler(RequestLogPolicy.all()).begin(report).isNoop()).isTrue();
    assertThat(OwnTraffic.isActive()).isFalse();
  }

  @Test
  void h11_jmx_showsTheNumbersUntilClosed() throws Exception {
    metrics.addRecorded();
    metrics.addSent(1);
    ObjectName name;
    try (JmxRegistration jmx = new JmxRegistration(metrics)) {
      name = new ObjectName(jmx.name());
      assertThat(ManagementFactory.getPlatformMBeanServer().getAttribute(name, "Recorded"))
          .isEqualTo(1L);
      assertThat(ManagementFactory.getPlatformMBeanServer().getAttribute(name, "Spooled"))
          .isEqualTo(0L);
    }
    assertThat(ManagementFactory.getPlatformMBeanServer().isRegistered(name)).isFalse();
  }

  private void fail(Throwable error) {
    Exchange exchange = handler(RequestLogPolicy.off()).begin(new FakeRequest("GET"));
    exchange.error(error);
    exchange.end(FakeResponse.of(500));
  }

  private HttpServerHandler handler(RequestLogPolicy policy) {
    return handler(new LiveSettings(1, policy, Redaction.defaults()));
  }

  private HttpServerHandler handler(LiveSettings settings) {
    return new HttpServerHandler(
        aggregation, metrics, settings, new VirtualClock(), () -> {}, null, null);
  }

  private List<ErrorRollup> errors() {
    return Drained.all(aggregation).stream()
        .filter(ErrorRollup.class::isInstance)
        .map(ErrorRollup.class::cast)
        .toList();
  }

  private static RuntimeException elsewhere() {
    return new IllegalStateException("a");
  }

  private static RuntimeException deep(int frames) {
    StackTraceElement[] trace = new StackTraceElement[frames];
    Arrays.fill(trace, new StackTraceElement("Deep", "call", "Deep.java", 7));
    RuntimeException deep = new RuntimeException("deep");
    deep.setStackTrace(trace);
    return deep;
  }

  private static final class HostileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }

    @Override
    public synchronized Throwable getCause() {
      throw new AssertionError("no cause");
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new IllegalStateException("no frames");
    }

    @Override
    public String toString() {
      throw new IllegalStateException("no text");
    }
  }
}
