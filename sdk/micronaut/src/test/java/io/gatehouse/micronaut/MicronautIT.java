// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.micronaut;

import io.gatehouse.sdk.testkit.Capability;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.HttpServerContract;
import io.gatehouse.sdk.testkit.RunningServer;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

class MicronautIT extends HttpServerContract {

  @Override
  protected Set<Capability> capabilities() {
    return EnumSet.complementOf(EnumSet.of(Capability.UNREAD_BODIES));
  }

  @Override
  protected RunningServer start(FakeServer server, String basePath) {
    return start(server.url(), true, basePath);
  }

  @Override
  protected RunningServer startWithout(String basePath) {
    return start("http://localhost:1", false, basePath);
  }

  private static RunningServer start(String url, boolean enabled, String basePath) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("gatehouse.enabled", enabled);
    properties.put("gatehouse.server", url);
    properties.put("gatehouse.ingest-token", FakeServer.INGEST_TOKEN);
    properties.put("gatehouse.environment", "test");
    properties.put("micronaut.server.port", -1);
    properties.put(FixtureApplication.CONTRACT, true);
    if (!basePath.isEmpty()) {
      properties.put("micronaut.server.context-path", basePath);
    }
    EmbeddedServer micronaut = ApplicationContext.run(EmbeddedServer.class, properties);
    return new RunningServer() {
      @Override
      public int port() {
        return micronaut.getPort();
      }

      @Override
      public void close() {
        micronaut.close();
        micronaut.getApplicationContext().close();
      }
    };
  }
}
