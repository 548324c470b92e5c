// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.servlet;

import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.HeaderVisitor;
import io.gatehouse.servlet.CountingResponse.Tally;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One exchange of a servlet application from the filter's first sight of it to its end, which for
 * an asynchronous one is told by the container. Kept by the request only.
 */
final class RecordedServletExchange extends Tally implements AsyncListener {

  private final GatehouseFilter filter;
  private final Exchange exchange;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final @Nullable CountingRequest body;
  private volatile @Nullable Throwable thrown;
  private volatile boolean thrownAfterCommit;
  private volatile boolean writtenAside;

  RecordedServletExchange(
      GatehouseFilter filter,
      Exchange exchange,
      HttpServletRequest request,
      HttpServletResponse response) {
    this.filter = filter;
    this.exchange = exchange;
    this.request = request;
    this.response = response;
    body =
        CountingRequest.mayHaveBody(request)
            ? new CountingRequest(request, exchange.requestBody())
            : null;
  }

  Exchange exchange() {
    return exchange;
  }

  HttpServletRequest countedRequest() {
    return body == null ? request : body;
  }

  /** The response to go on with; itself when there is nothing to count or it counts already. */
  HttpServletResponse countedResponse(HttpServletResponse next) {
    boolean bodiless = request.getMethod().equals("HEAD");
    return bodiless || CountingResponse.counts(next, this)
        ? next
        : new CountingResponse(next, this, exchange.responseBody());
  }

  /** Notes what escaped from the application. */
  void threw(Throwable error) {
    if (thrown == null) {
      // Tomcat calls sendError a commit, though nothing was sent.
      thrownAfterCommit = response.isCommitted() && writtenBytes() >= 0;
      thrown = error;
      exchange.error(error);
    }
  }

  void end() {
    filter.tellRoute(exchange, request, status());
    tellAnsweredError();
    if (body != null) {
      body.copyForm();
    }
    exchange.end(this);
  }

  /** What a filter further in has made an error page of, as Spring Boot's does in a WAR. */
  private void tellAnsweredError() {
    if (thrown == null
        && response.getStatus() >= 500
        && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable error) {
      exchange.error(error);
    }
  }

  /** Ends when the container says that the asynchronous part is over, or now if it already is. */
  void endOnComplete() {
    try {
      request.getAsyncContext().addListener(this);
    } catch (IllegalStateException e) {
      end();
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {
    if (thrown == null
        && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable error) {
      threw(error);
    }
    writtenAside = writtenBytes() == 0 && !isBodiless() && mayBeWrittenAside(event);
    end();
  }

  /** By the container after a failure, or by the application through an unwrapped response. */
  private boolean mayBeWrittenAside(AsyncEvent event) {
    return response.getStatus() >= 500 || event.getAsyncContext().hasOriginalRequestAndResponse();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    // The status is not known before onComplete.
  }

  /** An error of input or output that the application did not throw is the client's. */
  @Override
  public void onError(AsyncEvent event) {
    Throwable error = event.getThrowable();
    if (error == null) {
      return;
    }
    if (error instanceof IOException && thrown == null) {
      setBroken();
      return;
    }
    threw(error);
  }

  /** A new asynchronous part drops the listeners of the one before. */
  @Override
  public void onStartAsync(AsyncEvent event) {
    event.getAsyncContext().addListener(this);
  }

  private boolean isBodiless() {
    int status = response.getStatus();
    return status == 204 || status == 304 || "0".equals(response.getHeader("Content-Length"));
  }

  @Override
  public int status() {
    Throwable error = thrown;
    if (error == null || thrownAfterCommit || aborted()) {
      return response.getStatus();
    }
    if (error instanceof UnavailableException unavailable) {
      return unavailable.isPermanent() ? 404 : 503;
    }
    return Math.max(500, response.getStatus());
  }

  @Override
  public @Nullable String header(String name) {
    return response.getHeader(name);
  }

  @Override
  public void headers(HeaderVisitor visitor) {
    for (String name : response.getHeaderNames()) {
      for (String value : response.getHeaders(name)) {
        visitor.header(name, value);
      }
    }
  }

  @Override
  public long requestBytes() {
    return body == null ? 0 : body.bytes();
  }

  @Override
  public long responseBytes() {
    boolean page = thrown != null && !thrownAfterCommit && !aborted();
    return page || writtenAside ? -1 : writtenBytes();
  }

  /** Told before, by what escaped from the application. */
  @Override
  public @Nullable Throwable error() {
    return null;
  }

  @Override
  public boolean aborted() {
    return isBroken() || (body != null && body.isBroken());
  }

  @Override
  public boolean committed() {
    if (thrown != null) {
      return thrownAfterCommit;
    }
    return aborted() && response.isCommitted();
  }

  @Override
  public Object unwrap() {
    return response;
  }
}
