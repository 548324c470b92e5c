// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.examples.servlet;

import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.testkit.ExampleContract;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.RunningServer;
import org.apache.catalina.startup.Tomcat;

class ShopIT extends ExampleContract {

  @Override
  protected RunningServer start(FakeServer server) throws Exception {
    Gatehouse gatehouse = Shop.configure(server.reporting()).build();
    Tomcat shop = Shop.start(gatehouse, 0);
    return new RunningServer() {
      @Override
      public int port() {
        return shop.getConnector().getLocalPort();
      }

      @Override
      public void close() throws Exception {
        shop.stop();
        shop.destroy();
        gatehouse.close();
      }
    };
  }
}
