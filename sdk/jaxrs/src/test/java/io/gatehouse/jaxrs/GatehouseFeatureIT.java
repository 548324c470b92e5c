// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.WireRecord.Body;
import io.gatehouse.protocol.WireRecord.BodyState;
import io.gatehouse.protocol.WireRecord.ErrorRollup;
import io.gatehouse.protocol.WireRecord.Request;
import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.RequestLogPolicy;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.RecordedExchange;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;
import org.glassfish.jersey.message.GZipEncoder;
import org.glassfish.jersey.server.ChunkedOutput;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.filter.EncodingFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the contract does not ask of all adapters. */
class GatehouseFeatureIT {

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ScopeFilter scopes = new ScopeFilter();
  private FakeServer server;
  private Gatehouse gatehouse;
  private HttpServer grizzly;

  /** Resources whose paths are put together in several ways. */
  @Path("/shop/")
  @Produces("text/plain")
  public static class Shop {

    @GET
    public String all() {
      return "all";
    }

    @GET
    @Path("{id:[0-9]+|new}/")
    public String one() {
      CurrentExchange.get().consumer(Consumer.of("acme"));
      return "x".repeat(5_000);
    }

    @GET
    @Path("missing")
    public String missing() {
      throw new NotFoundException();
    }

    @GET
    @Path("handled")
    public String handled() {
      throw new IllegalArgumentException("handled");
    }

    @GET
    @Path("broken")
    public String broken() {
      throw new IllegalStateException("broken");
    }

    @GET
    @Path("half")
    public StreamingOutput half() {
      return out -> {
        out.write(new byte[100_000]);
        out.flush();
        throw new IllegalStateException("half");
      };
    }

    @GET
    @Path("chunks")
    public ChunkedOutput<String> chunks() {
      ChunkedOutput<String> output = new ChunkedOutput<>(String.class);
      new Thread(() -> writeTwo(output)).start();
      return output;
    }

    private static void writeTwo(ChunkedOutput<String> output) {
      try (output) {
        output.write("one");
        output.write("two");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @POST
    @Path("echo")
    @Produces("application/json")
    public String echo(String body) {
      return body;
    }

    @GET
    @Path("health")
    public String health() {
      return "up";
    }
  }

  /** Tells, before anything is matched, whether the thread still works for somebody else. */
  @PreMatching
  static final class ScopeFilter implements ContainerRequestFilter, ContainerResponseFilter {
    private final AtomicInteger leaked = new AtomicInteger();

    @Override
    public void filter(ContainerRequestContext request) {
      leaked.addAndGet(CurrentExchange.get().isNoop() ? 0 : 1);
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
      leaked.addAndGet(CurrentExchange.get().isNoop() ? 0 : 1);
    }
  }

  static final class BrokenMapper implements ExceptionMapper<IllegalStateException> {
    @Override
    public Response toResponse(IllegalStateException error) {
      return Response.status(503).build();
    }
  }

  @BeforeEach
  void start() throws Exception {
    server = FakeServer.start();
    gatehouse = server.reporting().requestLog(RequestLogPolicy.all().bodies(true)).build();
    ResourceConfig config =
        new ResourceConfig(Shop.class)
            .register(GatehouseFeature.of(gatehouse).excluding(List.of("/shop/health")))
            .register(new BrokenMapper())
            .register(scopes)
            .register(new FixtureApplication.HandledMapper());
    EncodingFilter.enableFor(config, GZipEncoder.class);
    grizzly =
        GrizzlyHttpServerFactory.createHttpServer(URI.create("http://localhost:0/api/"), config);
  }

  @AfterEach
  void stop() {
    grizzly.shutdownNow();
    gatehouse.close();
    server.close();
  }

  @Test
  void b5_slashes_areNotDoubled() throws Exception {
    get("/api/shop");
    assertThat(server.recorded().awaitOne().route()).isEqualTo("/api/shop");
  }

  @Test
  void b7_regularExpression_isKept() throws Exception {
    get("/api/shop/7");
    RecordedExchange one = server.recorded().awaitOne();
    assertThat(one.route()).isEqualTo("/api/shop/{id:[0-9]+|new}");
    assertThat(one.consumer()).isEqualTo("acme");
  }

  @Test
  void b3_wrongMethod_hasNoRoute() throws Exception {
    get("/api/shop/echo");
    RecordedExchange one = server.recorded().awaitOne();
    assertThat(one.route()).isEmpty();
    assertThat(one.status()).isEqualTo(405);
  }

  @Test
  void b12_excludedPath_isNotRecorded() throws Exception {
    get("/api/shop/health");
    get("/api/shop");
    assertThat(server.recorded().awaitOne().route()).isEqualTo("/api/shop");
  }

  @Test
  void c4_statusByException_isNoError() throws Exception {
    get("/api/shop/missing");
    assertThat(server.recorded().awaitOne().status()).isEqualTo(404);
    assertThat(server.recorded().errors()).isEmpty();
  }

  @Test
  void c3_mappedException_isAHandledError() throws Exception {
    get("/api/shop/handled");
    assertThat(server.recorded().awaitOne().status()).isEqualTo(422);
    assertThat(server.recorded().awaitError()).matches(ErrorRollup::handled);
  }

  @Test
  void c1_exceptionMappedTo503_isAnError() throws Exception {
    get("/api/shop/broken");
    assertThat(server.recorded().awaitOne().status()).isEqualTo(503);
    assertThat(server.recorded().awaitError()).matches(error -> !error.handled());
  }

  @Test
  void g1_scope_isClosedAfterAnException() throws Exception {
    for (int i = 0; i < 40; i++) {
      get(i % 2 == 0 ? "/api/shop/broken" : "/api/shop/7");
    }
    assertThat(scopes.leaked).hasValue(0);
  }

  @Test
  void c5_failureAfterCommit_keepsTheStatus() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(address("/api/shop/half")).build();
    client.sendAsync(request, BodyHandlers.discarding()).exceptionally(cut -> null).join();
    RecordedExchange one = server.recorded().awaitOne();
    assertThat(one.status()).isEqualTo(200);
    assertThat(one.failed()).isEqualTo(1);
    assertThat(one.aborted()).isZero();
  }

  @Test
  void d1_compressedResponse_isCountedAsWritten() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address("/api/shop/7")).header("Accept-Encoding", "gzip").build();
    HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
    assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(response.body().length).isLessThan(1_000);
    assertThat(server.recorded().awaitOne().responseBytes()).isEqualTo(5_000);
  }

  @Test
  void d5_chunkedOutput_isRecordedWhenItIsClosed() throws Exception {
    assertThat(get("/api/shop/chunks").body()).isEqualTo("onetwo");
    assertThat(server.recorded().awaitOne().responseBytes()).isEqualTo(6);
  }

  @Test
  void d6_bodies_areCaptured() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address("/api/shop/echo"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"a\":1}"))
            .build();
    client.send(request, BodyHandlers.discarding());
    server.recorded().awaitOne();
    Request told =
        server.recorded().records().stream()
            .filter(Request.class::isInstance)
            .map(Request.class::cast)
            .findFirst()
            .orElseThrow();
    Body body = new Body(BodyState.CAPTURED, "{\"a\":1}");
    assertThat(told.requestBody()).isEqualTo(body);
    assertThat(told.responseBody()).isEqualTo(body);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(address(path)).build(), BodyHandlers.ofString());
  }

  private URI address(String path) {
    return URI.create("http://localhost:" + grizzly.getListener("grizzly").getPort() + path);
  }
}
