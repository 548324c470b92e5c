// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.servlet;

import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.testkit.RunningServer;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.api.ServletStackTraces;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

class UndertowIT extends ServletContract {

  @TempDir static Path directory;

  /** Undertow flushes after a forward unless the response is its own. */
  @Override
  protected boolean wrappingChangesFraming(String path) {
    return path.endsWith("/forward");
  }

  @Override
  RunningServer start(@Nullable Gatehouse gatehouse, String basePath) throws Exception {
    FixtureApplication fixture = new FixtureApplication(gatehouse);
    DeploymentInfo info =
        Servlets.deployment()
            .setClassLoader(UndertowIT.class.getClassLoader())
            .setContextPath(basePath.isEmpty() ? "/" : basePath)
            .setDeploymentName("fixture")
            .setServletStackTraces(ServletStackTraces.NONE)
            .setTempDir(directory.toFile())
            .addServletContainerInitializer(
                new ServletContainerInitializerInfo(
                    FixtureApplication.class, new ImmediateInstanceFactory<>(fixture), Set.of()));
    DeploymentManager deployment = Servlets.newContainer().addDeployment(info);
    deployment.deploy();
    Undertow undertow =
        Undertow.builder()
            .addHttpListener(0, "localhost")
            .setHandler(Handlers.path().addPrefixPath(info.getContextPath(), deployment.start()))
            .build();
    undertow.start();
    int port = ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    return new RunningServer() {
      @Override
      public int port() {
        return port;
      }

      @Override
      public void close() throws Exception {
        undertow.stop();
        deployment.stop();
        deployment.undeploy();
      }
    };
  }
}
