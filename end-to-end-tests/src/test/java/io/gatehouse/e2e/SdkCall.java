// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import io.gatehouse.apikeys.Verification;
import io.gatehouse.protocol.key.Refusal;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.HttpServerRequest;
import io.gatehouse.sdk.HttpServerResponse;
import io.gatehouse.sdk.KeyUse;
import io.gatehouse.sdk.RouteSource;
import org.jspecify.annotations.Nullable;

/** A call as an adapter of the SDK tells it, without a web server around it. */
final class SdkCall extends HttpServerRequest {

  private final String path;
  private final @Nullable String query;

  private SdkCall(String path, @Nullable String query) {
    this.path = path;
    this.query = query;
  }

  /** Serves one call; when this returns, it counts. */
  static void serve(Gatehouse gatehouse, String route, int status) {
    serve(gatehouse, route, null, status);
  }

  /** The same, let in or refused by a key. */
  static void serve(Gatehouse gatehouse, String route, int status, KeyUse key) {
    Exchange exchange = gatehouse.handler().begin(new SdkCall(route, null));
    exchange.route(RouteSource.CONTROLLER, route);
    exchange.apiKey(key);
    exchange.end(new Result(status));
  }

  /** The same with a query. */
  static void serve(Gatehouse gatehouse, String route, @Nullable String query, int status) {
    Exchange exchange = gatehouse.handler().begin(new SdkCall(route, query));
    exchange.route(RouteSource.CONTROLLER, route);
    exchange.end(new Result(status));
  }

  /** Serves one call that was verified, answered as a filter would. */
  static void serve(Gatehouse gatehouse, String route, Verification verified) {
    serve(gatehouse, route, route, verified);
  }

  /** The same of a path that the route matched. */
  static void serve(Gatehouse gatehouse, String path, String route, Verification verified) {
    Exchange exchange = gatehouse.handler().begin(new SdkCall(path, null));
    exchange.route(RouteSource.CONTROLLER, route);
    verified.tell(exchange);
    Refusal refusal = verified.refusal();
    exchange.end(new Result(refusal == null ? 200 : refusal.status()));
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public @Nullable String query() {
    return query;
  }

  @Override
  public @Nullable String header(String name) {
    return null;
  }

  @Override
  public @Nullable String peerAddress() {
    return null;
  }

  @Override
  public long contentLength() {
    return -1;
  }

  @Override
  public Object unwrap() {
    return path;
  }

  private static final class Result extends HttpServerResponse {
    private final int status;

    Result(int status) {
      this.status = status;
    }

    @Override
    public int status() {
      return status;
    }

    @Override
    public @Nullable String header(String name) {
      return null;
    }

    @Override
    public long requestBytes() {
      return 0;
    }

    @Override
    public long responseBytes() {
      return 100;
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
    public Object unwrap() {
      return status;
    }
  }
}
