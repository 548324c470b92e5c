// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.jaxrs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.sdk.Gatehouse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NameBinding;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.InputStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URI;
import java.security.Principal;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.media.multipart.FormDataParam;
import org.glassfish.jersey.media.multipart.MultiPartFeature;
import org.glassfish.jersey.server.ResourceConfig;

/** The fixture of the contract with the means of Jakarta REST. */
final class FixtureApplication {

  private static final long TIMEOUT_MILLIS = 300;

  private FixtureApplication() {}

  static ResourceConfig create(Gatehouse gatehouse) {
    return new ResourceConfig(Fixture.class, Authentication.class, MultiPartFeature.class)
        .register(new HandledMapper())
        .register(GatehouseFeature.of(gatehouse));
  }

  @NameBinding
  @Retention(RetentionPolicy.RUNTIME)
  @interface Secured {}

  /** Resources of the fixture. */
  @Path("/")
  @Produces("text/plain;charset=UTF-8")
  public static class Fixture {

    @GET
    @Path("items/{id}")
    public String item(@PathParam("id") String id) {
      return "item " + id;
    }

    @Path("nested")
    public Nested nested() {
      return new Nested();
    }

    @GET
    @Path("boom")
    public String boom() {
      throw new IllegalStateException("boom");
    }

    @GET
    @Path("handled")
    public String handled() {
      throw new IllegalArgumentException("handled");
    }

    @GET
    @Path("status/{status}")
    public Response status(@PathParam("status") int status) {
      return Response.status(status).build();
    }

    @GET
    @Path("redirect")
    public Response redirect() {
      return Response.status(302).location(URI.create("items/1")).build();
    }

    @GET
    @Path("async/{id}")
    public void async(@PathParam("id") String id, @Suspended AsyncResponse response) {
      new Thread(() -> response.resume("async " + id)).start();
    }

    @GET
    @Path("async-boom")
    public void asyncBoom(@Suspended AsyncResponse response) {
      new Thread(() -> response.resume(new IllegalStateException("boom"))).start();
    }

    @GET
    @Path("async-timeout")
    public void asyncTimeout(@Suspended AsyncResponse response) {
      response.setTimeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    }

    @GET
    @Path("stream")
    public StreamingOutput stream() {
      return chunks(5, 1_000);
    }

    @GET
    @Path("large")
    public StreamingOutput large() {
      return chunks(2_000, 10_000);
    }

    private static StreamingOutput chunks(int count, int bytes) {
      byte[] chunk = "x".repeat(bytes).getBytes(UTF_8);
      return out -> {
        for (int i = 0; i < count; i++) {
          out.write(chunk);
          out.flush();
        }
      };
    }

    @GET
    @Path("sse")
    @Produces("text/event-stream")
    public void events(@Context SseEventSink sink, @Context Sse sse) throws Exception {
      try (sink) {
        for (int i = 1; i <= 3; i++) {
          sink.send(sse.newEvent(String.valueOf(i)));
        }
      }
    }

    @GET
    @Path("writer")
    public String writer() {
      return "grüße";
    }

    /** There are no forwards: this one is a call. */
    @GET
    @Path("forward")
    public String forward() {
      return item("9");
    }

    @GET
    @Path("secured")
    @Secured
    public String secured(@Context SecurityContext security) {
      return "hello " + security.getUserPrincipal().getName();
    }

    @POST
    @Path("echo")
    public Response echo(byte[] body, @HeaderParam("Content-Type") String type) {
      return Response.ok(body).type(type).build();
    }

    @POST
    @Path("form")
    @Consumes("application/x-www-form-urlencoded")
    public String form(@FormParam("name") String name) {
      return name;
    }

    @POST
    @Path("upload")
    @Consumes("multipart/form-data")
    public String upload(@FormDataParam("file") InputStream file) throws Exception {
      return String.valueOf(file.readAllBytes().length);
    }

    @POST
    @Path("unread")
    public String unread() {
      return "unread";
    }
  }

  /** Reached through a locator. */
  public static class Nested {

    @GET
    @Path("items/{id}")
    public String item(@PathParam("id") String id) {
      return "item " + id;
    }
  }

  static final class HandledMapper implements ExceptionMapper<IllegalArgumentException> {
    @Override
    public Response toResponse(IllegalArgumentException error) {
      return Response.status(422).entity("handled").type("text/plain").build();
    }
  }

  /** Knows everybody who brings credentials as ann. */
  @Secured
  public static class Authentication implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext context) {
      if (context.getHeaderString("Authorization") == null) {
        context.abortWith(Response.status(401).build());
        return;
      }
      context.setSecurityContext(new Ann());
    }
  }

  private static final class Ann implements SecurityContext {

    @Override
    public Principal getUserPrincipal() {
      return () -> "ann";
    }

    @Override
    public boolean isUserInRole(String role) {
      return false;
    }

    @Override
    public boolean isSecure() {
      return false;
    }

    @Override
    public String getAuthenticationScheme() {
      return SecurityContext.BASIC_AUTH;
    }
  }
}
