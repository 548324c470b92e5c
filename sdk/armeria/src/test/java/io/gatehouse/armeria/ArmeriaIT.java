// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.armeria;

import com.linecorp.armeria.server.Server;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.testkit.Capability;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.HttpServerContract;
import io.gatehouse.sdk.testkit.RunningServer;
import java.util.EnumSet;
import java.util.Set;

class ArmeriaIT extends HttpServerContract {

  @Override
  protected Set<Capability> capabilities() {
    return EnumSet.complementOf(EnumSet.of(Capability.UNKNOWN_METHODS));
  }

  @Override
  protected RunningServer start(FakeServer server, String basePath) {
    Gatehouse gatehouse =
        server.reporting().consumers(GatehouseDecorator::authenticatedUser).build();
    Server armeria = FixtureApplication.create(gatehouse, basePath);
    armeria.start().join();
    return new RunningServer() {
      @Override
      public int port() {
        return armeria.activeLocalPort();
      }

      @Override
      public void close() {
        armeria.stop().join();
        gatehouse.close();
      }
    };
  }
}
