// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.examples.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.RouteSource;
import io.gatehouse.servlet.GatehouseFilter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** A small shop of plain servlets on Tomcat that Gatehouse watches. */
public final class Shop {

  private Shop() {}

  /** Reads GATEHOUSE_SERVER, GATEHOUSE_INGEST_TOKEN and PORT. */
  public static void main(String[] args) throws Exception {
    Gatehouse gatehouse = configure(Gatehouse.builder().fromEnvironment()).build();
    Runtime.getRuntime().addShutdownHook(new Thread(gatehouse::close));
    start(gatehouse, Integer.parseInt(System.getenv().getOrDefault("PORT", "8000")))
        .getServer()
        .await();
  }

  /** Customers name themselves in a header. */
  static Gatehouse.Builder configure(Gatehouse.Builder builder) {
    return builder.consumers(request -> Consumer.of(request.header("X-Client-Id")));
  }

  static Tomcat start(Gatehouse gatehouse, int port) throws IOException, LifecycleException {
    String directory = Files.createTempDirectory("shop").toString();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory);
    tomcat.setPort(port);
    tomcat.getConnector();
    Context context = tomcat.addContext("", directory);
    context.addServletContainerInitializer(
        (classes, application) -> routes(application, gatehouse), null);
    tomcat.start();
    return tomcat;
  }

  private static void routes(ServletContext application, Gatehouse gatehouse) {
    GatehouseFilter.of(gatehouse).addTo(application);
    application.addServlet("items", new Items()).addMapping("/items/*");
    application.addServlet("orders", new Orders()).addMapping("/orders");
    application.addServlet("boom", new Boom()).addMapping("/boom");
  }

  private static void answer(HttpServletResponse response, int status, String text)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain;charset=UTF-8");
    response.getOutputStream().write(text.getBytes(UTF_8));
  }

  private static final class Items extends HttpServlet {
    private static final long serialVersionUID = 1;

    /** A servlet is mapped to {@code /items/*}; the application knows the better name. */
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (request.getAttribute(GatehouseFilter.EXCHANGE) instanceof Exchange exchange) {
        exchange.route(RouteSource.CONTROLLER, "/items/{id}");
      }
      answer(response, 200, "item " + request.getPathInfo().substring(1));
    }
  }

  private static final class Orders extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      int quantity =
          Integer.parseInt(new String(request.getInputStream().readAllBytes(), UTF_8).strip());
      if (quantity < 1) {
        answer(response, 400, "quantity must be at least 1");
        return;
      }
      answer(response, 201, "ordered " + quantity);
    }
  }

  private static final class Boom extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      throw new IllegalStateException("boom");
    }
  }
}
