// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.armeria;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.multipart.Multipart;
import com.linecorp.armeria.common.sse.ServerSentEvent;
import com.linecorp.armeria.common.stream.StreamMessage;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.annotation.Get;
import com.linecorp.armeria.server.annotation.Param;
import com.linecorp.armeria.server.streaming.ServerSentEvents;
import io.gatehouse.sdk.Gatehouse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The fixture of the contract as services of an Armeria server. */
final class FixtureApplication {

  private static final Duration TIMEOUT = Duration.ofMillis(300);

  private FixtureApplication() {}

  static Server create(Gatehouse gatehouse, String basePath) {
    ServerBuilder server = Server.builder().http(0);
    if (!basePath.isEmpty()) {
      server.baseContextPath(basePath);
    }
    server.annotatedService("/nested", new Nested());
    server.errorHandler((context, cause) -> answer(cause));
    get(server, "/handled", (context, request) -> handled());
    server.route().methods(HttpMethod.GET, HttpMethod.HEAD).path("/items/{id}").build(item());
    get(server, "/boom", (context, request) -> boom());
    get(
        server,
        "/status/{status}",
        (context, request) ->
            HttpResponse.of(
                ResponseHeaders.of(Integer.parseInt(context.pathParam("status"))),
                HttpData.empty()));
    get(
        server,
        "/redirect",
        (context, request) -> HttpResponse.ofRedirect(HttpStatus.FOUND, basePath + "/items/1"));
    get(server, "/async/{id}", FixtureApplication::async);
    get(server, "/async-boom", (context, request) -> asyncBoom(context));
    get(
        server,
        "/async-timeout",
        (context, request) -> {
          context.setRequestTimeout(TIMEOUT);
          return HttpResponse.of(new CompletableFuture<>());
        });
    get(server, "/stream", (context, request) -> chunks(5, 1_000));
    get(server, "/large", (context, request) -> chunks(2_000, 10_000));
    get(server, "/sse", (context, request) -> events());
    get(server, "/writer", (context, request) -> HttpResponse.of("grüße"));
    get(server, "/forward", (context, request) -> HttpResponse.of("item 9"));
    get(
        server,
        "/secured",
        ((HttpService) (context, request) -> HttpResponse.of("hello ann"))
            .decorate(FixtureApplication::authenticate));
    server.route().post("/echo").build((context, request) -> echo(request));
    post(server, "/form", (form) -> QueryParams.fromQueryString(form.contentUtf8()).get("name"));
    server.route().post("/upload").build((context, request) -> upload(request));
    server.route().post("/unread").build((context, request) -> HttpResponse.of("unread"));
    return server.decorator(GatehouseDecorator.of(gatehouse)).build();
  }

  /** What a route answers to a whole request. */
  private interface Answer {
    String to(AggregatedHttpRequest request);
  }

  private static void get(ServerBuilder server, String path, HttpService service) {
    server.route().get(path).build(service);
  }

  private static void post(ServerBuilder server, String path, Answer answer) {
    server
        .route()
        .post(path)
        .build(
            (context, request) ->
                HttpResponse.of(
                    request.aggregate().thenApply(whole -> HttpResponse.of(answer.to(whole)))));
  }

  private static HttpService item() {
    return (context, request) -> HttpResponse.of("item " + context.pathParam("id"));
  }

  private static HttpResponse boom() {
    throw new IllegalStateException("boom");
  }

  private static HttpResponse async(ServiceRequestContext context, HttpRequest request) {
    return HttpResponse.of(
        CompletableFuture.supplyAsync(
            () -> HttpResponse.of("async " + context.pathParam("id")),
            context.blockingTaskExecutor()));
  }

  private static HttpResponse asyncBoom(ServiceRequestContext context) {
    return HttpResponse.of(
        CompletableFuture.supplyAsync(FixtureApplication::boom, context.blockingTaskExecutor()));
  }

  private static HttpResponse chunks(int count, int bytes) {
    HttpResponseWriter writer = HttpResponse.streaming();
    writer.write(ResponseHeaders.of(HttpStatus.OK));
    write(writer, HttpData.ofUtf8("x".repeat(bytes)), count);
    return writer;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the writer is closed, whatever comes
  private static void write(HttpResponseWriter writer, HttpData chunk, int left) {
    if (left == 0) {
      writer.close();
    } else if (writer.tryWrite(chunk)) {
      writer.whenConsumed().thenRun(() -> write(writer, chunk, left - 1));
    }
  }

  private static HttpResponse events() {
    return ServerSentEvents.fromPublisher(
        StreamMessage.of(
            ServerSentEvent.ofData("1"), ServerSentEvent.ofData("2"), ServerSentEvent.ofData("3")));
  }

  private static HttpResponse authenticate(
      HttpService delegate, ServiceRequestContext context, HttpRequest request) throws Exception {
    if (request.headers().get(HttpHeaderNames.AUTHORIZATION) == null) {
      return HttpResponse.of(HttpStatus.UNAUTHORIZED);
    }
    context.logBuilder().authenticatedUser("ann");
    return delegate.serve(context, request);
  }

  private static HttpResponse echo(HttpRequest request) {
    return HttpResponse.of(
        request
            .aggregate()
            .thenApply(
                whole -> HttpResponse.of(HttpStatus.OK, request.contentType(), whole.content())));
  }

  private static HttpResponse upload(HttpRequest request) {
    return HttpResponse.of(
        Multipart.from(request)
            .aggregate()
            .thenApply(
                parts -> HttpResponse.of(String.valueOf(parts.field("file").content().length()))));
  }

  /** An annotated service below a prefix. */
  public static final class Nested {
    @Get("/items/{id}")
    public String item(@Param("id") String id) {
      return "item " + id;
    }
  }

  private static HttpResponse handled() {
    throw new IllegalArgumentException("handled");
  }

  /** Null = Armeria answers as it does. */
  private static @Nullable HttpResponse answer(Throwable cause) {
    return cause instanceof IllegalArgumentException
        ? HttpResponse.of(
            HttpStatus.valueOf(422), MediaType.PLAIN_TEXT_UTF_8, HttpData.ofUtf8("handled"))
        : null;
  }
}
