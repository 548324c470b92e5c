// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.protocol.WireRecord.ErrorRollup;
import io.gatehouse.sdk.testkit.Capability;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.RecordedExchange;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class SpringWebFluxIT extends SpringContract {

  @Override
  protected Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.ROUTE_TEMPLATES,
        Capability.PRINCIPAL,
        Capability.BODIES,
        Capability.ROUTE_BEFORE_FORWARD,
        Capability.UNREAD_BODIES,
        Capability.UNKNOWN_METHODS);
  }

  @Override
  protected List<String> properties(String basePath) {
    return List.of(
        "--spring.reactor.context-propagation=auto",
        "--spring.main.web-application-type=reactive",
        "--spring.webflux.base-path=" + basePath);
  }

  @Override
  protected Class<?> application() {
    return WebFluxApplication.class;
  }

  @Override
  protected String withoutIds(String text) {
    return text.replaceAll("\"requestId\":\"[^\"]*\"", "");
  }

  @Test
  void a10_errorBeforeCommit_hasTheStatusOfTheAnswer() throws Exception {
    tellRequests();

    assertThat(get("/conflict?case=a10").statusCode()).isEqualTo(409);
    assertThat(told("/conflict?case=a10").status()).isEqualTo(409);
    assertThat(recordsOf(ErrorRollup.class)).singleElement().matches(ErrorRollup::handled);
  }

  @Test
  void c5_failureAfterCommit_keepsItsStatusAndFailed() throws Exception {
    assertThat(raw(port(), "/break")).isEqualTo(raw(portWithout(), "/break"));
    RecordedExchange one = recordedOnce();

    assertThat(one.status()).isEqualTo(200);
    assertThat(one.failed()).isEqualTo(1);
    assertThat(one.aborted()).isZero();
  }

  @Test
  void g5_requests_stayOnTheirEventLoop() throws Exception {
    assertThat(get("/thread").body()).contains("reactor-http");
    assertThat(recordedOnce().consumer()).isNull();
  }

  /** The server is slow to answer meanwhile, so that whoever waits for it is seen. */
  @Test
  void g5_serverThatDoesNotAnswer_doesNotBlockTheEventLoop() throws Exception {
    BlockingCalls.watch();
    tellRequests();
    reportedTo().behave(FakeServer.Behaviour.SLOW);
    for (int i = 0; i < 50; i++) {
      raw(port(), "/items/1"); // Classes are loaded by the first ones.
    }
    BlockingCalls.forget();
    long before = waits();
    for (int i = 0; i < 200; i++) {
      assertThat(raw(port(), "/items/1")).contains("item 1");
    }
    reportedTo().behave(FakeServer.Behaviour.ACCEPT);
    await().until(() -> reportedTo().recorded().total() >= 250);
    assertThat(BlockingCalls.ofTheSdk()).isEmpty();
    // A lock that two threads want for once is not what blocks a loop.
    assertThat(waits() - before).isLessThan(20);
  }

  /** Lest the test above sees nothing at all. */
  @Test
  void g5_blockingCall_isSeen() {
    BlockingCalls.watch();
    BlockingCalls.forget();
    CountDownLatch never = new CountDownLatch(1);
    Mono.fromCallable(() -> never.await(1, TimeUnit.MILLISECONDS))
        .subscribeOn(Schedulers.parallel())
        .block();
    assertThat(BlockingCalls.all()).isNotEmpty();
  }

  /** How often event loops waited for something else than their sockets. */
  private static long waits() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(one -> one != null && one.getThreadName().startsWith("reactor-http"))
        .mapToLong(one -> one.getBlockedCount() + one.getWaitedCount())
        .sum();
  }

  @Test
  void g3_automaticPropagation_makesItCurrentOnOtherThreads() throws Exception {
    assertThat(get("/propagated").body()).isEqualTo("propagated");
    assertThat(recordedOnce().consumer()).isEqualTo("of thread");
  }

  @Test
  void g3_reactorContext_hasTheExchange() throws Exception {
    assertThat(get("/current").body()).isEqualTo("current");
    RecordedExchange one = recordedOnce();

    assertThat(one.consumer()).isEqualTo("of context");
    assertThat(one.route()).isEqualTo(basePath() + "/current");
  }
}
