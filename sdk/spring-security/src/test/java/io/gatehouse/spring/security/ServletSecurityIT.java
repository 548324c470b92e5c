// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.RecordedExchange;
import io.gatehouse.servlet.GatehouseFilter;
import io.gatehouse.spring.webmvc.ServletPrincipal;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.filter.DelegatingFilterProxy;

/** Spring Security in front of a plain servlet, without Spring Boot and Spring MVC's dispatcher. */
class ServletSecurityIT {

  @TempDir Path directory;

  private FakeServer server;
  private Gatehouse gatehouse;
  private Tomcat tomcat;

  @Configuration(proxyBeanMethods = false)
  @EnableWebSecurity
  static class Guarded {

    @Bean
    SecurityFilterChain security(HttpSecurity http) throws Exception {
      http.authorizeHttpRequests(
          requests ->
              requests
                  .requestMatchers(request -> request.getRequestURI().endsWith("/admin"))
                  .hasRole("ADMIN")
                  .requestMatchers(request -> request.getRequestURI().endsWith("/own"))
                  .authenticated()
                  .anyRequest()
                  .permitAll());
      return http.httpBasic(Customizer.withDefaults()).build();
    }

    @Bean
    UserDetailsService users() {
      return new InMemoryUserDetailsManager(
          User.withUsername("ann").password("{noop}ann").roles("USER").build());
    }
  }

  /** Answers all that is let in. */
  private static final class Answer extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      response.setStatus(204);
    }
  }

  @BeforeEach
  void start() throws Exception {
    server = FakeServer.start();
    gatehouse = server.reporting().consumers(ServletPrincipal::consumer).build();
    launch(true);
  }

  @AfterEach
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
    gatehouse.close();
    server.close();
  }

  private void launch(boolean principalAsConsumer) throws Exception {
    tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    tomcat.getConnector();
    Context context = tomcat.addContext("", directory.toString());
    context.addServletContainerInitializer(
        (types, servlets) -> onStartup(servlets, principalAsConsumer), null);
    tomcat.start();
  }

  private void onStartup(ServletContext servlets, boolean principalAsConsumer) {
    AnnotationConfigWebApplicationContext web = new AnnotationConfigWebApplicationContext();
    web.getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "test", Map.of("gatehouse.principal-as-consumer", principalAsConsumer)));
    web.addBeanFactoryPostProcessor(beans -> beans.registerSingleton("sdk", gatehouse));
    web.register(Guarded.class);
    web.setServletContext(servlets);
    web.refresh();
    GatehouseFilter.of(gatehouse).addTo(servlets);
    servlets
        .addFilter("security", new DelegatingFilterProxy("springSecurityFilterChain", web))
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
    servlets.addServlet("answer", new Answer()).addMapping("/*");
  }

  private int get(String path, String password) throws Exception {
    URI address = URI.create("http://localhost:" + tomcat.getConnector().getLocalPort() + path);
    byte[] credentials = ("ann:" + password).getBytes(StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  @Test
  void f1_authenticated_isTheConsumer() throws Exception {
    assertThat(get("/own", "ann")).isEqualTo(204);

    assertThat(server.recorded().awaitOne().consumer()).isEqualTo("ann");
  }

  @Test
  void f1_refusedForWantOfARole_hasItsConsumer() throws Exception {
    assertThat(get("/admin", "ann")).isEqualTo(403);
    RecordedExchange one = server.recorded().awaitOne();

    assertThat(one.status()).isEqualTo(403);
    assertThat(one.consumer()).isEqualTo("ann");
  }

  @Test
  void f1_wrongPassword_hasNoConsumer() throws Exception {
    assertThat(get("/own", "wrong")).isEqualTo(401);

    assertThat(server.recorded().awaitOne().consumer()).isNull();
  }

  @Test
  void f1_principalSwitchedOff_isNotLookedAt() throws Exception {
    tomcat.stop();
    tomcat.destroy();
    launch(false);

    assertThat(get("/own", "ann")).isEqualTo(204);
    assertThat(server.recorded().awaitOne().consumer()).isNull();
  }
}
