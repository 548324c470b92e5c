// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.servlet;

import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.testkit.RunningServer;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

class JettyIT extends ServletContract {

  @Override
  RunningServer start(@Nullable Gatehouse gatehouse, String basePath) throws Exception {
    Server jetty = new Server();
    ServerConnector connector = new ServerConnector(jetty);
    connector.setHost("localhost");
    jetty.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath(basePath.isEmpty() ? "/" : basePath);
    context.addServletContainerInitializer(new FixtureApplication(gatehouse));
    jetty.setHandler(context);
    jetty.start();
    return new RunningServer() {
      @Override
      public int port() {
        return connector.getLocalPort();
      }

      @Override
      public void close() throws Exception {
        jetty.stop();
      }
    };
  }
}
