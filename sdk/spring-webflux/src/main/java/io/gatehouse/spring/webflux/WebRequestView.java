// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.webflux;

import io.gatehouse.sdk.HeaderVisitor;
import io.gatehouse.sdk.HttpServerRequest;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/** The request as the filter got it. */
final class WebRequestView extends HttpServerRequest {

  private final ServerWebExchange web;
  private final ServerHttpRequest request;

  WebRequestView(ServerWebExchange web) {
    this.web = web;
    this.request = web.getRequest();
  }

  @Override
  public String method() {
    return request.getMethod().name();
  }

  @Override
  public String path() {
    return withoutPathParameters(request.getURI().getRawPath());
  }

  @Override
  public @Nullable String query() {
    return request.getURI().getRawQuery();
  }

  @Override
  public @Nullable String header(String name) {
    return request.getHeaders().getFirst(name);
  }

  @Override
  public void headers(HeaderVisitor visitor) {
    request
        .getHeaders()
        .forEach((name, values) -> values.forEach(value -> visitor.header(name, value)));
  }

  @Override
  public @Nullable String peerAddress() {
    InetSocketAddress peer = request.getRemoteAddress();
    return peer == null || peer.getAddress() == null ? null : peer.getAddress().getHostAddress();
  }

  @Override
  public long contentLength() {
    return request.getHeaders().getContentLength();
  }

  @Override
  public Object unwrap() {
    return web;
  }
}
