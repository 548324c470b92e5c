// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.WireRecord.ErrorRollup;
import io.gatehouse.sdk.testkit.Capability;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.HttpServerContract;
import io.gatehouse.sdk.testkit.RecordedExchange;
import io.gatehouse.sdk.testkit.RunningServer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class SpringWebFluxIT extends HttpServerContract {

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
  protected RunningServer start(FakeServer server, String basePath) {
    return run(
        basePath,
        "--gatehouse.server=" + server.url(),
        "--gatehouse.ingest-token=" + FakeServer.INGEST_TOKEN,
        "--gatehouse.environment=test");
  }

  @Override
  protected RunningServer startWithout(String basePath) {
    return run(basePath, "--gatehouse.enabled=false");
  }

  private static RunningServer run(String basePath, String... properties) {
    List<String> all = new ArrayList<>(List.of(properties));
    all.add("--server.port=0");
    all.add("--spring.main.banner-mode=off");
    all.add("--spring.reactor.context-propagation=auto");
    all.add("--spring.main.web-application-type=reactive");
    all.add("--spring.webflux.base-path=" + basePath);
    ConfigurableApplicationContext context =
        new SpringApplication(WebFluxApplication.class).run(all.toArray(String[]::new));
    String port = context.getEnvironment().getProperty("local.server.port", "0");
    return new RunningServer() {
      @Override
      public int port() {
        return Integer.parseInt(port);
      }

      @Override
      public void close() {
        context.close();
      }
    };
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
  void f1_refusedForWantOfARole_hasItsConsumer() throws Exception {
    int status =
        send(request("/forbidden").header("Authorization", "Basic YW5uOmFubg==").build())
            .statusCode();
    RecordedExchange one = recordedOnce();

    assertThat(status).isEqualTo(403);
    assertThat(one.consumer()).isEqualTo("ann");
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
