// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.common.stream.StreamMessage;
import com.linecorp.armeria.server.Route;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServerPort;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.encoding.EncodingService;
import io.gatehouse.collector.Collector;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.config.HttpConfig;
import io.gatehouse.server.config.OtlpConfig;
import io.gatehouse.server.config.PubsubConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One address for the dashboard, the REST API, the collectors and the health checks. Event loops
 * only move bytes; decoding and queries run on two bounded pools, so that neither can starve the
 * other.
 */
public final class HttpServer implements AutoCloseable {

  private static final int MAX_API_BODY_BYTES = 1 << 20;
  private static final String KEYS_PATH = "/ingest/v1/keys";
  private static final String KEY_SIGNALS_PATH = "/ingest/v1/keys/signals";
  private static final int MAX_WAIT_SECONDS = 60;

  private final HttpConfig config;
  private final OtlpConfig otlp;
  private final PubsubConfig pubsub;
  private final Collector collector;
  private final Collector publishers;
  private final Api api;
  private final KeyAnswers keys;
  private final Probes probes;
  private final List<PublicPages> publicPages;
  private final StaticFiles files;
  private final ClientAddress clientAddress;
  private final String prefix;
  private final ExecutorService decoders;
  private final ExecutorService queries;
  private final IngestService ingest;
  private final IngestService published;
  private final BrowserTelemetry browsers;
  private final AtomicLong nextRequest = new AtomicLong(System.nanoTime());
  private final Server server;

  /**
   * @param publishers what is taken on the port of {@code pubsub}, which takes nothing else
   */
  public HttpServer(
      HttpConfig config,
      OtlpConfig otlp,
      PubsubConfig pubsub,
      Collector collector,
      Collector publishers,
      List<io.gatehouse.server.http.Route> routes,
      Authenticator authenticator,
      KeyAnswers keys,
      Probes probes,
      List<PublicPages> publicPages) {
    this.config = config;
    this.otlp = otlp;
    this.pubsub = pubsub;
    this.collector = collector;
    this.publishers = publishers;
    this.api = new Api(routes, authenticator);
    this.keys = keys;
    this.probes = probes;
    this.publicPages = List.copyOf(publicPages);
    this.prefix = pathOf(config.publicUrl());
    this.files = new StaticFiles(prefix + "/");
    this.clientAddress = new ClientAddress(config.trustedProxies());
    int cores = Runtime.getRuntime().availableProcessors();
    this.decoders = pool("gatehouse-decode", Math.max(2, cores), 4_096);
    this.queries = pool("gatehouse-api", Math.max(8, 2 * cores), 1_024);
    this.ingest = new IngestService(collector, decoders, config.requestTimeout());
    this.browsers = new BrowserTelemetry(otlp.browserOrigins(), ingest);
    this.published = new IngestService(publishers, decoders, config.requestTimeout());
    this.server = build();
  }

  private static String pathOf(String publicUrl) {
    String path = publicUrl.isEmpty() ? "" : URI.create(publicUrl).getRawPath();
    return path == null ? "" : path;
  }

  private Server build() {
    ServerBuilder builder =
        Server.builder()
            .workerGroup(Runtime.getRuntime().availableProcessors())
            .maxNumConnections(config.maxConnections())
            .http1MaxHeaderSize(16 << 10)
            .http1MaxInitialLineLength(8 << 10)
            .http2MaxHeaderListSize(16 << 10)
            .http2MaxStreamsPerConnection(100)
            .maxRequestLength(MAX_API_BODY_BYTES)
            .requestTimeout(config.requestTimeout())
            .idleTimeoutMillis(30_000)
            .gracefulShutdownTimeoutMillis(200, 5_000)
            .verboseResponses(false)
            .requestAutoAbortDelayMillis(500)
            .service(
                Route.ofCatchAll(),
                EncodingService.builder()
                    .encodableContentTypes(HttpServer::isText)
                    .minBytesToForceChunkedEncoding(1024)
                    .build(this::serve));
    // The first one is the server's own address.
    listen(builder, config.port());
    if (otlp.httpPort() > 0) {
      listen(builder, otlp.httpPort());
    }
    if (otlp.grpcPort() > 0) {
      listen(builder, otlp.grpcPort());
    }
    if (pubsub.port() > 0) {
      listen(builder, pubsub.port());
    }
    return builder.build();
  }

  private void listen(ServerBuilder builder, int port) {
    if (config.address().isEmpty()) {
      builder.http(port);
    } else {
      builder.http(new InetSocketAddress(config.address(), port));
    }
  }

