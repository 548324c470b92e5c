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

class SpringMvcIT extends SpringContract {

  @Override
  protected Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.ROUTE_TEMPLATES,
        Capability.PRINCIPAL,
        Capability.BODIES,
        Capability.HANDLED_ERRORS,
        Capability.ROUTE_BEFORE_FORWARD,
        Capability.UNREAD_BODIES,
        Capability.UNKNOWN_METHODS);
  }

  @Override
  protected List<String> properties(String basePath) {
    return List.of("--server.servlet.context-path=" + basePath);
  }

  @Override
  protected Class<?> application() {
    return MvcApplication.class;
  }

  @Test
  void f1_wrongPassword_isRecordedWithoutConsumer() throws Exception {
    send(request("/secured").header("Authorization", "Basic YW5uOndyb25n").build());
    RecordedExchange one = recordedOnce();

    assertThat(one.status()).isEqualTo(401);
    assertThat(one.consumer()).isNull();
  }

  @Test
  void f2_openRequest_makesSecurityLoadNothingMore() throws Exception {
    int before = MvcApplication.LOADED.get();
    raw(portWithout(), "/items/1");
    int without = MvcApplication.LOADED.get() - before;
    raw(port(), "/items/1");
    int with = MvcApplication.LOADED.get() - before - without;

    assertThat(with).isEqualTo(without);
    assertThat(recordedOnce().consumer()).isNull();
  }

  @Test
  void g1_callableOnAnotherThread_hasTheCurrentExchange() throws Exception {
    assertThat(get("/current").body()).isEqualTo("current");
    assertThat(recordedOnce().consumer()).isEqualTo("second");
  }

  @Test
  void g1_logLines_areToldWithTheirRequest() throws Exception {
    tellRequests();

    assertThat(get("/logs?case=g1").body()).isEqualTo("logged");
    assertThat(told("/logs?case=g1").logs())
        .filteredOn(line -> "shop.Orders".equals(line.logger()))
        .extracting(line -> line.level() + " " + line.message())
        .containsExactly("info first line", "warn second line, token=[REDACTED]");
  }

  @Test
  void c3_requestsWithoutHandler_areNoErrorsOfTheApplication() throws Exception {
    tellRequests();

    assertThat(get("/none?case=c3").statusCode()).isEqualTo(404);
    assertThat(post("/items/1?case=c3", "text/plain", "x").statusCode()).isEqualTo(405);
    assertThat(told("/none?case=c3").exception()).isNull();
    assertThat(told("/items/1?case=c3").exception()).isNull();
    assertThat(recordsOf(ErrorRollup.class)).isEmpty();
  }
}
