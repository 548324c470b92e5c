// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.jaxrs;

import io.gatehouse.sdk.HeaderVisitor;
import io.gatehouse.sdk.HttpServerRequest;
import org.glassfish.jersey.server.ContainerRequest;
import org.jspecify.annotations.Nullable;

/** The request as Jersey got it. */
final class RequestView extends HttpServerRequest {

  private final ContainerRequest request;

  RequestView(ContainerRequest request) {
    this.request = request;
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String path() {
    return request.getRequestUri().getRawPath();
  }

  @Override
  public @Nullable String query() {
    return request.getRequestUri().getRawQuery();
  }

  @Override
  public @Nullable String header(String name) {
    return request.getRequestHeaders().getFirst(name);
  }

  /** Jakarta REST does not tell it. */
  @Override
  public @Nullable String peerAddress() {
    return null;
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
    request
        .getRequestHeaders()
        .forEach((name, values) -> values.forEach(value -> visitor.header(name, value)));
  }

  @Override
  public Object unwrap() {
    return request;
  }
}
