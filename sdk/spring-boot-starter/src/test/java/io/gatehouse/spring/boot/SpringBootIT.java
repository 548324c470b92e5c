// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import io.gatehouse.sdk.testkit.Capability;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.HttpServerContract;
import io.gatehouse.sdk.testkit.RunningServer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class SpringBootIT extends HttpServerContract {

  @Override
  protected Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.ROUTE_TEMPLATES,
        Capability.PRINCIPAL,
        Capability.BODIES,
        Capability.HANDLED_ERRORS);
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
    all.add("--server.servlet.context-path=" + basePath);
    ConfigurableApplicationContext context =
        new SpringApplication(FixtureApplication.class).run(all.toArray(String[]::new));
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
