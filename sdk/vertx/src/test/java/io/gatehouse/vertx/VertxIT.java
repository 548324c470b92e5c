// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.vertx;

import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.testkit.Capability;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.HttpServerContract;
import io.gatehouse.sdk.testkit.RunningServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;

class VertxIT extends HttpServerContract {

  @TempDir static Path uploads;

  @Override
  protected Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.ROUTE_TEMPLATES,
        Capability.BODIES,
        Capability.HANDLED_ERRORS,
        Capability.PRINCIPAL,
        Capability.ROUTE_OF_REFUSED_REQUESTS,
        Capability.SIZE_OF_ERROR_PAGES,
        Capability.UNKNOWN_METHODS);
  }

  @Override
  protected RunningServer start(FakeServer server, String basePath) throws Exception {
    Gatehouse gatehouse = server.reporting().consumers(GatehouseHandler::subject).build();
    Vertx vertx = Vertx.vertx();
    HttpServer http =
        vertx
            .createHttpServer()
            .requestHandler(new FixtureApplication(vertx, basePath, uploads).create(gatehouse))
            .listen(0)
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    return new RunningServer() {
      @Override
      public int port() {
        return http.actualPort();
      }

      @Override
      public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        gatehouse.close();
      }
    };
  }
}
