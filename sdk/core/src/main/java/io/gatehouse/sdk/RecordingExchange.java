// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import io.gatehouse.protocol.WireRecord.LogLine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Counts one exchange. Fields are written under the guard of this object and read without it. There
 * is one of these for each request, so that its size is watched: 48 bytes.
 */
final class RecordingExchange implements Exchange {

  private static final int MAX_LOG_LINES = 100;
  private static final int MAX_LOG_CHARS = 2_000;

  private final Terms terms;
  private final HttpServerRequest request;
  private final String method;
  private final long startNanos;

  /** Whether a sample has this exchange; decided at the start, so that others are not tapped. */
  private final boolean inSample;

  private volatile boolean ended;

  /** Rank of the source of the route; 0 = there is no route. */
  private byte source;

  private volatile @Nullable String route;
  private volatile @Nullable Consumer consumer;
  private volatile @Nullable Extras extras;

  /** What exchanges have in common while the settings are the same. */
  record Terms(HttpServerHandler handler, LiveSettings.Snapshot settings) {}

  /** What few exchanges have. */
  private static final class Extras {
    private volatile @Nullable Throwable error;
    private volatile @Nullable Throwable handled;
    private volatile @Nullable KeyUse keyUse;
    private volatile @Nullable BodyTap requestBody;
    private volatile @Nullable BodyTap responseBody;
    private @Nullable List<LogLine> logs;
  }

  RecordingExchange(Terms terms, HttpServerRequest request, long nanos) {
    this.terms = terms;
    this.request = request;
    this.method = Methods.normalize(request.method());
    this.startNanos = nanos;
    RequestLogPolicy policy = terms.settings().requestLog();
    this.inSample = policy.isSampled() && policy.takes(ThreadLocalRandom.current().nextDouble());
  }

  @Override
  public boolean isNoop() {
    return false;
  }

  @Override
  public void route(RouteSource from, @Nullable String template) {
    if (template != null && !template.isEmpty()) {
      takeRoute(from, template);
    }
  }

  private synchronized void takeRoute(RouteSource from, String template) {
    byte rank = from.rank();
    String before = route;
    boolean longer =
        from == RouteSource.NESTED && before != null && template.length() > before.length();
    if (rank > source || (rank == source && longer)) {
      source = rank;
      route = template;
    }
  }

  @Override
  public void consumer(@Nullable Consumer value) {
    // The last one wins, which needs no guard.
    if (value != null) {
      consumer = value;
    }
  }

  @Override
  public synchronized void apiKey(KeyUse use) {
    writableExtras().keyUse = use;
  }

  @Override
  public synchronized void error(Throwable value) {
    Extras known = writableExtras();
    if (known.error == null) {
      known.error = value;
    }
  }

  @Override
  public synchronized void handled(Throwable value) {
    Extras known = writableExtras();
    if (known.handled == null) {
      known.handled = value;
    }
  }

  /** Null also when the type of the body says that it is not kept. */
  @Override
  public @Nullable BodyTap requestBody() {
    return tapsBodies() ? keptRequestBody() : null;
  }

  private synchronized @Nullable BodyTap keptRequestBody() {
    Extras known = writableExtras();
    BodyTap tap = known.requestBody;
    if (tap == null && ended) {
      return null;
    }
    if (tap == null) {
      tap = new BodyTap();
      tap.begin(request.header("Content-Type"), request.header("Content-Encoding"));
      known.requestBody = tap;
    }
    return tap.isKept() ? tap : null;
  }

  @Override
  public @Nullable BodyTap responseBody() {
    return tapsBodies() && !method.equals("HEAD") ? keptResponseBody() : null;
  }

  private synchronized @Nullable BodyTap keptResponseBody() {
    Extras known = writableExtras();
    BodyTap tap = known.responseBody;
    if (tap == null && ended) {
      return null;
    }
    if (tap == null) {
      tap = new BodyTap();
      known.responseBody = tap;
    }
    return tap;
  }

  private boolean tapsBodies() {
    RequestLogPolicy policy = terms.settings().requestLog();
    return policy.tapsBodies() && mayBeTold(policy);
  }

  /** False when it is known already that this exchange will not be told. */
  private boolean mayBeTold(RequestLogPolicy policy) {
    return !policy.isSampled() || inSample;
  }

  @Override
  public boolean keepsLogs() {
    RequestLogPolicy policy = terms.settings().requestLog();
    return policy.tellsAnything() && mayBeTold(policy) && !ended;
  }

  @Override
  public synchronized void log(
      long epochMicros, String level, @Nullable String logger, String message) {
    if (!keepsLogs()) {
      return;
    }
    Extras known = writableExtras();
    List<LogLine> kept = known.logs;
    if (kept == null) {
      kept = new ArrayList<>();
      known.logs = kept;
    }
    if (kept.size() < MAX_LOG_LINES) {
      int end = Math.min(message.length(), MAX_LOG_CHARS);
      kept.add(new LogLine(epochMicros, level, message.substring(0, end), logger));
    }
  }

  /** Raw, in the order of their arrival. */
  synchronized List<LogLine> logLines() {
    Extras known = extras;
    List<LogLine> kept = known == null ? null : known.logs;
    return kept == null ? List.of() : List.copyOf(kept);
  }

  /** Only under the guard. */
  private Extras writableExtras() {
    Extras known = extras;
    if (known == null) {
      known = new Extras();
      extras = known;
    }
    return known;
  }

  @Override
  public void end(HttpServerResponse response) {
    if (endsNow()) {
      try {
        terms.handler().finish(this, response);
      } finally {
        closeTaps();
      }
    }
  }

  @Override
  public void discard() {
    if (endsNow()) {
      terms.handler().discarded();
      closeTaps();
    }
  }

  private void closeTaps() {
    Extras known = extras;
    if (known != null) {
      close(known.requestBody);
      close(known.responseBody);
    }
  }

  private static void close(@Nullable BodyTap tap) {
    if (tap != null) {
      tap.close();
    }
  }

  private synchronized boolean endsNow() {
    boolean first = !ended;
    ended = true;
    return first;
  }

  HttpServerRequest request() {
    return request;
  }

  LiveSettings.Snapshot settings() {
    return terms.settings();
  }

  /** Whether this exchange is told by itself. */
  boolean isTold(int status, boolean failed, long durationMicros) {
    return terms.settings().requestLog().tells(status, failed, durationMicros, inSample);
  }

  @Nullable BodyTap openRequestBody() {
    Extras known = extras;
    return known == null ? null : known.requestBody;
  }

  @Nullable BodyTap openResponseBody() {
    Extras known = extras;
    return known == null ? null : known.responseBody;
  }

  @Nullable KeyUse keyUse() {
    Extras known = extras;
    return known == null ? null : known.keyUse;
  }

  @Nullable Throwable error() {
    Extras known = extras;
    return known == null ? null : known.error;
  }

  @Nullable Throwable handledError() {
    Extras known = extras;
    return known == null ? null : known.handled;
  }

  String method() {
    return method;
  }

  long durationMicros(long nowNanos) {
    return Math.max(0, (nowNanos - startNanos) / 1_000);
  }

  String route() {
    String known = route;
    return known == null ? "" : known;
  }

  @Nullable Consumer consumer() {
    return consumer;
  }
}
