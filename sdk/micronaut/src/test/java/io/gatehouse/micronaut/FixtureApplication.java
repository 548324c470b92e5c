// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.micronaut;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.testkit.FakeServer;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.http.multipart.CompletedFileUpload;
import io.micronaut.http.sse.Event;
import jakarta.inject.Singleton;
import java.security.Principal;
import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The fixture of the contract as controllers. */
final class FixtureApplication {

  /** Present only in the contract's runs. */
  static final String CONTRACT = "fixture.contract";

  /** The attribute that Micronaut Security sets. */
  private static final String PRINCIPAL = "micronaut.AUTHENTICATION";

  private static final Duration TIMEOUT = Duration.ofMillis(300);

  private FixtureApplication() {}

  @Singleton
  static final class OftenReported implements BeanCreatedEventListener<Gatehouse.Builder> {
    @Override
    public Gatehouse.Builder onCreated(BeanCreatedEvent<Gatehouse.Builder> event) {
      FakeServer.configure(event.getBean());
      return event.getBean();
    }
  }

  @Controller
  @Produces(MediaType.TEXT_PLAIN)
  @Requires(property = CONTRACT)
  static class Plain {

    private final String contextPath;

    Plain(@Value("${micronaut.server.context-path:}") String contextPath) {
      this.contextPath = contextPath;
    }

    @Get("/items/{id}")
    String item(@PathVariable("id") String id) {
      return "item " + id;
    }

    @Get("/boom")
    String boom() {
      throw new IllegalStateException("boom");
    }

    @Get("/handled")
    String handled() {
      throw new IllegalArgumentException("handled");
    }

    @Error(exception = IllegalArgumentException.class)
    HttpResponse<String> handle(IllegalArgumentException error) {
      return HttpResponse.unprocessableEntity().body("handled");
    }

    @Get("/status/{status}")
    HttpResponse<Void> status(@PathVariable("status") int status) {
      return HttpResponse.status(HttpStatus.valueOf(status));
    }

    @Get("/redirect")
    HttpResponse<Void> redirect() {
      return HttpResponse.<Void>status(HttpStatus.FOUND)
          .header("Location", contextPath + "/items/1");
    }

    @Get("/async/{id}")
    Mono<String> async(@PathVariable("id") String id) {
      return Mono.fromCallable(() -> "async " + id).subscribeOn(Schedulers.boundedElastic());
    }

    @Get("/async-boom")
    Mono<String> asyncBoom() {
      return Mono.<String>error(() -> new IllegalStateException("boom"))
          .subscribeOn(Schedulers.boundedElastic());
    }

    @Get("/async-timeout")
    Mono<HttpResponse<String>> asyncTimeout() {
      return Mono.<HttpResponse<String>>never()
          .timeout(TIMEOUT, Mono.just(HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE)));
    }

    @Get("/stream")
    Publisher<byte[]> stream() {
      return Flux.range(0, 5).map(i -> "x".repeat(1_000).getBytes(UTF_8));
    }

    @Get("/large")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    Publisher<byte[]> large() {
      return Flux.range(0, 2_000).map(i -> new byte[10_000]);
    }

    @Get("/sse")
    @Produces(MediaType.TEXT_EVENT_STREAM)
    Publisher<Event<String>> events() {
      return Flux.just("1", "2", "3").map(Event::of);
    }

    @Get("/writer")
    @Produces("text/plain;charset=UTF-8")
    String writer() {
      return "grüße";
    }

    /** There are no forwards: this one is a call. */
    @Get("/forward")
    String forward() {
      return item("9");
    }

    @Get("/secured")
    String secured(HttpRequest<?> request) {
      return "hello " + request.getUserPrincipal().orElseThrow().getName();
    }

    @Post("/echo")
    @Consumes(MediaType.ALL)
    HttpResponse<byte[]> echo(@Body byte[] body, @Header("Content-Type") String type) {
      return HttpResponse.ok(body).contentType(type);
    }

    @Post("/form")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    String form(@Body("name") String name) {
      return name;
    }

    @Post("/upload")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    String upload(CompletedFileUpload file) {
      return String.valueOf(file.getSize());
    }

    @Post("/unread")
    @Consumes(MediaType.ALL)
    String unread() {
      return "unread";
    }
  }

  @Controller("/nested")
  @Produces(MediaType.TEXT_PLAIN)
  @Requires(property = CONTRACT)
  static class Nested {
    @Get("/items/{id}")
    String item(@PathVariable("id") String id) {
      return "item " + id;
    }
  }

  /** Knows everybody who brings credentials as ann. */
  @ServerFilter("/secured")
  @Requires(property = CONTRACT)
  static class Authentication implements Ordered {

    @Override
    public int getOrder() {
      return ServerFilterPhase.SECURITY.order();
    }

    @RequestFilter
    @Nullable
    MutableHttpResponse<?> authenticate(HttpRequest<?> request) {
      if (request.getHeaders().get("Authorization") == null) {
        return HttpResponse.unauthorized();
      }
      Principal ann = () -> "ann";
      request.setAttribute(PRINCIPAL, ann);
      return null;
    }
  }
}
