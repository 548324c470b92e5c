// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.webflux;

import io.gatehouse.sdk.BodyTap;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.HeaderVisitor;
import io.gatehouse.sdk.HttpServerResponse;
import io.gatehouse.sdk.RouteSource;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.ErrorResponse;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.resource.ResourceWebHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * One exchange of a reactive application. It ends with the later of two: the chain is done, and the
 * response is committed. Fields are guarded by this object; counters are safe on their own.
 */
final class RecordedWebExchange extends HttpServerResponse {

  private static final int COPIED_BYTES = 33 * 1024;
  private static final String CATCH_ALL = "/**";

  private final Exchange exchange;
  private final ServerWebExchange web;
  private final boolean includesFiles;
  private final ServerHttpResponse response;
  private final @Nullable BodyTap requestTap;
  private final @Nullable BodyTap responseTap;
  private final AtomicLong read = new AtomicLong();
  private final AtomicLong written = new AtomicLong();
  private boolean done;
  private boolean committed;
  private boolean failedBeforeCommit;
  private boolean failedAfterCommit;
  private boolean aborted;
  private boolean bodyIsOpen;
  private boolean superseded;
  private @Nullable Throwable error;

  /**
   * Of a request.
   *
   * @param includesFiles whether files that were served are recorded
   */
  RecordedWebExchange(Exchange exchange, ServerWebExchange web, boolean includesFiles) {
    this.includesFiles = includesFiles;
    this.exchange = exchange;
    this.web = web;
    this.response = web.getResponse();
    this.requestTap = exchange.requestBody();
    this.responseTap = exchange.responseBody();
    response.beforeCommit(() -> Mono.fromRunnable(this::committing));
  }

  /**
   * The exchange for another subscription to the same request, as operators that try again make it;
   * this one tells nothing from now on.
   *
   * @return null when this one still goes on, so that the subscription is part of it
   */
  synchronized @Nullable Exchange again() {
    if (!done) {
      return null;
    }
    superseded = true;
    return exchange;
  }

  private synchronized boolean isSuperseded() {
    return superseded;
  }

  /** Counts and copies what passes to the application; the buffer stays as it is. */
  void read(DataBuffer buffer) {
    read.addAndGet(buffer.readableByteCount());
    if (requestTap != null) {
      copy(buffer, requestTap);
    }
  }

  /** Notes a form that the framework has read past the tap. */
  void readForm(CharSequence form) {
    if (requestTap != null && read.get() == 0) {
      requestTap.append(form, 0, form.length());
    }
  }

  /** Counts and copies what passes to the client; the buffer stays as it is. */
  void written(DataBuffer buffer) {
    written.addAndGet(buffer.readableByteCount());
    BodyTap tap = responseTap;
    if (tap != null && tap.begin(header("Content-Type"), header("Content-Encoding"))) {
      copy(buffer, tap);
    }
  }

  /** Counts what the server sends out of a file. */
  void written(long bytes) {
    written.addAndGet(bytes);
  }

  synchronized void bodyBegun() {
    bodyIsOpen = true;
  }

  synchronized void bodyDone() {
    bodyIsOpen = false;
  }

  /**
   * The server wants no more of a body: the client went away. On Netty nothing else tells, since
   * the chain completes as if all had been sent.
   */
  synchronized void bodyCancelled() {
    aborted = true;
  }

  private static void copy(DataBuffer buffer, BodyTap tap) {
    int position = buffer.readPosition();
    byte[] bytes = new byte[Math.min(buffer.readableByteCount(), COPIED_BYTES)];
    buffer.read(bytes);
    buffer.readPosition(position);
    tap.append(bytes, 0, bytes.length);
  }

  private void committing() {
    boolean ends;
    synchronized (this) {
      committed = true;
      ends = done;
    }
    if (ends) {
      end();
    }
  }

  void completed() {
    if (isCommittedWhenDone()) {
      end();
    }
  }

  /** The answer to an error is made outside of the filter, so that its status is not known yet. */
  void failed(Throwable thrown) {
    boolean ends;
    synchronized (this) {
      done = true;
      ends = committed;
      error = thrown;
      failedAfterCommit = committed;
      failedBeforeCommit = !committed;
      aborted |= committed && isOfClient(thrown);
    }
    if (ends) {
      end();
    }
  }

  /** The client went away; when all was written before, that is no concern of this exchange. */
  void cancelled() {
    synchronized (this) {
      done = true;
      aborted |= !committed || bodyIsOpen;
    }
    end();
  }

  private synchronized boolean isCommittedWhenDone() {
    done = true;
    return committed;
  }

  /** Servers have exceptions of their own for it, which not all are of input and output. */
  private static boolean isOfClient(Throwable thrown) {
    return thrown instanceof IOException
        || thrown.getClass().getSimpleName().equals("AbortedException");
  }

  private void end() {
    if (isSuperseded()) {
      return;
    }
    if (isServedFile()) {
      exchange.discard();
      return;
    }
    tellRoute();
    tellError();
    exchange.end(this);
  }

  /** A file that was found is no request to the application's interface. */
  private synchronized boolean isServedFile() {
    return !includesFiles
        && error == null
        && status() < 400
        && web.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE)
            instanceof ResourceWebHandler;
  }

  private void tellRoute() {
    Object pattern = web.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    // Static resources catch everything: a path that leads to none of them is no route.
    if (pattern != null && !(status() == 404 && pattern.toString().equals(CATCH_ALL))) {
      String base = web.getRequest().getPath().contextPath().value();
      String template = pattern.toString();
      String joined = base + (template.startsWith("/") ? template : "/" + template);
      boolean slash = joined.length() > 1 && joined.endsWith("/");
      exchange.route(
          RouteSource.CONTROLLER, slash ? joined.substring(0, joined.length() - 1) : joined);
    }
  }

  /**
   * What the framework answers with less than 500 was handled, or was no error of the application.
   */
  private synchronized void tellError() {
    Throwable thrown = error;
    if (thrown == null || aborted) {
      return;
    }
    if (failedAfterCommit || status() >= 500) {
      exchange.error(thrown);
    } else if (!(thrown instanceof ErrorResponse)
        || web.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) != null) {
      exchange.handled(thrown);
    }
  }

  @Override
  public int status() {
    HttpStatusCode status = response.getStatusCode();
    return status == null ? 200 : status.value();
  }

  @Override
  public @Nullable String header(String name) {
    return response.getHeaders().getFirst(name);
  }

  @Override
  public void headers(HeaderVisitor visitor) {
    response
        .getHeaders()
        .forEach((name, values) -> values.forEach(value -> visitor.header(name, value)));
  }

  /** What was read; of forms, parts and bodies nobody read the announced size. */
  @Override
  public long requestBytes() {
    long bytes = read.get();
    if (bytes > 0) {
      return bytes;
    }
    long announced = web.getRequest().getHeaders().getContentLength();
    HttpMethod method = web.getRequest().getMethod();
    boolean bodiless = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    return announced < 0 && bodiless ? 0 : announced;
  }

  @Override
  public synchronized long responseBytes() {
    return failedBeforeCommit ? -1 : written.get();
  }

  @Override
  public @Nullable Throwable error() {
    return null;
  }

  @Override
  public synchronized boolean aborted() {
    return aborted;
  }

  /** Whether the status was on its way when an error or the end of the client came. */
  @Override
  public synchronized boolean committed() {
    return !failedBeforeCommit && committed;
  }

  @Override
  public Object unwrap() {
    return response;
  }
}
