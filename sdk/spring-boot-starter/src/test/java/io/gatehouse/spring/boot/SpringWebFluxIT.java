// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.WireRecord.ErrorRollup;
import io.gatehouse.sdk.testkit.Capability;
import io.gatehouse.sdk.testkit.RecordedExchange;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

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
