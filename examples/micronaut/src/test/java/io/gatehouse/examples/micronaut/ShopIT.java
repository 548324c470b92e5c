// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.examples.micronaut;

import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.testkit.ExampleContract;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.RunningServer;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;

class ShopIT extends ExampleContract {

  /** So that nothing has to be waited for. */
  @Singleton
  static final class OftenReported implements BeanCreatedEventListener<Gatehouse.Builder> {
    @Override
    public Gatehouse.Builder onCreated(BeanCreatedEvent<Gatehouse.Builder> event) {
      return event.getBean().flushInterval(Duration.ofMillis(20));
    }
  }

  @Override
  protected RunningServer start(FakeServer server) {
    Map<String, Object> properties =
        Map.of(
            "gatehouse.server",
            server.url(),
            "gatehouse.ingest-token",
            FakeServer.INGEST_TOKEN,
            "micronaut.server.port",
            -1);
    EmbeddedServer shop = ApplicationContext.run(EmbeddedServer.class, properties);
    return new RunningServer() {
      @Override
      public int port() {
        return shop.getPort();
      }

      @Override
      public void close() {
        shop.close();
        shop.getApplicationContext().close();
      }
    };
  }
}
