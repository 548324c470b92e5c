// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.testkit.RunningServer;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Jetty 12.0, whose classes are in other packages. */
class OldestJettyIT extends ServletContract {

  @Override
  RunningServer start(@Nullable Gatehouse gatehouse, String basePath) throws Exception {
    Server jetty = new Server();
    ServerConnector connector = new ServerConnector(jetty);
    connector.setHost("localhost");
    jetty.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath(basePath.isEmpty() ? "/" : basePath);
    context.addServletContainerInitializer(new FixtureApplication(gatehouse));
    // Traces differ by the frame of the filter; newer ones show none unless told.
    ErrorPageErrorHandler pages = new ErrorPageErrorHandler();
    pages.setShowStacks(false);
    context.setErrorHandler(pages);
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

  /** This Jetty refuses upgrades by servlets, with the filter and without. */
  @Test
  @Override
  void a14_upgrade_isRecordedAsItsHandshake() throws Exception {
    assertThat(get("/upgrade").statusCode()).isEqualTo(500);
    assertThat(recordedOnce().status()).isEqualTo(500);
  }
}
