// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.helidon;

import io.gatehouse.sdk.HeaderVisitor;
import io.gatehouse.sdk.HttpServerRequest;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import org.jspecify.annotations.Nullable;

/** The request as the filter got it. */
final class RequestView extends HttpServerRequest {

  private final ServerRequest request;
  private final String path;

  RequestView(ServerRequest request) {
    this.request = request;
    path = request.prologue().uriPath().rawPath();
  }

  @Override
  public String method() {
    return request.prologue().method().text();
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public @Nullable String query() {
    String query = request.prologue().query().rawValue();
    return query.isEmpty() ? null : query;
  }

  @Override
  public @Nullable String header(String name) {
    return request.headers().first(HeaderNames.create(name)).orElse(null);
  }

  @Override
  public @Nullable String peerAddress() {
    return request.remotePeer().host();
  }

  @Override
  public long contentLength() {
    return request.headers().contentLength().orElse(-1);
  }

  @Override
  public void headers(HeaderVisitor visitor) {
    for (Header header : request.headers()) {
      header.allValues().forEach(value -> visitor.header(header.name(), value));
    }
  }

  /** The {@link ServerRequest}. */
  @Override
  public Object unwrap() {
    return request;
  }
}
