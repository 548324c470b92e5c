// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.gatehouse.sdk.Gatehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A server that takes every batch and forgets it. */
final class Sink implements AutoCloseable {

  private final HttpServer http;

  private Sink(HttpServer http) {
    this.http = http;
  }

  static Sink start() {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      http.createContext(
          "/",
          exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(202, 2);
            exchange.getResponseBody().write("{}".getBytes(UTF_8));
            exchange.close();
          });
      http.start();
      return new Sink(http);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An SDK that reports here. */
  Gatehouse.Builder reporting() {
    return Gatehouse.builder()
        .server("http://localhost:" + http.getAddress().getPort())
        .ingestToken("benchmark");
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