  private static boolean isText(com.linecorp.armeria.common.MediaType type) {
    // Compressed, an event would wait for the next ones.
    return !type.is(com.linecorp.armeria.common.MediaType.EVENT_STREAM) && hasText(type);
  }

  private static boolean hasText(com.linecorp.armeria.common.MediaType type) {
    return type.belongsTo(com.linecorp.armeria.common.MediaType.ANY_TEXT_TYPE)
        || type.is(com.linecorp.armeria.common.MediaType.JSON)
        || type.subtype().endsWith("+json")
        || type.subtype().endsWith("+xml")
        || type.subtype().equals("x-ndjson")
        || type.subtype().equals("yaml");
  }

  private static ExecutorService pool(String name, int threads, int queue) {
    AtomicLong number = new AtomicLong();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(queue),
            task -> {
              Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Begins to listen. */
  public void start() {
    server.start().join();
  }

  /** Where it listens, with an address that works on this machine. */
  public URI localUrl() {
    String host =
        config.address().isEmpty() || config.address().equals("0.0.0.0")
            ? "127.0.0.1"
            : config.address();
    return URI.create(
        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + mainPort());
  }

  private int mainPort() {
    for (ServerPort port : server.activePorts().values()) {
      int number = port.localAddress().getPort();
      if (number != otlp.httpPort() && number != otlp.grpcPort() && number != pubsub.port()) {
        return number;
      }
    }
    throw new IllegalStateException("the server does not listen");
  }

  private HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    Origin origin = origin(context, request.headers());
    int port = context.localAddress().getPort();
    if (port == pubsub.port()) {
      return publishers.handles(origin.path())
          ? published.serve(context, request, origin)
          : HttpResponse.of(HttpStatus.NOT_FOUND);
    }
    if (origin.path().equals(KEYS_PATH)) {
      return keys(context, request);
    }
    if (origin.path().equals(KEY_SIGNALS_PATH)) {
      return keySignals(context, request, origin);
    }
    if (BrowserTelemetry.isFor(origin.path())) {
      return browsers.serve(context, request, origin);
    }
    if (collector.handles(origin.path())) {
      return ingest.serve(context, request, origin);
    }
    if (port == otlp.httpPort() || port == otlp.grpcPort()) {
      HttpResponse answer = ingest.misdirected(request.headers(), origin);
      return answer != null ? answer : HttpResponse.of(HttpStatus.NOT_FOUND);
    }
    if (origin.path().startsWith(Api.PREFIX + "/")) {
      if (api.isSlow(request.method().name(), origin.path())) {
        context.clearRequestTimeout();
      }
      return HttpResponse.of(
          request
              .aggregate()
              .thenApplyAsync(whole -> write(api.answer(origin, whole), context), queries)
              .exceptionally(failure -> write(overloadedOrTooLarge(failure, origin), context)));
    }
    for (PublicPages pages : publicPages) {
      if (pages.handles(origin.path())) {
        return publicPage(pages, context, request, origin);
      }
    }
    String method = request.method().name();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      HttpResponse answer = ingest.misdirected(request.headers(), origin);
      if (answer != null) {
        return answer;
      }
      return write(
          Problem.of(
              new GatehouseException(
                  ErrorCode.METHOD_NOT_ALLOWED, "Pages take GET, not " + method + "."),
              origin.requestId()),
          context);
    }
    Response probe = probes.answer(origin.path());
    return write(probe != null ? probe : files.get(origin.path()), context);
  }

  private HttpResponse publicPage(
      PublicPages pages, ServiceRequestContext context, HttpRequest request, Origin origin) {
    PublicPages.Visit visit =
        new PublicPages.Visit(
            request.method().name(),
            origin.path(),
            origin.baseUrl(),
            request.headers().get(HttpHeaderNames.IF_NONE_MATCH, ""));
    return HttpResponse.of(
        request
            .aggregate()
            .thenApplyAsync(whole -> write(pages.answer(visit), context), queries)
            .exceptionally(failure -> write(overloadedOrTooLarge(failure, origin), context)));
  }

  private HttpResponse keySignals(
      ServiceRequestContext context, HttpRequest request, Origin origin) {
    if (request.method() != HttpMethod.POST) {
      return HttpResponse.of(HttpStatus.METHOD_NOT_ALLOWED);
    }
    return HttpResponse.of(
        request
            .aggregate()
            .thenCompose(whole -> keys.signals(bearer(request), whole.content().array()))
            .thenApply(response -> write(response, context))
            .exceptionally(failure -> write(overloadedOrTooLarge(failure, origin), context)));
  }

