// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.helidon;

import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.testkit.Capability;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.HttpServerContract;
import io.gatehouse.sdk.testkit.RunningServer;
import io.helidon.webserver.WebServer;
import java.util.EnumSet;
import java.util.Set;

class HelidonIT extends HttpServerContract {

  @Override
  protected Set<Capability> capabilities() {
    return EnumSet.complementOf(EnumSet.of(Capability.PRINCIPAL, Capability.ROUTE_BEFORE_FORWARD));
  }

  @Override
  protected RunningServer start(FakeServer server, String basePath) {
    Gatehouse gatehouse = server.reporting().build();
    WebServer helidon = FixtureApplication.start(gatehouse, basePath);
    return new RunningServer() {
      @Override
      public int port() {
        return helidon.port();
      }

      @Override
      public void close() {
        helidon.stop();
        gatehouse.close();
      }
    };
  }
}
