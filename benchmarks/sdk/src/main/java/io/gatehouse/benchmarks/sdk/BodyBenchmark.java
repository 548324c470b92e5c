// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks.sdk;

import io.gatehouse.sdk.BodyTap;
import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.HeaderVisitor;
import io.gatehouse.sdk.HttpServerHandler;
import io.gatehouse.sdk.HttpServerRequest;
import io.gatehouse.sdk.HttpServerResponse;
import io.gatehouse.sdk.RequestLogPolicy;
import io.gatehouse.sdk.RouteSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One exchange that is told in full, with a JSON body of 2 KB in each direction and headers, by
 * what an adapter calls. Nothing but the SDK is measured.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets fields up.
public class BodyBenchmark {

  private static final byte[] BODY = StubService.json(2_048);

  /** Whether bodies are told. */
  @Param({"false", "true"})
  boolean bodies;

  private Sink sink;
  private Gatehouse gatehouse;
  private HttpServerHandler handler;

  @Setup
  public void start() {
    sink = Sink.start();
    gatehouse =
        sink.reporting()
            .consumers(request -> Consumer.of(request.header("X-Client-Id")))
            .requestLog(bodies ? RequestLogPolicy.all().bodies(true) : RequestLogPolicy.off())
            .build();
    handler = gatehouse.handler();
  }

  @TearDown
  public void stop() {
    gatehouse.close();
    sink.close();
  }

  @Benchmark
  public boolean exchange() {
    Exchange exchange = handler.begin(new Request());
    exchange.route(RouteSource.CONTROLLER, "/items/{id}");
    BodyTap request = exchange.requestBody();
    if (request != null) {
      request.append(BODY, 0, BODY.length);
    }
    BodyTap response = exchange.responseBody();
    if (response != null && response.begin("application/json", null)) {
      response.append(BODY, 0, BODY.length);
    }
    exchange.end(new Response());
    return exchange.isNoop();
  }

  private static final class Request extends HttpServerRequest {
    @Override
    public String method() {
      return "POST";
    }

    @Override
    public String path() {
      return "/items/4711";
    }

    @Override
    public String query() {
      return "lang=en&page=2";
    }

    @Override
    public @Nullable String header(String name) {
      return switch (name) {
        case "X-Client-Id" -> "acme";
        case "Content-Type" -> "application/json";
        default -> null;
      };
    }

    @Override
    public String peerAddress() {
      return "192.0.2.7";
    }

    @Override
    public long contentLength() {
      return BODY.length;
    }

    @Override
    public void headers(HeaderVisitor visitor) {
      visitor.header("Host", "shop.example");
      visitor.header("User-Agent", "curl/8.5.0");
      visitor.header("Accept", "application/json");
      visitor.header("Content-Type", "application/json");
      visitor.header("X-Client-Id", "acme");
      visitor.header("Authorization", "Bearer abc");
    }

    @Override
    public Object unwrap() {
      return this;
    }
  }

  private static final class Response extends HttpServerResponse {
    @Override
    public int status() {
      return 200;
    }

    @Override
    public @Nullable String header(String name) {
      return null;
    }

    @Override
    public long requestBytes() {
      return BODY.length;
    }

    @Override
    public long responseBytes() {
      return BODY.length;
    }

    @Override
    public @Nullable Throwable error() {
      return null;
    }

    @Override
    public boolean aborted() {
      return false;
    }

    @Override
    public boolean committed() {
      return true;
    }

    @Override
    public void headers(HeaderVisitor visitor) {
      visitor.header("Content-Type", "application/json");
      visitor.header("Date", "Thu, 26 Nov 2026 10:00:00 GMT");
    }

    @Override
    public Object unwrap() {
      return this;
    }
  }
}
