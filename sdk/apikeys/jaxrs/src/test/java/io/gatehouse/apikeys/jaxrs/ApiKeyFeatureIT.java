// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.apikeys.ApiKey;
import io.gatehouse.apikeys.ApiKeys;
import io.gatehouse.apikeys.KeyPlaces;
import io.gatehouse.apikeys.RequiresScope;
import io.gatehouse.apikeys.RequiresScope.Match;
import io.gatehouse.jaxrs.GatehouseFeature;
import io.gatehouse.protocol.key.Networks;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.testkit.ApiKeyContract;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.RunningServer;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.util.List;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiKeyFeatureIT extends ApiKeyContract {

  /** The contract of a resource; annotations of an interface hold for who implements it. */
  @RequiresScope("admin")
  public interface Managed {
    @GET
    @Path("all")
    String all();

    @GET
    @Path("some")
    @RequiresScope("orders:read")
    String some();
  }

  @Path("/managed")
  public static final class ManagedResource implements Managed {
    @Override
    public String all() {
      return "all";
    }

    @Override
    public String some() {
      return "some";
    }
  }

  @Path("/")
  public static final class Orders {

    @GET
    @Path("health")
    @PermitAll
    public String health() {
      return "nobody";
    }

    @GET
    @Path("any")
    public String any(@Context ContainerRequestContext request) {
      return consumer(request);
    }

    @GET
    @Path("roles")
    public String roles(@Context SecurityContext security) {
      return security.getUserPrincipal().getName()
          + " "
          + security.isUserInRole("orders:read")
          + " "
          + security.isUserInRole("orders:write");
    }

    @GET
    @Path("boom")
    @SuppressWarnings("DoNotCallSuggester") // Only a client calls it.
    public String boom() {
      throw new IllegalStateException("boom");
    }

    @GET
    @Path("orders/{id}")
    @RequiresScope("orders:read")
    public String order(@PathParam("id") String id, @Context ContainerRequestContext request) {
      return consumer(request) + " " + id;
    }

    private static String consumer(ContainerRequestContext request) {
      ApiKey key = (ApiKey) request.getProperty(ApiKeyFeature.PROPERTY);
      return key.consumer().identifier();
    }

    @DELETE
    @Path("orders/{id}")
    @RequiresScope({"orders:read", "orders:write"})
    public String delete(@PathParam("id") String id) {
      return id;
    }

    @GET
    @Path("either")
    @RequiresScope(
        value = {"orders:read", "stock:read"},
        match = Match.ANY)
    public String either() {
      return "either";
    }
  }

  @Override
  protected RunningServer start(FakeServer server) throws InterruptedException {
    Gatehouse gatehouse = server.reporting().build();
    ApiKeys keys = ApiKeys.builder().server(server.url()).token(FakeServer.INGEST_TOKEN).build();
    assertThat(keys.awaitReady(PATIENCE)).isTrue();
    KeyPlaces places = KeyPlaces.none().header(HEADER).bearer().query("api_key").cookie("partner");
    HttpServer grizzly =
        GrizzlyHttpServerFactory.createHttpServer(
            URI.create("http://localhost:0/"),
            new ResourceConfig(Orders.class, ManagedResource.class)
                .register(GatehouseFeature.of(gatehouse))
                .register(
                    ApiKeyFeature.of(keys)
                        .places(places)
                        .addresses(request -> "127.0.0.1", Networks.of(List.of("127.0.0.0/8")))));
    return new RunningServer() {
      @Override
      public int port() {
        return grizzly.getListener("grizzly").getPort();
      }

      @Override
      public void close() {
        grizzly.shutdownNow();
        gatehouse.close();
        keys.close();
      }
    };
  }

  /** A7: annotations of an interface, and of a method in the place of that. */
  @ParameterizedTest
  @CsvSource({
    // scopes, interface, method of interface
    "'',          403, 403",
    "orders:read, 403, 200",
    "orders:*,    403, 200",
    "stock:read,  403, 403",
    "*,           200, 200",
    "admin,       200, 403",
  })
  void a7_truthTableOfInterfaces(String scopes, int type, int method) throws Exception {
    assertThat(status("GET", "/managed/all", keyOf(scopes))).isEqualTo(type);
    assertThat(status("GET", "/managed/some", keyOf(scopes))).isEqualTo(method);
  }

  /** A7: scopes are roles for what asks Jakarta REST. */
  @Test
  void a7_securityContext_knowsConsumerAndScopes() throws Exception {
    assertThat(call("GET", "/roles", HEADER, keyOf("orders:read")).body())
        .isEqualTo("acme true false");
  }
}
