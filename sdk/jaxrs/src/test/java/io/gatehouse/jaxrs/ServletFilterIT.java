// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.jaxrs;

import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.testkit.Capability;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.HttpServerContract;
import io.gatehouse.sdk.testkit.RunningServer;
import io.gatehouse.servlet.GatehouseFilter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ErrorReportValve;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.io.TempDir;

/** F10: in a servlet container, below the filter that records; the feature only tells it more. */
class ServletFilterIT extends HttpServerContract {

  @TempDir static Path directory;

  /** Traces differ by the frame of the filter. */
  public static final class PageWithoutTrace extends ErrorReportValve {
    public PageWithoutTrace() {
      setShowReport(false);
    }
  }

  @Override
  protected Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.ROUTE_TEMPLATES,
        Capability.BODIES,
        Capability.HANDLED_ERRORS,
        Capability.ROUTE_OF_REFUSED_REQUESTS,
        Capability.ROUTE_BEFORE_FORWARD,
        Capability.UNREAD_BODIES,
        Capability.UNKNOWN_METHODS);
  }

  @Override
  protected String basePath() {
    return "/ctx";
  }

  @Override
  protected RunningServer start(FakeServer server, String basePath) throws Exception {
    Gatehouse gatehouse = server.reporting().build();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    Connector connector = tomcat.getConnector();
    Context context = tomcat.addContext(basePath, directory.toString());
    context.addServletContainerInitializer(
        (classes, servlets) -> GatehouseFilter.of(gatehouse).addTo(servlets), null);
    Wrapper servlet =
        Tomcat.addServlet(
            context, "jersey", new ServletContainer(FixtureApplication.create(gatehouse)));
    servlet.setAsyncSupported(true);
    servlet.addMapping("/*");
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
        gatehouse.close();
      }
    };
  }
}
