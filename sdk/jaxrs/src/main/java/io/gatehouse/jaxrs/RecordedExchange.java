// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.jaxrs;

import io.gatehouse.sdk.BodyCounter;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.HeaderVisitor;
import io.gatehouse.sdk.HttpServerRequest;
import io.gatehouse.sdk.HttpServerResponse;
import org.glassfish.jersey.server.ChunkedOutput;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.monitoring.RequestEvent;
import org.glassfish.jersey.server.monitoring.RequestEventListener;
import org.jspecify.annotations.Nullable;

/**
 * One exchange of a Jersey application until its response is written. Jersey tells the end, except
 * of responses in chunks (events, {@code ChunkedOutput}), which end when they are closed. Kept by
 * the request.
 */
final class RecordedExchange extends HttpServerResponse implements RequestEventListener {

  private final Exchange exchange;
  private final HttpServerRequest request;
  private final ObservedRequest observed;
  private final BodyCounter requestBody;
  private final BodyCounter responseBody;
  private volatile @Nullable ContainerResponse response;
  private volatile boolean unanswered;
  private volatile boolean failedAfterCommit;
  private volatile boolean finished;
  private volatile boolean closed;

  RecordedExchange(Exchange exchange, HttpServerRequest request) {
    this.exchange = exchange;
    this.request = request;
    observed = new ObservedRequest(exchange);
    requestBody = BodyCounter.ofRequest(exchange);
    responseBody = BodyCounter.ofResponse(exchange, this);
  }

  BodyCounter requestBody() {
    return requestBody;
  }

  BodyCounter responseBody() {
    return responseBody;
  }

  @Override
  public void onEvent(RequestEvent event) {
    ContainerResponse known = event.getContainerResponse();
    if (known != null) {
      response = known;
    }
    observed.onEvent(event);
    if (event.getType() == RequestEvent.Type.FINISHED) {
      unanswered = event.getException() != null && !ObservedRequest.isAnswered(event);
      finished = true;
      if (!isStillWritten()) {
        exchange.end(this);
      }
    }
  }

  /** Jersey tells nobody of what is thrown when the status is on its way. */
  void writingFailed(Throwable error) {
    if (isCommitted()) {
      failedAfterCommit = true;
      exchange.error(error);
    }
  }

  void bodyClosed() {
    closed = true;
    if (finished) {
      exchange.end(this);
    }
  }

  private boolean isStillWritten() {
    ContainerResponse known = response;
    if (known == null || closed || !(known.getEntity() instanceof ChunkedOutput<?> output)) {
      return false;
    }
    return !output.isClosed() || responseBody.bytes() > 0;
  }

  private boolean isCommitted() {
    ContainerResponse known = response;
    return known != null && known.isCommitted();
  }

  @Override
  public int status() {
    ContainerResponse known = response;
    return known == null || (unanswered && !failedAfterCommit) ? 500 : known.getStatus();
  }

  @Override
  public @Nullable String header(String name) {
    ContainerResponse known = response;
    return known == null ? null : known.getHeaderString(name);
  }

  @Override
  public void headers(HeaderVisitor visitor) {
    ContainerResponse known = response;
    if (known != null) {
      known
          .getStringHeaders()
          .forEach((name, values) -> values.forEach(value -> visitor.header(name, value)));
    }
  }

  @Override
  public long requestBytes() {
    return requestBody.bytesOrAnnounced(request);
  }

  /** Of an exception nobody maps the container writes the page. */
  @Override
  public long responseBytes() {
    return unanswered && !failedAfterCommit ? -1 : responseBody.bytes();
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
    return failedAfterCommit || (aborted() && isCommitted());
  }

  /** The {@link ContainerResponse}; before there is one, this. */
  @Override
  public Object unwrap() {
    ContainerResponse known = response;
    return known == null ? this : known;
  }
}
