// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.testkit.RunningServer;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TomcatIT extends ServletContract {

  @TempDir static Path directory;

  /** Traces differ by the frame of the filter. */
  public static final class PageWithoutTrace extends ErrorReportValve {
    public PageWithoutTrace() {
      setShowReport(false);
    }
  }

  /** The container answers before any filter, so there is nothing to record. */
  @Test
  void b11_badEscape_isNotRecorded() throws Exception {
    assertThat(raw(port(), "/items/%zz")).isEqualTo(raw(portWithout(), "/items/%zz"));
    get("/items/1");

    assertThat(recordedOnce().status()).isEqualTo(200);
  }

  @Override
  RunningServer start(@Nullable Gatehouse gatehouse, String basePath) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    Connector connector = tomcat.getConnector();
    Context context = tomcat.addContext(basePath, directory.toString());
    context.addServletContainerInitializer(new FixtureApplication(gatehouse), null);
    if (tomcat.getHost() instanceof StandardHost host) {
      host.setErrorReportValveClass(PageWithoutTrace.class.getName());
    }
    tomcat.start();
    return new RunningServer() {
      @Override
      public int port() {
        return connector.getLocalPort();
      }

      @Override
      public void close() throws Exception {
        tomcat.stop();
        tomcat.destroy();
      }
    };
  }
}
