// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.examples.quarkus;

import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.Gatehouse;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A small shop on Quarkus REST that Gatehouse watches. */
@Path("/")
@Produces(MediaType.TEXT_PLAIN)
public class Shop {

  /** Customers name themselves in a header. */
  void customers(@Observes Gatehouse.Builder building) {
    building.consumers(request -> Consumer.of(request.header("X-Client-Id")));
  }

  @GET
  @Path("/items/{id}")
  public String item(@PathParam("id") String id) {
    return "item " + id;
  }

  @POST
  @Path("/orders")
  @Consumes(MediaType.TEXT_PLAIN)
  public Response order(String quantity) {
    int count = Integer.parseInt(quantity.strip());
    if (count < 1) {
      throw new IllegalArgumentException("quantity must be at least 1");
    }
    return Response.status(Response.Status.CREATED).entity("ordered " + count).build();
  }

  @GET
  @Path("/boom")
  public String boom() {
    throw new IllegalStateException("the warehouse burns");
  }

  @ServerExceptionMapper
  public Response refuse(IllegalArgumentException error) {
    return Response.status(Response.Status.BAD_REQUEST)
        .entity(error.getMessage())
        .type(MediaType.TEXT_PLAIN)
        .build();
  }
}
