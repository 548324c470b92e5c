// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Where webhooks come to. It can be away, and can take a message without saying so. */
final class HookReceiver implements AutoCloseable {

  private final HttpServer http;
  private final List<Hook> hooks = new CopyOnWriteArrayList<>();
  private volatile boolean silent;

  /** A message as it came. */
  record Hook(String id, long atMillis, JsonNode body) {}

  HookReceiver() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    http.setExecutor(
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "hooks");
              thread.setDaemon(true);
              return thread;
            }));
    http.createContext("/hook", this::take);
    http.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    hooks.add(
        new Hook(
            exchange.getRequestHeaders().getFirst("webhook-id"),
            System.currentTimeMillis(),
            ServerProcess.JSON.readTree(body)));
    if (!silent) {
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    }
  }

  int port() {
    return http.getAddress().getPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/hook";
  }

  List<Hook> hooks() {
    return hooks;
  }

  /** From now on messages are taken and never answered, as by one whose answer gets lost. */
  void answer(boolean now) {
    silent = !now;
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
