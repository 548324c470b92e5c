// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gatehouse.alerting.outbound.AddressBlock;
import io.gatehouse.alerting.outbound.Connections;
import io.gatehouse.alerting.outbound.Network;
import io.gatehouse.alerting.outbound.OutboundGuard;
import io.gatehouse.alerting.outbound.OutboundHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A service on this machine: takes what its documentation takes, and refuses the rest. */
final class HttpStandIn implements AutoCloseable {

  static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Connections connections;
  private final Function<Got, String> reader;
  private volatile Got last = new Got("", "", Map.of(), new byte[0]);
  private volatile boolean refuses;

  /** What came. */
  record Got(String method, String path, Map<String, String> headers, byte[] body) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String text() {
      return new String(body, UTF_8);
    }
  }

  /**
   * @param reader checks the wire format; a text is why it is refused, empty when it is right
   */
  HttpStandIn(Function<Got, String> reader) {
    this.reader = reader;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
    connections =
        Connections.system(
            new OutboundGuard(
                Network.SYSTEM,
                List.of(AddressBlock.parse("127.0.0.1:" + server.getAddress().getPort()))));
  }

  OutboundHttp http() {
    return new OutboundHttp(connections, "Gatehouse/test");
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  void refuseNext() {
    refuses = true;
  }

  Got last() {
    return last;
  }

  private void answer(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new ConcurrentHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.get(0)));
    last =
        new Got(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            headers,
            exchange.getRequestBody().readAllBytes());
    String problem = refuses ? "no such hook" : problem();
    refuses = false;
    byte[] body = (problem.isEmpty() ? "ok" : problem).getBytes(UTF_8);
    exchange.sendResponseHeaders(problem.isEmpty() ? 200 : 400, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String problem() {
    if (!"application/json".equals(last.headers().get("content-type"))) {
      return "no JSON";
    }
    try {
      return reader.apply(last);
    } catch (RuntimeException e) {
      return "unreadable: " + e;
    }
  }

  @Override
  public void close() {
    connections.close();
    server.stop(0);
  }

  /** All texts of a field, anywhere. */
  static List<String> texts(JsonNode node, String field) {
    List<String> texts = new ArrayList<>();
    collect(node, field, texts);
    return texts;
  }

  private static void collect(JsonNode node, String field, List<String> texts) {
    node.properties()
        .forEach(
            entry -> {
              if (entry.getKey().equals(field) && entry.getValue().isTextual()) {
                texts.add(entry.getValue().asText());
              }
            });
    node.forEach(child -> collect(child, field, texts));
  }
}
