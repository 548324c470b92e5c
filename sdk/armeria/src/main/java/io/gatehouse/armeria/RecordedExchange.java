// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.armeria;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.logging.RequestLog;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpResponseException;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.gatehouse.sdk.BodyCounter;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.HeaderVisitor;
import io.gatehouse.sdk.HttpServerResponse;
import io.gatehouse.sdk.RouteSource;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * One exchange of an Armeria server until its log is complete, which is when both bodies are over.
 * Kept by the request.
 */
final class RecordedExchange extends HttpServerResponse {

  private final Exchange exchange;
  private final ServiceRequestContext context;
  private final RequestView request;
  private final BodyCounter requestBody;
  private final BodyCounter responseBody;
  private volatile @Nullable ResponseHeaders headers;

  RecordedExchange(Exchange exchange, ServiceRequestContext context, HttpRequest request) {
    this.exchange = exchange;
    this.context = context;
    this.request = new RequestView(context, request);
    requestBody = BodyCounter.ofRequest(exchange);
    responseBody = BodyCounter.ofResponse(exchange, this);
  }

  HttpRequest counted(HttpRequest uncounted) {
    return uncounted.isEmpty() ? uncounted : uncounted.mapData(data -> count(requestBody, data));
  }

  HttpResponse counted(HttpResponse uncounted) {
    return uncounted.mapHeaders(this::headed).mapData(data -> count(responseBody, data));
  }

  /** The log knows them only when they are on the wire, which may be after the body. */
  private ResponseHeaders headed(ResponseHeaders known) {
    headers = known;
    return known;
  }

  private static HttpData count(BodyCounter body, HttpData data) {
    if (!data.isEmpty()) {
      byte[] bytes = data.array();
      body.passed(bytes, 0, bytes.length);
    }
    return data;
  }

  void end(RequestLog log) {
    String route = context.config().route().patternString();
    // The service that catches everything found nothing.
    if (!(route.endsWith("/*") && status() == 404)) {
      exchange.route(RouteSource.CONTROLLER, braces(route));
    }
    Throwable cause = cause();
    if (cause != null && !isStatus(cause)) {
      if (isAnswered()) {
        exchange.handled(cause);
      } else {
        exchange.error(cause);
      }
    }
    exchange.end(this);
  }

  /** Whether a handler of errors made a response of what escaped; it stands outside of this. */
  private boolean isAnswered() {
    return headers == null && status() < 500 && !aborted();
  }

  /** {@code /items/:id} as {@code /items/{id}}, which is how all other frameworks write it. */
  static String braces(String pattern) {
    if (!pattern.contains("/:")) {
      return pattern;
    }
    StringBuilder route = new StringBuilder(pattern.length() + 4);
    boolean name = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (name && c == '/') {
        route.append('}');
        name = false;
      }
      if (c == ':' && i > 0 && pattern.charAt(i - 1) == '/') {
        route.append('{');
        name = true;
      } else {
        route.append(c);
      }
    }
    return name ? route.append('}').toString() : route.toString();
  }

  /** An exception that is nothing but a way to answer. */
  private boolean isStatus(Throwable cause) {
    return status() < 500
        && (cause instanceof HttpStatusException || cause instanceof HttpResponseException);
  }

  private @Nullable Throwable cause() {
    Throwable cause = log().responseCause();
    return cause == null ? null : Exceptions.peel(cause);
  }

  private RequestLog log() {
    return context.log().partial();
  }

  @Override
  public int status() {
    return log().responseHeaders().status().code();
  }

  @Override
  public @Nullable String header(String name) {
    ResponseHeaders known = headers;
    return known == null ? null : known.get(name);
  }

  @Override
  public void headers(HeaderVisitor visitor) {
    ResponseHeaders known = headers;
    if (known != null) {
      known.forEach((name, value) -> RequestView.show(visitor, name.toString(), value));
    }
  }

  @Override
  public long requestBytes() {
    return requestBody.bytesOrAnnounced(request);
  }

  /** The server writes the page of an error that escapes. */
  @Override
  public long responseBytes() {
    long counted = responseBody.bytes();
    return counted == 0 && cause() != null ? log().responseLength() : counted;
  }

  @Override
  public @Nullable Throwable error() {
    return null;
  }

  /** A backend that closes its connection to us is no client that goes away. */
  @Override
  public boolean aborted() {
    Throwable cause = cause();
    if (cause == null) {
      return false;
    }
    Channel channel = log().channel();
    boolean lost = Exceptions.isExpected(cause) || Exceptions.isStreamCancelling(cause);
    return (channel != null && !channel.isActive())
        || (lost && log().responseFirstBytesTransferredTimeNanos() != null);
  }

  @Override
  public boolean committed() {
    return log().responseFirstBytesTransferredTimeNanos() != null && responseBody.bytes() > 0;
  }

  /** The {@link ServiceRequestContext}. */
  @Override
  public Object unwrap() {
    return context;
  }
}
