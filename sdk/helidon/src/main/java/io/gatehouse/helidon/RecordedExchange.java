// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.helidon;

import io.gatehouse.sdk.BodyCounter;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.HeaderVisitor;
import io.gatehouse.sdk.HttpServerRequest;
import io.gatehouse.sdk.HttpServerResponse;
import io.gatehouse.sdk.RouteSource;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.jspecify.annotations.Nullable;

/** One exchange until its response is sent. Used by the one thread that works for the request. */
final class RecordedExchange extends HttpServerResponse {

  private static final String KEY = "io.gatehouse.helidon.recorded";

  private final Exchange exchange;
  private final HttpServerRequest view;
  private final ServerRequest request;
  private final ServerResponse response;
  private final BodyCounter requestBody;
  private final BodyCounter responseBody;
  private @Nullable Throwable thrown;
  private boolean thrownAfterCommit;

  RecordedExchange(
      Exchange exchange, HttpServerRequest view, ServerRequest request, ServerResponse response) {
    this.exchange = exchange;
    this.view = view;
    this.request = request;
    this.response = response;
    requestBody = BodyCounter.ofRequest(exchange);
    responseBody = BodyCounter.ofResponse(exchange, this);
  }

  /** What is recorded of a request; null = nothing. */
  static @Nullable RecordedExchange find(ServerRequest request) {
    return request.context().get(KEY, RecordedExchange.class).orElse(null);
  }

  void observe() {
    request.context().register(KEY, this);
    request.streamFilter(requestBody::counting);
    response.streamFilter(responseBody::counting);
  }

  /** Notes what escaped from a handler, or from all of them; the first is the one that counts. */
  void threw(Throwable error) {
    if (thrown == null) {
      thrown = error;
      thrownAfterCommit = response.isSent();
    }
  }

  /** What is not sent yet is sent by Helidon, outside of all filters. */
  void returned() {
    request.matchingPattern().ifPresent(this::tellRoute);
    if (response.isSent() || aborted()) {
      end();
    } else {
      response.whenSent(this::end);
    }
  }

  private void tellRoute(String pattern) {
    boolean slash = pattern.length() > 1 && pattern.endsWith("/");
    exchange.route(
        RouteSource.CONTROLLER, slash ? pattern.substring(0, pattern.length() - 1) : pattern);
  }

  private void end() {
    Throwable error = thrown;
    if (error != null && !isStatus(error)) {
      if (status() >= 500 || thrownAfterCommit) {
        exchange.error(error);
      } else {
        exchange.handled(error);
      }
    }
    exchange.end(this);
  }

  /** An exception that is nothing but a way to answer. */
  private boolean isStatus(Throwable error) {
    return error instanceof HttpException && status() < 500;
  }

  @Override
  public int status() {
    return response.status().code();
  }

  @Override
  public @Nullable String header(String name) {
    return response.headers().first(HeaderNames.create(name)).orElse(null);
  }

  @Override
  public void headers(HeaderVisitor visitor) {
    for (Header header : response.headers()) {
      header.allValues().forEach(value -> visitor.header(header.name(), value));
    }
  }

  @Override
  public long requestBytes() {
    return requestBody.bytesOrAnnounced(view);
  }

  @Override
  public long responseBytes() {
    return responseBody.bytes();
  }

  @Override
  public @Nullable Throwable error() {
    return null;
  }

  @Override
  public boolean aborted() {
    return responseBody.isBroken() || requestBody.isBroken();
  }

  @Override
  public boolean committed() {
    return thrownAfterCommit || (aborted() && responseBody.bytes() > 0);
  }

  /** The {@link ServerResponse}. */
  @Override
  public Object unwrap() {
    return response;
  }
}
