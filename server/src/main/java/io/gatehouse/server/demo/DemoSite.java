// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The simulated shop as monitors and webhooks find it: on this machine only, at a port of its own.
 * Its checkout is down for four minutes of each hour, so that there is something to see.
 */
final class DemoSite implements AutoCloseable {

  private static final int DOWN_FROM_MINUTE = 20;
  private static final int DOWN_TO_MINUTE = 24;

  private final HttpServer server;
  private final Clock clock;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          2,
          task -> {
            Thread thread = new Thread(task, "gatehouse-demo-site");
            thread.setDaemon(true);
            return thread;
          });

  DemoSite(Clock clock) {
    this.clock = clock;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException("the demo's site cannot listen", e);
    }
    server.setExecutor(threads);
    server.createContext("/health", exchange -> answer(exchange, 200, "{\"state\":\"ok\"}", 4));
    server.createContext(
        "/v1/products", exchange -> answer(exchange, 200, "{\"products\":[\"lamp\"]}", 30));
    server.createContext("/v1/checkout", this::checkout);
    server.createContext("/inbox", exchange -> answer(exchange, 200, "filed", 2));
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  static boolean isCheckoutDown(long epochMillis) {
    long minute = Math.floorMod(epochMillis / 60_000, 60L);
    return minute >= DOWN_FROM_MINUTE && minute < DOWN_TO_MINUTE;
  }

  private void checkout(HttpExchange exchange) throws IOException {
    boolean down = isCheckoutDown(clock.millis());
    answer(exchange, down ? 503 : 200, down ? "{\"error\":\"no stock service\"}" : "{}", 12);
  }

  private static void answer(HttpExchange exchange, int status, String body, int millis)
      throws IOException {
    exchange.getRequestBody().readAllBytes();
    try {
      TimeUnit.MILLISECONDS.sleep(new SplittableRandom().nextInt(millis, 2 * millis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
