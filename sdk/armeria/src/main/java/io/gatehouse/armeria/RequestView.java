// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.armeria;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.gatehouse.sdk.HeaderVisitor;
import io.gatehouse.sdk.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** The request as the decorator got it. */
final class RequestView extends HttpServerRequest {

  private final ServiceRequestContext context;
  private final HttpRequest request;

  RequestView(ServiceRequestContext context, HttpRequest request) {
    this.context = context;
    this.request = request;
  }

  @Override
  public String method() {
    String sent = header(HttpHeaderNames.METHOD.toString());
    return sent == null ? context.method().name() : sent;
  }

  @Override
  public String path() {
    return context.path();
  }

  @Override
  public @Nullable String query() {
    return context.query();
  }

  @Override
  public @Nullable String header(String name) {
    return request.headers().get(name);
  }

  /** Of the connection, unless the server was told whom to trust for another one. */
  @Override
  public @Nullable String peerAddress() {
    return context.clientAddress().getHostAddress();
  }

  @Override
  public long contentLength() {
    return request.headers().contentLength();
  }

  @Override
  public void headers(HeaderVisitor visitor) {
    request.headers().forEach((name, value) -> show(visitor, name.toString(), value));
  }

  /** Those with a colon are the first line of the request. */
  static void show(HeaderVisitor visitor, String name, String value) {
    if (!name.startsWith(":")) {
      visitor.header(name, value);
    }
  }

  /** The {@link ServiceRequestContext}. */
  @Override
  public Object unwrap() {
    return context;
  }
}
