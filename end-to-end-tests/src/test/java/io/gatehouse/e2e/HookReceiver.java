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
  private volatile String unanswered = "";

  /** A message as it came. */
  record Hook(String id, long atMillis, JsonNode body) {

    String app() {
      return body.at("/data/app").asText();
    }
  }

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
    Hook hook =
        new Hook(
            exchange.getRequestHeaders().getFirst("webhook-id"),
            System.currentTimeMillis(),
            ServerProcess.JSON.readTree(body));
    hooks.add(hook);
    if (!hook.app().equals(unanswered)) {
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

  /** From now on what tells of this app is taken and not answered, as when answers get lost. */
  void leaveUnanswered(String app) {
    unanswered = app;
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
