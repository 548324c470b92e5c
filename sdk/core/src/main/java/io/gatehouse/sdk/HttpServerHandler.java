// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.util.Objects.requireNonNull;

import io.gatehouse.protocol.Protocol;
import io.gatehouse.protocol.WireRecord.Failure;
import io.gatehouse.sdk.Cell.Outcome;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What adapters call at the start of a request. Thread-safe; does no I/O and throws nothing.
 *
 * <pre>{@code
 * Exchange exchange = gatehouse.handler().begin(request);
 * }</pre>
 */
public final class HttpServerHandler {

  private final Aggregation aggregation;
  private final SdkMetrics metrics;
  private final LiveSettings settings;
  private final Clock clock;
  private final Runnable onFirst;
  private final @Nullable Function<HttpServerRequest, @Nullable Consumer> consumers;
  private final @Nullable Predicate<HttpServerRequest> excluded;
  private volatile boolean closed;

  HttpServerHandler(
      Aggregation aggregation,
      SdkMetrics metrics,
      LiveSettings settings,
      Clock clock,
      Runnable onFirst,
      @Nullable Function<HttpServerRequest, @Nullable Consumer> consumers,
      @Nullable Predicate<HttpServerRequest> excluded) {
    this.aggregation = aggregation;
    this.metrics = metrics;
    this.settings = settings;
    this.clock = clock;
    this.onFirst = onFirst;
    this.consumers = consumers;
    this.excluded = excluded;
  }

  /** Starts an exchange; never null. */
  public Exchange begin(HttpServerRequest request) {
    requireNonNull(request, "request");
    if (closed) {
      return NoopExchange.INSTANCE;
    }
    try {
      if (request.path().endsWith(Protocol.BATCHES_PATH)) {
        // A server that watches itself would report about its reports for ever.
        return NoopExchange.INSTANCE;
      }
      if (excluded != null && isExcluded(excluded, request)) {
        return NoopExchange.INSTANCE;
      }
      LiveSettings.Snapshot now = settings.current();
      return new RecordingExchange(this, request, now, clock.epochMillis(), clock.nanos());
    } catch (RuntimeException e) {
      metrics.addRecorded();
      metrics.addDropped(1, 0);
      return NoopExchange.INSTANCE;
    }
  }

  /** A test that throws excludes nothing. */
  private static boolean isExcluded(Predicate<HttpServerRequest> test, HttpServerRequest request) {
    try {
      return test.test(request);
    } catch (RuntimeException e) {
      return false;
    }
  }

  void close() {
    closed = true;
  }

  void finish(RecordingExchange exchange, HttpServerResponse response) {
    if (closed || exchange.settings().excludedRoutes().contains(exchange.route())) {
      return;
    }
    metrics.addRecorded();
    try {
      count(exchange, response);
    } catch (RuntimeException e) {
      metrics.addDropped(1, 0);
      return;
    }
    onFirst.run();
  }

  private void count(RecordingExchange exchange, HttpServerResponse response) {
    Throwable error = exchange.error() != null ? exchange.error() : response.error();
    boolean aborted = response.aborted();
    boolean failed = error != null && !aborted && response.committed();
    int status = status(response, error, aborted);
    boolean head = exchange.method().equals("HEAD") || status == 304 || status == 204;
    Outcome outcome =
        new Outcome(
            exchange.durationMicros(clock.nanos()),
            response.requestBytes(),
            head ? 0 : response.responseBytes(),
            failed,
            aborted);
    Consumer consumer = consumer(exchange);
    aggregation.add(
        exchange.minute(clock.epochMillis()),
        exchange.method(),
        exchange.route(),
        status,
        consumer,
        outcome);
    try {
      tell(exchange, response, status, consumer, outcome, error);
    } catch (RuntimeException e) {
      // The exchange is counted; only its details are missing.
      metrics.addDropped(0, 1);
    }
  }

  private void tell(
      RecordingExchange exchange,
      HttpServerResponse response,
      int status,
      @Nullable Consumer consumer,
      Outcome outcome,
      @Nullable Throwable error) {
    Throwable thrown = error == null ? exchange.handledError() : error;
    Failure failure = null;
    if (thrown != null && !outcome.aborted()) {
      failure = countError(exchange, consumer, new ErrorFacts(thrown), error == null);
    }
    boolean failed = error != null && !outcome.aborted();
    RequestLogPolicy policy = exchange.settings().requestLog();
    if (policy.tells(status, failed, outcome.durationMicros(), exchange.draw())) {
      RequestDescription description = new RequestDescription(exchange, response);
      aggregation.add(description.describe(status, consumer, outcome, failure));
    }
  }

  /** What is told of the error, when that was needed for the count or is for the request log. */
  private @Nullable Failure countError(
      RecordingExchange exchange, @Nullable Consumer consumer, ErrorFacts facts, boolean handled) {
    LiveSettings.Snapshot now = exchange.settings();
    AtomicReference<@Nullable Failure> made = new AtomicReference<>();
    Supplier<Failure> failure =
        () -> {
          Failure one = facts.toFailure(now.redactor(), now.errorMessages());
          made.set(one);
          return one;
        };
    aggregation.addError(
        exchange.minute(clock.epochMillis()),
        exchange.method(),
        exchange.route(),
        consumer,
        handled,
        facts.fingerprint(),
        failure);
    return made.get() == null && now.requestLog().tellsAnything() ? failure.get() : made.get();
  }

  private static int status(
      HttpServerResponse response, @Nullable Throwable error, boolean aborted) {
    if (response.committed()) {
      return response.status();
    }
    if (aborted) {
      return 0;
    }
    return error != null && response.status() < 400 ? 500 : response.status();
  }

  private @Nullable Consumer consumer(RecordingExchange exchange) {
    Consumer told = exchange.consumer();
    if (told != null || consumers == null) {
      return told;
    }
    try {
      return consumers.apply(exchange.request());
    } catch (RuntimeException e) {
      return null;
    }
  }
}
