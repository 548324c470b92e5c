// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.armeria;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.annotation.ExceptionHandler;
import com.linecorp.armeria.server.annotation.ExceptionHandlerFunction;
import com.linecorp.armeria.server.annotation.Get;
import com.linecorp.armeria.server.encoding.EncodingService;
import io.gatehouse.protocol.WireRecord.Body;
import io.gatehouse.protocol.WireRecord.BodyState;
import io.gatehouse.protocol.WireRecord.Request;
import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.RequestLogPolicy;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.RecordedExchange;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the contract does not ask of all adapters. */
class GatehouseDecoratorIT {

  private final HttpClient client = HttpClient.newHttpClient();
  private FakeServer server;
  private Gatehouse gatehouse;
  private Server armeria;

  @BeforeEach
  void start() throws Exception {
    server = FakeServer.start();
    gatehouse = server.reporting().requestLog(RequestLogPolicy.all().bodies(true)).build();
    ServerBuilder builder = Server.builder().http(0);
    builder.service("/later", (context, request) -> later(context));
    builder.service("/long", (context, request) -> HttpResponse.of("x".repeat(5_000)));
    builder.service("/health", (context, request) -> HttpResponse.of("up"));
    builder.service("/missing", (context, request) -> missing());
    builder.service("/boom", (context, request) -> boom());
    builder.service("regex:^/number/[0-9]+$", (context, request) -> HttpResponse.of("number"));
    builder.serviceUnder("/files", (context, request) -> HttpResponse.of(HttpStatus.OK));
    builder.service(
        "/echo",
        (context, request) ->
            HttpResponse.of(
                request.aggregate().thenApply(whole -> HttpResponse.ofJson(Map.of("a", 1)))));
    builder.annotatedService(new Mapped());
    builder.decorator(GatehouseDecorator.of(gatehouse).excluding(List.of("/health")));
    builder.decorator("/long", EncodingService.newDecorator());
    armeria = builder.build();
    armeria.start().join();
  }

  private static HttpResponse later(ServiceRequestContext context) {
    return HttpResponse.of(
        CompletableFuture.supplyAsync(
            () -> {
              CurrentExchange.get().consumer(Consumer.of("acme"));
              return HttpResponse.of("later");
            },
            context.blockingTaskExecutor()));
  }

  private static HttpResponse missing() {
    throw HttpStatusException.of(404);
  }

  private static HttpResponse boom() {
    throw new IllegalStateException("boom");
  }

  /** A service whose exceptions are mapped before any decorator sees them. */
  @ExceptionHandler(Mapper.class)
  static final class Mapped {
    @Get("/mapped")
    public HttpResponse mapped() {
      return HttpResponse.ofFailure(new IllegalStateException("mapped"));
    }
  }

  static final class Mapper implements ExceptionHandlerFunction {
    @Override
    public HttpResponse handleException(
        ServiceRequestContext context,
        com.linecorp.armeria.common.HttpRequest request,
        Throwable cause) {
      return HttpResponse.of(HttpStatus.CONFLICT);
    }
  }

  @AfterEach
  void stop() {
    armeria.stop().join();
    gatehouse.close();
    server.close();
  }

  @Test
  void g1_consumerToldByAnotherThread_isTold() throws Exception {
    get("/later");
    assertThat(server.recorded().awaitOne().consumer()).isEqualTo("acme");
  }

  @Test
  void b12_excludedPath_isNotRecorded() throws Exception {
    get("/health");
    get("/long");
    assertThat(server.recorded().awaitOne().route()).isEqualTo("/long");
  }

  @Test
  void b7_regularExpression_isKept() throws Exception {
    get("/number/42");
    assertThat(server.recorded().awaitOne().route()).isEqualTo("^/number/[0-9]+$");
  }

  @Test
  void b6_prefix_isItsRoute() throws Exception {
    get("/files/a/b");
    assertThat(server.recorded().awaitOne().route()).isEqualTo("/files/*");
  }

  @Test
  void c4_statusByException_isNoError() throws Exception {
    get("/missing");
    assertThat(server.recorded().awaitOne().status()).isEqualTo(404);
    assertThat(server.recorded().errors()).isEmpty();
  }

  @Test
  void c1_exception_isAnError() throws Exception {
    get("/boom");
    RecordedExchange one = server.recorded().awaitOne();
    assertThat(one.status()).isEqualTo(500);
    assertThat(server.recorded().awaitError())
        .matches(error -> error.errorType().equals("java.lang.IllegalStateException"));
  }

  /** A documented limit. */
  @Test
  void c3_exceptionMappedWithinAService_isAStatus() throws Exception {
    get("/mapped");
    assertThat(server.recorded().awaitOne().status()).isEqualTo(409);
    assertThat(server.recorded().errors()).isEmpty();
  }

  @Test
  void d1_compressedResponse_isCountedAsWritten() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address("/long")).header("Accept-Encoding", "gzip").build();
    assertThat(client.send(request, BodyHandlers.ofByteArray()).body().length).isLessThan(1_000);
    assertThat(server.recorded().awaitOne().responseBytes()).isEqualTo(5_000);
  }

  @Test
  void d6_bodies_areCaptured() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address("/echo"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"b\":2}"))
            .build();
    client.send(request, BodyHandlers.discarding());
    server.recorded().awaitOne();
    Request told =
        server.recorded().records().stream()
            .filter(Request.class::isInstance)
            .map(Request.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(told.requestBody()).isEqualTo(new Body(BodyState.CAPTURED, "{\"b\":2}"));
    assertThat(told.responseBody()).isEqualTo(new Body(BodyState.CAPTURED, "{\"a\":1}"));
    assertThat(told.clientAddress()).isNotNull();
  }

  private void get(String path) throws Exception {
    client.send(HttpRequest.newBuilder(address(path)).build(), BodyHandlers.discarding());
  }

  private URI address(String path) {
    return URI.create("http://localhost:" + armeria.activeLocalPort() + path);
  }
}
