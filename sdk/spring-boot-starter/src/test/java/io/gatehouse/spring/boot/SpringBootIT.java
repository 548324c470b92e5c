// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import io.gatehouse.sdk.testkit.Capability;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.HttpServerContract;
import io.gatehouse.sdk.testkit.RunningServer;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class SpringBootIT extends HttpServerContract {

  @Override
  protected Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.ROUTE_TEMPLATES,
        Capability.PRINCIPAL,
        Capability.ROUTE_BEFORE_FORWARD,
        Capability.UNREAD_BODIES, Capability.UNKNOWN_METHODS);
  }

  @Override
  protected RunningServer start(FakeServer server, String basePath) {
    ConfigurableApplicationContext context =
        new SpringApplication(FixtureApplication.class)
            .run(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--server.servlet.context-path=" + basePath,
                "--gatehouse.server=" + server.url(),
                "--gatehouse.ingest-token=" + FakeServer.INGEST_TOKEN,
                "--gatehouse.environment=test");
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
}
