// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A service that knows nothing of telemetry, to be run with OpenTelemetry's agent. Prints {@code
 * listening <port>}; ends when its standard input does.
 */
final class AgentService {

  private AgentService() {}

  public static void main(String[] args) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/items/",
        exchange ->
            answer(exchange, exchange.getRequestURI().getPath().endsWith("404") ? 404 : 200));
    server.createContext("/crash", exchange -> answer(exchange, 500));
    server.start();
    System.out.println("listening " + server.getAddress().getPort());
    while (System.in.read() >= 0) {
      // Until nobody holds the other end any more.
    }
    // An ordinary end: the agent reports what is left.
    System.exit(0);
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, -1);
    }
  }
}
