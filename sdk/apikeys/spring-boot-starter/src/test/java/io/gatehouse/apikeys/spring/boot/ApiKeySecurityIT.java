// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.apikeys.ApiKeys;
import io.gatehouse.sdk.testkit.ApiKeyContract;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.RunningServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The adapter in an application that reports, on whatever Spring Boot this is run with. */
class ApiKeySecurityIT extends ApiKeyContract {

  @Override
  protected RunningServer start(FakeServer server) throws InterruptedException {
    ConfigurableApplicationContext context =
        new SpringApplication(GuardedApplication.class)
            .run(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--gatehouse.server=" + server.url(),
                "--gatehouse.ingest-token=" + FakeServer.INGEST_TOKEN,
                "--gatehouse.environment=prod");
    assertThat(context.getBean(ApiKeys.class).awaitReady(PATIENCE)).isTrue();
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
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

  /** A7: annotations of classes and services, and authorities. */
  @ParameterizedTest
  @CsvSource({
    // scopes, class, method of class, service, authority
    "'',                       403, 403, 403, 403",
    "orders:read,              403, 200, 403, 403",
    "orders:*,                 403, 200, 403, 403",
    "orders:read+orders:write, 403, 200, 403, 403",
    "stock:read,               403, 403, 200, 403",
    "*,                        200, 200, 200, 200",
    "admin,                    200, 403, 403, 403",
    "orders,                   403, 403, 403, 403",
    "orders:read:own,          403, 403, 403, 403",
    "reports:*,                403, 403, 403, 200",
  })
  void a7_truthTableOfAnnotations(String scopes, int type, int method, int service, int authority)
      throws Exception {
    String key = keyOf(scopes);

    assertThat(
            List.of(
                status("GET", "/admin/all", key),
                status("GET", "/admin/some", key),
                status("GET", "/stock", key),
                status("GET", "/reports", key)))
        .containsExactly(type, method, service, authority);
    assertThat(status("GET", "/inherited/all", key)).isEqualTo(type);
    // Expressions, and asynchronous answers, which are one call, too.
    int read = status("GET", "/orders/7", key);
    assertThat(status("GET", "/expression", key)).isEqualTo(read);
    assertThat(status("GET", "/later", key)).isEqualTo(read);
  }

  @Test
  void a7_callWithoutKey_isUnauthorizedWhereverItGoes() throws Exception {
    for (String path : List.of("/admin/all", "/reports", "/nowhere")) {
      assertThat(call("GET", path).statusCode()).as(path).isEqualTo(401);
    }
  }
}
