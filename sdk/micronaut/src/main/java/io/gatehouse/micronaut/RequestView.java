// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.micronaut;

import io.gatehouse.sdk.HeaderVisitor;
import io.gatehouse.sdk.HttpServerRequest;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The request as Netty got it. */
final class RequestView extends HttpServerRequest {

  private final HttpRequest request;
  private final @Nullable SocketAddress peer;
  private volatile io.micronaut.http.@Nullable HttpRequest<?> routed;

  RequestView(HttpRequest request, @Nullable SocketAddress peer) {
    this.request = request;
    this.peer = peer;
  }

  void routed(io.micronaut.http.HttpRequest<?> known) {
    routed = known;
  }

  @Override
  public String method() {
    return request.method().name();
  }

  @Override
  public String path() {
    String uri = request.uri();
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }

  @Override
  public @Nullable String query() {
    String uri = request.uri();
    int query = uri.indexOf('?');
    return query < 0 ? null : uri.substring(query + 1);
  }

  @Override
  public @Nullable String header(String name) {
    return request.headers().get(name);
  }

  @Override
  public @Nullable String peerAddress() {
    return peer instanceof InetSocketAddress address && address.getAddress() != null
        ? address.getAddress().getHostAddress()
        : null;
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
    request.headers().forEach(header -> visitor.header(header.getKey(), header.getValue()));
  }

  /** Micronaut's request; before it was routed, Netty's. */
  @Override
  public Object unwrap() {
    io.micronaut.http.HttpRequest<?> known = routed;
    return known == null ? request : known;
  }
}
