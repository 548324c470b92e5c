// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.webmvc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.protocol.WireRecord.ErrorRollup;
import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.RecordedExchange;
import io.gatehouse.servlet.GatehouseFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Spring MVC by itself, without Spring Boot: a filter and a bean. */
class GatehouseWebMvcIT {

  @TempDir Path directory;

  private final HttpClient http = HttpClient.newHttpClient();
  private FakeServer server;
  private Gatehouse gatehouse;
  private Tomcat tomcat;

  @Configuration(proxyBeanMethods = false)
  @EnableWebMvc
  @Import(Shop.class)
  static class Application implements WebMvcConfigurer {

    @Bean
    GatehouseWebMvc gatehouseWebMvc() {
      return GatehouseWebMvc.create();
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
      registry.addResourceHandler("/**").addResourceLocations("/");
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class WithFiles extends Application {

    @Override
    @Bean
    GatehouseWebMvc gatehouseWebMvc() {
      return GatehouseWebMvc.create().includingFiles();
    }
  }

  @RestController
  static class Shop {

    @GetMapping("/items/{id}")
    ResponseEntity<Void> item(@PathVariable("id") String id) {
      return ResponseEntity.noContent().header("X-Item", id).build();
    }

    @GetMapping("/handled")
    ResponseEntity<Void> handled() {
      throw new IllegalArgumentException("handled");
    }

    @ExceptionHandler(IllegalArgumentException.class)
    ResponseEntity<Void> handle(IllegalArgumentException error) {
      return ResponseEntity.status(422).header("X-Error", error.getMessage()).build();
    }

    @GetMapping("/conflict")
    ResponseEntity<Void> conflict() {
      throw new ResponseStatusException(HttpStatus.CONFLICT, "taken");
    }

    @GetMapping("/later")
    Callable<ResponseEntity<Void>> later() {
      return () -> {
        CurrentExchange.get().consumer(Consumer.of("of a callable"));
        return ResponseEntity.noContent().build();
      };
    }
  }

  @BeforeEach
  void start() throws Exception {
    server = FakeServer.start();
    gatehouse = server.reporting().consumers(ServletPrincipal::consumer).build();
    Files.write(directory.resolve("logo.txt"), "logo".getBytes(UTF_8));
    launch(Application.class);
  }

  @AfterEach
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
    gatehouse.close();
    server.close();
  }

  private void launch(Class<?> application) throws Exception {
    tomcat = new Tomcat();
    tomcat.setBaseDir(directory.resolve("tomcat").toString());
    tomcat.setPort(0);
    tomcat.getConnector();
    Context context = tomcat.addContext("/shop", directory.toString());
    context.addServletContainerInitializer(
        (types, servlets) -> onStartup(servlets, application), null);
    tomcat.start();
  }

  private void onStartup(ServletContext servlets, Class<?> application) {
    GatehouseFilter.of(gatehouse).routeAttribute(GatehouseWebMvc.ROUTE_ATTRIBUTE).addTo(servlets);
    Filter signIn =
        (request, response, chain) ->
            chain.doFilter(new SignedIn((HttpServletRequest) request), response);
    servlets
        .addFilter("signIn", signIn)
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/items/*");
    AnnotationConfigWebApplicationContext web = new AnnotationConfigWebApplicationContext();
    web.register(application);
    ServletRegistration.Dynamic dispatcher =
        servlets.addServlet("dispatcher", new DispatcherServlet(web));
    dispatcher.setAsyncSupported(true);
    dispatcher.setLoadOnStartup(1);
    dispatcher.addMapping("/");
  }

  /** What a filter of the application makes of a request. */
  private static final class SignedIn extends HttpServletRequestWrapper {

    private SignedIn(HttpServletRequest request) {
      super(request);
    }

    @Override
    public Principal getUserPrincipal() {
      return () -> "ann";
    }
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI address = URI.create("http://localhost:" + tomcat.getConnector().getLocalPort() + path);
    return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  @Test
  void b1_controller_hasItsRouteBelowTheContext() throws Exception {
    assertThat(get("/shop/items/7").headers().firstValue("X-Item")).hasValue("7");
    RecordedExchange one = server.recorded().awaitOne();

    assertThat(one.route()).isEqualTo("/shop/items/{id}");
    assertThat(one.status()).isEqualTo(204);
  }

  @Test
  void f1_principalOfAFilter_isTheConsumer() throws Exception {
    get("/shop/items/7");

    assertThat(server.recorded().awaitOne().consumer()).isEqualTo("ann");
  }

  @Test
  void c2_exceptionOfAHandler_isAHandledError() throws Exception {
    assertThat(get("/shop/handled").statusCode()).isEqualTo(422);

    assertThat(server.recorded().awaitOne().route()).isEqualTo("/shop/handled");
    ErrorRollup error = server.recorded().awaitError();
    assertThat(error.handled()).isTrue();
    assertThat(error.errorType()).isEqualTo(IllegalArgumentException.class.getName());
  }

  @Test
  void c2_exceptionWithAStatus_isAHandledError() throws Exception {
    assertThat(get("/shop/conflict").statusCode()).isEqualTo(409);

    assertThat(server.recorded().awaitError().handled()).isTrue();
  }

  @Test
  void g1_callable_hasTheCurrentExchange() throws Exception {
    assertThat(get("/shop/later").statusCode()).isEqualTo(204);
    RecordedExchange one = server.recorded().awaitOne();

    assertThat(one.consumer()).isEqualTo("of a callable");
    assertThat(one.route()).isEqualTo("/shop/later");
  }

  @Test
  void b2_servedFile_isLeftOut() throws Exception {
    assertThat(get("/shop/logo.txt").body()).isEqualTo("logo");
    get("/shop/later");

    assertThat(server.recorded().awaitOne().route()).isEqualTo("/shop/later");
  }

  @Test
  void b2_servedFile_isRecordedWhenIncluded() throws Exception {
    tomcat.stop();
    tomcat.destroy();
    launch(WithFiles.class);

    assertThat(get("/shop/logo.txt").body()).isEqualTo("logo");
    assertThat(server.recorded().awaitOne().route()).isEqualTo("/shop/**");
  }

  @Test
  void b2_missingFile_hasNoRouteAndIsNoError() throws Exception {
    assertThat(get("/shop/none.txt").statusCode()).isEqualTo(404);
    assertThat(server.recorded().awaitOne().route()).isEmpty();

    get("/shop/handled");
    await().until(() -> server.recorded().total() == 2);
    assertThat(server.recorded().awaitError().message()).isEqualTo("handled");
  }
}
