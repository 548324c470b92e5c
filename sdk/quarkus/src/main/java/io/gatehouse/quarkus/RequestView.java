// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.quarkus;

import io.gatehouse.sdk.HeaderVisitor;
import io.gatehouse.sdk.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** The request as Quarkus got it. */
final class RequestView extends HttpServerRequest {

  private final RoutingContext context;

  RequestView(RoutingContext context) {
    this.context = context;
  }

  @Override
  public String method() {
    return context.request().method().name();
  }

  @Override
  public String path() {
    String path = context.request().path();
    return path == null ? "" : path;
  }

  @Override
  public @Nullable String query() {
    return context.request().query();
  }

  @Override
  public @Nullable String header(String name) {
    return context.request().getHeader(name);
  }

  @Override
  public @Nullable String peerAddress() {
    SocketAddress address = context.request().remoteAddress();
    return address == null ? null : address.hostAddress();
  }

  @Override
  public long contentLength() {
    String length = header("Content-Length");
    try {
      return length == null ? -1 : Long.parseLong(length.strip());
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  @Override
  public void headers(HeaderVisitor visitor) {
    context.request().headers().forEach((name, value) -> visitor.header(name, value));
  }

  /** The {@link RoutingContext} of the request. */
  @Override
  public Object unwrap() {
    return context;
  }
}
