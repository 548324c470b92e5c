// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.examples.jaxrs;

import io.gatehouse.jaxrs.GatehouseFeature;
import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.Gatehouse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.net.URI;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;

/** A small shop on Jersey that Gatehouse watches. */
@Path("/")
public final class Shop {

  /** Reads GATEHOUSE_SERVER, GATEHOUSE_INGEST_TOKEN and PORT. */
  public static void main(String[] args) {
    Gatehouse gatehouse = configure(Gatehouse.builder().fromEnvironment()).build();
    Runtime.getRuntime().addShutdownHook(new Thread(gatehouse::close));
    start(gatehouse, Integer.parseInt(System.getenv().getOrDefault("PORT", "8000")));
  }

  /** Customers name themselves in a header. */
  static Gatehouse.Builder configure(Gatehouse.Builder builder) {
    return builder.consumers(request -> Consumer.of(request.header("X-Client-Id")));
  }

  static HttpServer start(Gatehouse gatehouse, int port) {
    ResourceConfig config =
        new ResourceConfig(Shop.class)
            .register(new Refusals())
            .register(GatehouseFeature.of(gatehouse));
    return GrizzlyHttpServerFactory.createHttpServer(URI.create("http://0.0.0.0:" + port), config);
  }

  @GET
  @Path("items/{id}")
  public String item(@PathParam("id") String id) {
    return "item " + id;
  }

  @POST
  @Path("orders")
  public Response order(String quantity) {
    int count = Integer.parseInt(quantity.strip());
    if (count < 1) {
      throw new IllegalArgumentException("quantity must be at least 1");
    }
    return Response.status(201).entity("ordered " + count).build();
  }

  @GET
  @Path("boom")
  public String boom() {
    return burn();
  }

  private static String burn() {
    throw new IllegalStateException("the warehouse burns");
  }

  private static final class Refusals implements ExceptionMapper<IllegalArgumentException> {
    @Override
    public Response toResponse(IllegalArgumentException error) {
      return Response.status(400).entity(String.valueOf(error.getMessage())).build();
    }
  }
}
