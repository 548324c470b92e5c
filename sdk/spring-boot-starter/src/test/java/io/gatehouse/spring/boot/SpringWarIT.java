// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sdk.testkit.Capability;
import io.gatehouse.sdk.testkit.RunningServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;

/** I4: the application in a container that was there before it, as a WAR is. */
class SpringWarIT extends SpringMvcIT {

  @TempDir static Path directory;

  /** What starts an application that a container has deployed. */
  private static final class Initializer extends SpringBootServletInitializer {

    private final Class<?> application;
    private final Map<String, Object> properties;

    private Initializer(Class<?> application, Map<String, Object> properties) {
      this.application = application;
      this.properties = properties;
    }

    @Override
    protected SpringApplicationBuilder configure(SpringApplicationBuilder builder) {
      return builder.sources(application).properties(properties);
    }
  }

  /** The filter of Spring Boot writes the page of an error within ours. */
  @Override
  protected Set<Capability> capabilities() {
    Set<Capability> all = super.capabilities();
    all.add(Capability.SIZE_OF_ERROR_PAGES);
    return all;
  }

  @Test
  void i4_war_isRecordedBelowItsContextPath() throws Exception {
    get("/items/1");

    assertThat(recordedOnce().route()).isEqualTo("/war/items/{id}");
  }

  @Override
  protected String basePath() {
    return "/war";
  }

  @Override
  protected RunningServer launch(String basePath, List<String> arguments) throws Exception {
    Map<String, Object> properties = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      properties.put(argument.substring(2, equals), argument.substring(equals + 1));
    }
    Path base = Files.createTempDirectory(directory, "tomcat");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(base.toString());
    tomcat.setPort(0);
    Connector connector = tomcat.getConnector();
    Context context = tomcat.addContext(basePath, base.toString());
    context.addServletContainerInitializer(
        (types, servlets) -> new Initializer(application(), properties).onStartup(servlets), null);
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
