// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import io.gatehouse.protocol.WireRecord.LogLine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Counts one exchange. Fields are guarded by this object; nothing under the guard does I/O. */
final class RecordingExchange implements Exchange {

  private static final int MAX_LOG_LINES = 100;
  private static final int MAX_LOG_CHARS = 2_000;
  private static final long MAX_CLOCK_STEP_MINUTES = 60 * 24;

  private final HttpServerHandler handler;
  private final HttpServerRequest request;
  private final LiveSettings.Snapshot settings;
  private final String method;
  private final long startEpochMillis;
  private final long startNanos;
  private final double draw;
  private final AtomicBoolean ended = new AtomicBoolean();
  private @Nullable RouteSource source;
  private @Nullable String route;
  private @Nullable Consumer consumer;
  private @Nullable Throwable error;
  private @Nullable Throwable handled;
  private @Nullable BodyTap requestBody;
  private @Nullable BodyTap responseBody;
  private @Nullable List<LogLine> logs;

  RecordingExchange(
      HttpServerHandler handler,
      HttpServerRequest request,
      LiveSettings.Snapshot settings,
      long startEpochMillis,
      long nanos) {
    this.handler = handler;
    this.settings = settings;
    this.draw = settings.requestLog().isSampled() ? ThreadLocalRandom.current().nextDouble() : 0;
    this.request = request;
    this.method = Methods.normalize(request.method());
    this.startEpochMillis = startEpochMillis;
    this.startNanos = nanos;
  }

  @Override
  public boolean isNoop() {
    return false;
  }

  @Override
  public synchronized void route(RouteSource from, @Nullable String template) {
    if (template == null || template.isEmpty()) {
      return;
    }
    RouteSource known = source;
    String before = route;
    boolean longer =
        from == RouteSource.NESTED && before != null && template.length() > before.length();
    if (known == null || from.compareTo(known) > 0 || (from == known && longer)) {
      source = from;
      route = template;
    }
  }

  @Override
  public synchronized void consumer(@Nullable Consumer value) {
    if (value != null) {
      consumer = value;
    }
  }

  @Override
  public synchronized void error(Throwable value) {
    if (error == null) {
      error = value;
    }
  }

  @Override
  public synchronized void handled(Throwable value) {
    if (handled == null) {
      handled = value;
    }
  }

  /** Null also when the type of the body says that it is not kept. */
  @Override
  public synchronized @Nullable BodyTap requestBody() {
    if (requestBody == null && tapsBodies()) {
      requestBody = new BodyTap();
      requestBody.begin(request.header("Content-Type"), request.header("Content-Encoding"));
    }
    return requestBody != null && requestBody.isKept() ? requestBody : null;
  }

  @Override
  public synchronized @Nullable BodyTap responseBody() {
    if (responseBody == null && tapsBodies() && !method.equals("HEAD")) {
      responseBody = new BodyTap();
    }
    return responseBody;
  }

  private boolean tapsBodies() {
    RequestLogPolicy policy = settings.requestLog();
    return policy.tapsBodies() && isTold(policy);
  }

  /** False when it is known already that this exchange will not be told. */
  private boolean isTold(RequestLogPolicy policy) {
    return !policy.isSampled() || policy.tells(0, false, 0, draw);
  }

  @Override
  public boolean keepsLogs() {
    RequestLogPolicy policy = settings.requestLog();
    return policy.tellsAnything() && isTold(policy) && !ended.get();
  }

  @Override
  public synchronized void log(
      long epochMicros, String level, @Nullable String logger, String message) {
    if (!keepsLogs()) {
      return;
    }
    List<LogLine> kept = logs;
    if (kept == null) {
      kept = new ArrayList<>();
      logs = kept;
    }
    if (kept.size() < MAX_LOG_LINES) {
      int end = Math.min(message.length(), MAX_LOG_CHARS);
      kept.add(new LogLine(epochMicros, level, message.substring(0, end), logger));
    }
  }

  /** Raw, in the order of their arrival. */
  synchronized List<LogLine> logLines() {
    return logs == null ? List.of() : List.copyOf(logs);
  }

  @Override
  public void end(HttpServerResponse response) {
    if (ended.compareAndSet(false, true)) {
      handler.finish(this, response);
    }
  }

  HttpServerRequest request() {
    return request;
  }

  LiveSettings.Snapshot settings() {
    return settings;
  }

  /** Decides at the start whether a sample has this exchange, so that others are not tapped. */
  double draw() {
    return draw;
  }

  long startEpochMicros() {
    return startEpochMillis * 1_000;
  }

  synchronized @Nullable BodyTap openRequestBody() {
    return requestBody;
  }

  synchronized @Nullable BodyTap openResponseBody() {
    return responseBody;
  }

  synchronized @Nullable Throwable handledError() {
    return handled;
  }

  String method() {
    return method;
  }

  long durationMicros(long nowNanos) {
    return Math.max(0, (nowNanos - startNanos) / 1_000);
  }

  /** Minute of the start; a clock that ran away is brought back to now. */
  long minute(long nowEpochMillis) {
    long start = startEpochMillis / 60_000;
    long now = nowEpochMillis / 60_000;
    return Math.abs(now - start) > MAX_CLOCK_STEP_MINUTES ? now : start;
  }

  synchronized String route() {
    String known = route;
    return known == null ? "" : known;
  }

  synchronized @Nullable Consumer consumer() {
    return consumer;
  }

  synchronized @Nullable Throwable error() {
    return error;
  }
}
