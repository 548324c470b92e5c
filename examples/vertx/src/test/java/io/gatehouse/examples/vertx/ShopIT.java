// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.examples.vertx;

import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.testkit.ExampleContract;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.RunningServer;
import io.vertx.core.http.HttpServer;

class ShopIT extends ExampleContract {

  @Override
  protected RunningServer start(FakeServer server) {
    Gatehouse gatehouse = Shop.configure(server.reporting()).build();
    HttpServer shop = Shop.start(gatehouse, 0);
    return new RunningServer() {
      @Override
      public int port() {
        return shop.actualPort();
      }

      @Override
      public void close() {
        shop.close().await();
        gatehouse.close();
      }
    };
  }
}
