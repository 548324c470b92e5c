// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.apikeys.ApiKey;
import io.gatehouse.apikeys.ApiKeys;
import io.gatehouse.apikeys.RouteRule;
import io.gatehouse.protocol.key.Networks;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.testkit.ApiKeyContract;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.RunningServer;
import io.gatehouse.servlet.GatehouseFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeyFilterIT extends ApiKeyContract {

  @TempDir static Path directory;

  private static final class Orders extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      ApiKey key = (ApiKey) request.getAttribute(ApiKeyFilter.ATTRIBUTE);
      String caller = key == null ? "nobody" : key.consumer().identifier();
      String id = request.getServletPath().equals("/orders") ? request.getPathInfo() : null;
      response.getWriter().print(id == null ? caller : caller + " " + id.substring(1));
    }
  }

  private static final class Boom extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
      throw new IllegalStateException("boom");
    }
  }

  @Override
  protected RunningServer start(FakeServer server) throws Exception {
    Gatehouse gatehouse = server.reporting().build();
    ApiKeys keys = ApiKeys.builder().server(server.url()).token(FakeServer.INGEST_TOKEN).build();
    assertThat(keys.awaitReady(PATIENCE)).isTrue();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    Connector connector = tomcat.getConnector();
    Context context = tomcat.addContext(basePath(), directory.toString());
    Tomcat.addServlet(context, "orders", new Orders()).addMapping("/orders/*");
    Tomcat.addServlet(context, "others", new Orders()).addMapping("/*");
    Tomcat.addServlet(context, "boom", new Boom()).addMapping("/boom");
    add(context, "record", GatehouseFilter.of(gatehouse));
    add(
        context,
        "keys",
        new ApiKeyFilter.Builder(keys)
            .header(HEADER)
            .bearer()
            .query("api_key")
            .cookie("partner")
            .open("/health")
            .require("GET", "/orders/*", "orders:read")
            .require(null, "/orders/*", "orders:read", "orders:write")
            .rule(null, "/either", RouteRule.anyOf("orders:read", "stock:read"))
            .trustedProxies(Networks.of(List.of("127.0.0.0/8", "::1")))
            .build());
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
        keys.close();
      }
    };
  }

  private static void add(Context context, String name, Filter filter) {
    FilterDef definition = new FilterDef();
    definition.setFilterName(name);
    definition.setFilter(filter);
    context.addFilterDef(definition);
    FilterMap map = new FilterMap();
    map.setFilterName(name);
    map.addURLPattern("/*");
    context.addFilterMap(map);
  }

  @Override
  protected String basePath() {
    return "/shop";
  }

  @Override
  protected String routeOfOrders() {
    return "/shop/orders/*";
  }

  /** A7: what a path is called does not matter, but where the container routes it to. */
  @Test
  void a7_otherSpellingsOfAPath_needTheSame() throws Exception {
    String reader = keyOf("orders:read");
    for (String path : List.of("/orders/../orders/7", "/%6frders/7", "/orders;x=1/7")) {
      assertThat(status("DELETE", path, reader)).as(path).isEqualTo(403);
    }
    assertThat(status("DELETE", "//orders/7", reader)).isEqualTo(403);
    assertThat(status("GET", "/anything", reader)).isEqualTo(200);
    assertThat(call("GET", "/anything").statusCode()).isEqualTo(401);
    assertThat(call("GET", "/health/deep").statusCode()).isEqualTo(401);
  }
}