  private static String bearer(HttpRequest request) {
    String authorization = request.headers().get(HttpHeaderNames.AUTHORIZATION, "");
    return authorization.startsWith("Bearer ") ? authorization.substring(7).strip() : "";
  }

  private HttpResponse keys(ServiceRequestContext context, HttpRequest request) {
    String token = bearer(request);
    long since = number(context.queryParam("since"), Long.MAX_VALUE);
    int wait = (int) number(context.queryParam("wait"), MAX_WAIT_SECONDS);
    context.setRequestTimeoutMillis(1_000L * wait + config.requestTimeout().toMillis());
    return HttpResponse.of(
        keys.answer(token, since, wait).thenApply(response -> write(response, context)));
  }

  /** From 0 to most; what is no number is 0. */
  private static long number(@Nullable String text, long most) {
    if (text == null || !text.matches("[0-9]{1,18}")) {
      return 0;
    }
    return Math.min(Long.parseLong(text), most);
  }

  private static Response overloadedOrTooLarge(Throwable failure, Origin origin) {
    Throwable cause = failure.getCause() != null ? failure.getCause() : failure;
    if (cause instanceof GatehouseException known) {
      return Problem.of(known, origin.requestId());
    }
    GatehouseException problem =
        cause instanceof com.linecorp.armeria.common.ContentTooLargeException
            ? new GatehouseException(
                ErrorCode.TOO_LARGE,
                "The body is longer than " + MAX_API_BODY_BYTES + " bytes.",
                cause)
            : GatehouseException.tryLater(
                ErrorCode.UNAVAILABLE, "The server has too much to do. Try again.", 2);
    return Problem.of(problem, origin.requestId());
  }

  private Origin origin(ServiceRequestContext context, RequestHeaders headers) {
    InetAddress peer = context.remoteAddress().getAddress();
    boolean proxied = clientAddress.isTrusted(peer);
    InetAddress sender = clientAddress.resolve(peer, headers.get("x-forwarded-for"));
    boolean secure =
        context.sessionProtocol().isTls()
            || (proxied && "https".equalsIgnoreCase(headers.get("x-forwarded-proto")));
    String forwardedHost = proxied ? headers.get("x-forwarded-host") : null;
    String authority = headers.authority();
    String host =
        forwardedHost != null
            ? forwardedHost
            : authority != null ? authority : headers.get(HttpHeaderNames.HOST, "");
    String raw = context.path();
    String path =
        !prefix.isEmpty() && raw.startsWith(prefix + "/") ? raw.substring(prefix.length()) : raw;
    String query = context.query();
    String baseUrl =
        config.publicUrl().isEmpty()
            ? (secure ? "https://" : "http://") + host
            : config.publicUrl();
    return new Origin(
        Long.toString(nextRequest.incrementAndGet() & Long.MAX_VALUE, 36),
        path,
        query == null ? "" : query,
        sender,
        host,
        secure,
        baseUrl);
  }

  private static HttpResponse write(Response response, ServiceRequestContext context) {
    ResponseHeadersBuilder headers = ResponseHeaders.builder(HttpStatus.valueOf(response.status()));
    SecurityHeaders.ALL.forEach(headers::add);
    if (!response.headers().containsKey("Cache-Control")) {
      headers.add(HttpHeaderNames.CACHE_CONTROL, "no-store");
    }
    response.headers().forEach(headers::set);
    if (response.contentType().isEmpty()) {
      return HttpResponse.of(headers.build());
    }
    headers.add(HttpHeaderNames.CONTENT_TYPE, response.contentType());
    EventStream events = response.events();
    if (events != null) {
      return ResponseEvents.of(context, headers.build(), events);
    }
    Response.FileBody file = response.file();
    if (file != null) {
      return file(headers.build(), file);
    }
    return HttpResponse.of(headers.build(), HttpData.wrap(response.body()));
  }

  private static HttpResponse file(ResponseHeaders headers, Response.FileBody file) {
    HttpResponse answer = HttpResponse.of(headers, StreamMessage.of(file.path()));
    CompletableFuture<Void> unused =
        answer.whenComplete().whenComplete((done, failure) -> file.taken().run());
    return answer;
  }

  @Override
  public void close() {
    server.stop().join();
    decoders.shutdownNow();
    queries.shutdownNow();
  }
}
