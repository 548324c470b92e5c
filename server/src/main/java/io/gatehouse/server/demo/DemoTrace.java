// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.demo;

import io.gatehouse.server.demo.DemoShop.Call;
import io.gatehouse.storage.RequestLog.LogLine;
import io.gatehouse.storage.RequestLog.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Where the time of a call went, and what the shop logged meanwhile. */
final class DemoTrace {

  /** So much of the traffic is traced; what fails always is. */
  private static final double TRACED = 0.3;

  private static final String DATABASE = "{\"db.system\":\"postgresql\",\"db.name\":\"shop\"}";

  private final Call call;
  private final long startMicros;
  private final SplittableRandom random;
  private final String id;
  private final boolean traced;
  private final List<Span> spans = new ArrayList<>();

  DemoTrace(Call call, long startMicros, SplittableRandom random) {
    this.call = call;
    this.startMicros = startMicros;
    this.random = random;
    this.id = hex() + hex();
    this.traced = !call.route().isEmpty() && (isFailing() || random.nextDouble() < TRACED);
  }

  /** 32 hexadecimal digits. */
  String id() {
    return id;
  }

  private boolean isFailing() {
    return call.status() >= 500;
  }

  private String hex() {
    return String.format(Locale.ROOT, "%016x", random.nextLong() | 1);
  }

  /** Root first; empty when the call is not traced. */
  List<Span> spans() {
    if (!traced) {
      return List.of();
    }
    String root = span(null, call.method() + " " + call.route(), "SERVER", 0, 1, isFailing(), "{}");
    span(root, "authenticate", "INTERNAL", 0.01, 0.06, false, "{}");
    boolean pays = call.route().contains("payments");
    boolean stocks = call.route().contains("stock") || call.route().endsWith("/items");
    String service = pays ? "payments.charge" : stocks ? "stock.reserve" : "catalog.load";
    String work = span(root, service, "INTERNAL", 0.07, 0.97, isFailing(), "{}");
    if (call.route().equals("/v1/orders") && call.method().equals("GET")) {
      for (int i = 0; i < 12; i++) {
        span(
            work, "SELECT order_items", "CLIENT", 0.1 + i * 0.06, 0.14 + i * 0.06, false, DATABASE);
      }
      return List.copyOf(spans);
    }
    span(work, "SELECT " + (pays ? "orders" : "products"), "CLIENT", 0.08, 0.2, false, DATABASE);
    if (pays || stocks) {
      String peer = pays ? "POST acquirer /charge" : "GET stock-service /levels";
      String told = "{\"http.request.method\":\"" + (pays ? "POST" : "GET") + "\",\"peer\":\"%s\"}";
      String attributes = String.format(Locale.ROOT, told, pays ? "acquirer" : "stock-service");
      if (isFailing()) {
        span(work, peer, "CLIENT", 0.22, 0.56, true, attributes);
        span(work, peer, "CLIENT", 0.58, 0.95, true, attributes);
      } else {
        span(work, peer, "CLIENT", 0.22, 0.9, false, attributes);
      }
    }
    return List.copyOf(spans);
  }

  /**
   * @param from where it begins, as a share of the call's time
   */
  private String span(
      @Nullable String parent,
      String name,
      String kind,
      double from,
      double to,
      boolean failed,
      String attributes) {
    String spanId = hex();
    long start = startMicros * 1_000;
    double nanos = call.millis() * 1e6;
    spans.add(
        new Span(
            spanId,
            parent,
            name,
            kind,
            start + Math.round(nanos * from),
            start + Math.round(nanos * to),
            failed ? "ERROR" : "OK",
            attributes));
    return spanId;
  }

  List<LogLine> logs(String path) {
    if (isFailing()) {
      return List.of(
          line(0.02, "info", "handling " + call.method() + " " + path),
          line(0.5, "warn", "no answer from a service the shop depends on, trying once more"),
          line(0.98, "error", "request failed, answering " + call.status()));
    }
    if (call.status() == 422) {
      return List.of(line(0.6, "warn", "refused: a field of the body is not valid"));
    }
    return call.requestBytes() > 0 && random.nextDouble() < TRACED
        ? List.of(
            line(0.02, "info", "handling " + call.method() + " " + path),
            line(0.9, "info", "stored, answering " + call.status()))
        : List.of();
  }

  private LogLine line(double at, String level, String message) {
    long micros = startMicros + Math.round(call.millis() * 1_000 * at);
    return new LogLine(micros, level, message, "shop", null, null);
  }
}
