// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.load;

import io.gatehouse.collector.Clock;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.ConsumerReport;
import io.gatehouse.storage.EndpointReport;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.IngestOutcome;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.Rollup;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Caps how many different routes, consumers, error groups and environments an app may bring a day.
 * What is over a cap is counted under {@link Rollup#OTHER}: totals never change. Confined to the
 * loader's thread.
 */
final class CardinalityLimiter {

  static final int ROUTES = 2_000;
  static final int CONSUMERS = 50_000;
  static final int ERROR_GROUPS = 500;
  static final int ENVIRONMENTS = 20;

  /** Where environments over the cap go; a slug, unlike {@link Rollup#OTHER}. */
  static final String OTHER_ENVIRONMENT = "other";

  private static final long PERIOD_NANOS = TimeUnit.DAYS.toNanos(1);

  private final Clock clock;
  private final Map<Integer, NameSet> environments = new HashMap<>();
  private final Map<String, Names> names = new HashMap<>();

  /** Unknown to senders, who could compose names of equal hash otherwise. */
  private final long seed = new SecureRandom().nextLong() | 1;

  private long periodNanos;

  /** The names of one app and environment. */
  private static final class Names {
    private final NameSet routes = new NameSet(ROUTES);
    private final NameSet consumers = new NameSet(CONSUMERS);
    private final NameSet errorGroups = new NameSet(ERROR_GROUPS);
  }

  /** How many records of the batch went over which cap. */
  private static final class Overflow {
    private long routes;
    private long consumers;
    private long errorGroups;
    private long environments;

    private boolean any() {
      return routes + consumers + errorGroups + environments > 0;
    }
  }

  CardinalityLimiter(Clock clock) {
    this.clock = clock;
    this.periodNanos = clock.nanoTime();
  }

  /** The batch itself when nothing is over a cap. */
  Batch limit(Batch batch) {
    turnIfDue();
    Overflow over = new Overflow();
    String environment = admitEnvironment(batch, over);
    Names known = names.computeIfAbsent(batch.app() + "/" + environment, key -> new Names());
    List<Rollup> rollups = new ArrayList<>(batch.rollups().size());
    for (Rollup rollup : batch.rollups()) {
      rollups.add(limit(rollup, known, over));
    }
    List<ErrorRollup> errors = new ArrayList<>(batch.errors().size());
    for (ErrorRollup error : batch.errors()) {
      errors.add(limit(error, known, over));
    }
    List<RequestLog> logs = new ArrayList<>(batch.requestLogs().size());
    for (RequestLog log : batch.requestLogs()) {
      logs.add(limit(log, known, over));
    }
    List<EndpointReport> endpoints = new ArrayList<>(batch.endpoints());
    endpoints.removeIf(each -> isOver(known.routes, each.method(), each.route()));
    over.routes += batch.endpoints().size() - endpoints.size();
    List<ConsumerReport> consumers = new ArrayList<>(batch.consumers());
    consumers.removeIf(each -> isOver(known.consumers, each.identifier(), ""));
    over.consumers += batch.consumers().size() - consumers.size();
    if (!over.any()) {
      return batch;
    }
    return Batches.copyTo(batch, environment)
        .rollups(RollupMerge.merge(rollups))
        .errors(errors)
        .requestLogs(logs)
        .endpoints(endpoints)
        .consumers(consumers)
        .outcomes(outcomes(batch, over))
        .build();
  }

  private void turnIfDue() {
    long now = clock.nanoTime();
    if (now - periodNanos < PERIOD_NANOS) {
      return;
    }
    periodNanos = now;
    environments.values().forEach(NameSet::turn);
    for (Names each : names.values()) {
      each.routes.turn();
      each.consumers.turn();
      each.errorGroups.turn();
    }
  }

  private String admitEnvironment(Batch batch, Overflow over) {
    NameSet known = environments.computeIfAbsent(batch.app(), app -> new NameSet(ENVIRONMENTS));
    if (!isOver(known, batch.environment(), "")) {
      return batch.environment();
    }
    over.environments++;
    return OTHER_ENVIRONMENT;
  }

  private Rollup limit(Rollup row, Names known, Overflow over) {
    String route = limitRoute(row.method(), row.route(), known, over);
    String consumer = limitConsumer(row.consumer(), known, over);
    if (row.route().equals(route) && same(row.consumer(), consumer)) {
      return row;
    }
    return new Rollup(
        row.epochMinute(),
        row.method(),
        route,
        row.status(),
        consumer,
        row.requests(),
        row.durations(),
        row.durationMicros(),
        row.requestBytes(),
        row.requestSizes(),
        row.responseBytes(),
        row.responseSizes());
  }

  private ErrorRollup limit(ErrorRollup error, Names known, Overflow over) {
    String route = limitRoute(error.method(), error.route(), known, over);
    String consumer = limitConsumer(error.consumer(), known, over);
    boolean tooMany = !known.errorGroups.admit(error.fingerprint() * seed);
    over.errorGroups += tooMany ? 1 : 0;
    if (!tooMany && error.route().equals(route) && same(error.consumer(), consumer)) {
      return error;
    }
    return new ErrorRollup(
        error.epochMinute(),
        error.kind(),
        error.method(),
        route,
        consumer,
        tooMany ? 0 : error.fingerprint(),
        tooMany ? Rollup.OTHER : error.type(),
        tooMany ? "" : error.message(),
        tooMany ? null : error.stacktrace(),
        tooMany ? null : error.field(),
        error.count());
  }

  private RequestLog limit(RequestLog log, Names known, Overflow over) {
    String route = limitRoute(log.method(), log.route(), known, over);
    String consumer = limitConsumer(log.consumer(), known, over);
    if (log.route().equals(route) && same(log.consumer(), consumer)) {
      return log;
    }
    return new RequestLog(
        log.id(),
        log.startEpochMicros(),
        log.method(),
        route,
        log.url(),
        log.status(),
        consumer,
        log.durationMicros(),
        log.requestBytes(),
        log.responseBytes(),
        log.clientAddress(),
        log.traceId(),
        log.instance(),
        log.requestHeaders(),
        log.responseHeaders(),
        log.requestBody(),
        log.responseBody(),
        log.exception(),
        log.logs(),
        log.spans(),
        log.corrected());
  }

  private String limitRoute(String method, String route, Names known, Overflow over) {
    if (route.equals(Rollup.UNMATCHED) || !isOver(known.routes, method, route)) {
      return route;
    }
    over.routes++;
    return Rollup.OTHER;
  }

  private @Nullable String limitConsumer(@Nullable String consumer, Names known, Overflow over) {
    if (consumer == null || !isOver(known.consumers, consumer, "")) {
      return consumer;
    }
    over.consumers++;
    return Rollup.OTHER;
  }

  private boolean isOver(NameSet known, String first, String second) {
    return !known.admit(hash(hash(seed, first), second));
  }

  private long hash(long start, String text) {
    long hash = start;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * seed;
      hash ^= hash >>> 29;
    }
    return hash + text.length();
  }

  private static List<IngestOutcome> outcomes(Batch batch, Overflow over) {
    List<IngestOutcome> outcomes = new ArrayList<>(batch.outcomes());
    add(outcomes, "route-limit", over.routes, ROUTES);
    add(outcomes, "consumer-limit", over.consumers, CONSUMERS);
    add(outcomes, "error-group-limit", over.errorGroups, ERROR_GROUPS);
    add(outcomes, "environment-limit", over.environments, ENVIRONMENTS);
    return outcomes;
  }

  private static void add(List<IngestOutcome> outcomes, String reason, long count, int limit) {
    if (count > 0) {
      String hint = "more than %d a day; counted as %s".formatted(limit, Rollup.OTHER);
      outcomes.add(new IngestOutcome(IngestOutcome.Kind.TRUNCATED, reason, hint, count));
    }
  }

  private static boolean same(@Nullable String left, @Nullable String right) {
    return left == null ? right == null : left.equals(right);
  }
}
