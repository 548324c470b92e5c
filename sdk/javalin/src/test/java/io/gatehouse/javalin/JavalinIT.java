// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.javalin;

import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.testkit.Capability;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.HttpServerContract;
import io.gatehouse.sdk.testkit.RunningServer;
import java.util.EnumSet;
import java.util.Set;

class JavalinIT extends HttpServerContract {

  @Override
  protected Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.ROUTE_TEMPLATES,
        Capability.SIZE_OF_ERROR_PAGES,
        Capability.BODIES,
        Capability.HANDLED_ERRORS,
        Capability.ROUTE_BEFORE_FORWARD,
        Capability.UNREAD_BODIES,
        Capability.UNKNOWN_METHODS);
  }

  @Override
  protected RunningServer start(FakeServer server, String basePath) {
    Gatehouse gatehouse = server.reporting().build();
    FixtureApplication application = new FixtureApplication(gatehouse, basePath);
    return new RunningServer() {
      @Override
      public int port() {
        return application.port();
      }

      @Override
      public void close() {
        application.close();
        gatehouse.close();
      }
    };
  }
}
