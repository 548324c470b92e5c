// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.examples.armeria;

import com.linecorp.armeria.server.Server;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.testkit.ExampleContract;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.RunningServer;

class ShopIT extends ExampleContract {

  @Override
  protected RunningServer start(FakeServer server) {
    Gatehouse gatehouse = Shop.configure(server.reporting()).build();
    Server shop = Shop.start(gatehouse, 0);
    return new RunningServer() {
      @Override
      public int port() {
        return shop.activeLocalPort();
      }

      @Override
      public void close() {
        shop.stop().join();
        gatehouse.close();
      }
    };
  }
}
