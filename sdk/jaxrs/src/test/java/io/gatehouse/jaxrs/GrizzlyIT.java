// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.jaxrs;

import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.testkit.Capability;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.HttpServerContract;
import io.gatehouse.sdk.testkit.RunningServer;
import java.net.URI;
import java.util.EnumSet;
import java.util.Set;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;

/** Without a servlet container, so that the feature records. */
class GrizzlyIT extends HttpServerContract {

  @Override
  protected Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.ROUTE_TEMPLATES,
        Capability.BODIES,
        Capability.HANDLED_ERRORS,
        Capability.PRINCIPAL,
        Capability.ROUTE_OF_REFUSED_REQUESTS,
        Capability.ROUTE_BEFORE_FORWARD,
        Capability.UNREAD_BODIES,
        Capability.UNKNOWN_METHODS);
  }

  @Override
  protected RunningServer start(FakeServer server, String basePath) {
    Gatehouse gatehouse = server.reporting().consumers(GatehouseFeature::principal).build();
    HttpServer grizzly =
        GrizzlyHttpServerFactory.createHttpServer(
            URI.create("http://localhost:0" + basePath + "/"),
            FixtureApplication.create(gatehouse));
    return new RunningServer() {
      @Override
      public int port() {
        return grizzly.getListener("grizzly").getPort();
      }

      @Override
      public void close() {
        grizzly.shutdownNow();
        gatehouse.close();
      }
    };
  }
}
