// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.micronaut;

import static java.util.Objects.requireNonNull;

import io.gatehouse.sdk.BodyTap;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.HeaderVisitor;
import io.gatehouse.sdk.HttpServerResponse;
import io.gatehouse.sdk.RouteSource;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.web.router.RouteAttributes;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One exchange until its last byte is written or its connection is closed. */
final class RecordedExchange extends HttpServerResponse {

  private final @Nullable Exchange exchange;
  private final RequestView view;
  private final HttpRequest request;
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private volatile @Nullable HttpResponse response;
  private volatile boolean aborted;

  /**
   * Of a request.
   *
   * @param exchange null = it is only there to be told from the others of its connection
   */
  RecordedExchange(@Nullable Exchange exchange, RequestView view, HttpRequest request) {
    this.exchange = exchange;
    this.view = view;
    this.request = request;
  }

  boolean isRecorded() {
    return exchange != null;
  }

  boolean isOf(HttpRequest other) {
    return request == other;
  }

  Exchange exchange() {
    return requireNonNull(exchange, "exchange");
  }

  void routed(io.micronaut.http.HttpRequest<?> routed) {
    view.routed(routed);
    String template = BasicHttpAttributes.getUriTemplate(routed).orElse(null);
    exchange().route(RouteSource.CONTROLLER, template == null ? null : trimmed(template));
  }

  /** Without the query that a template may have, and without a slash at the end. */
  private static String trimmed(String template) {
    int query = template.indexOf("{?");
    String path = query < 0 ? template : template.substring(0, query);
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** An exception that was answered below 500 was handled, unless it was a mere status. */
  void answered(MutableHttpResponse<?> answer) {
    Throwable thrown = RouteAttributes.getException(answer).orElse(null);
    if (thrown == null) {
      return;
    }
    if (answer.code() >= 500) {
      exchange().error(thrown);
    } else if (!(thrown instanceof HttpStatusException)) {
      exchange().handled(thrown);
    }
  }

  void received(ByteBuf content) {
    received.addAndGet(content.readableBytes());
    copy(content, exchange == null ? null : exchange.requestBody());
  }

  /** The buffer stays as it is, and whose it is. */
  private static void copy(ByteBuf content, @Nullable BodyTap tap) {
    if (tap != null && content.isReadable()) {
      for (ByteBuffer part : content.nioBuffers()) {
        tap.append(part);
      }
    }
  }

  void responded(HttpResponse known) {
    response = known;
  }

  void sent(ByteBuf content) {
    sent.addAndGet(content.readableBytes());
    BodyTap tap = exchange == null ? null : exchange.responseBody();
    if (tap != null && tap.begin(header("Content-Type"), header("Content-Encoding"))) {
      copy(content, tap);
    }
  }

  void end(boolean clientIsGone) {
    if (exchange != null) {
      aborted = clientIsGone;
      exchange.end(this);
    }
  }

  @Override
  public int status() {
    HttpResponse known = response;
    return known == null ? 0 : known.status().code();
  }

  @Override
  public @Nullable String header(String name) {
    HttpResponse known = response;
    return known == null ? null : known.headers().get(name);
  }

  @Override
  public void headers(HeaderVisitor visitor) {
    HttpResponse known = response;
    if (known != null) {
      known.headers().forEach(header -> visitor.header(header.getKey(), header.getValue()));
    }
  }

  /** Micronaut reads bodies that nobody wants as well, so that what was announced has come. */
  @Override
  public long requestBytes() {
    long announced = view.contentLength();
    return announced >= 0 && !aborted ? announced : received.get();
  }

  @Override
  public long responseBytes() {
    return sent.get();
  }

  @Override
  public @Nullable Throwable error() {
    return null;
  }

  @Override
  public boolean aborted() {
    return aborted;
  }

  @Override
  public boolean committed() {
    return aborted && response != null;
  }

  /** Netty's response; before there is one, this. */
  @Override
  public Object unwrap() {
    HttpResponse known = response;
    return known == null ? this : known;
  }
}
