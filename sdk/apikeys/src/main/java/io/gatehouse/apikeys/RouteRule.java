// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static java.util.Objects.requireNonNull;

import io.gatehouse.apikeys.ApiKeys.WhenStale;
import io.gatehouse.apikeys.RequiresScope.Match;
import io.gatehouse.protocol.key.Scopes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What calls of a route need. Make one for each route and keep it. Immutable.
 *
 * <pre>{@code
 * RouteRule.allOf("orders:write").whenStale(WhenStale.REFUSE)
 * RouteRule.allOf("reports:read").cost(10).limit(LimitRule.perRoute("reports", 100, 60))
 * }</pre>
 */
public final class RouteRule {

  /** Any key that is good. */
  public static final RouteRule ANY_KEY = of(Match.ALL, List.of());

  private final Match match;
  private final List<String> scopes;
  private final @Nullable WhenStale whenStale;
  private final long cost;
  private final List<LimitRule> limits;
  private final WhenLimiterAway whenLimiterAway;

  /** What counts while the engine that keeps rate limits for all processes cannot be asked. */
  public enum WhenLimiterAway {
    /** Calls are let in without a limit. */
    ALLOW,
    /** Calls are refused with 503. */
    REFUSE,
    /** Each process counts by itself, as if the limits were its own. */
    ESTIMATE
  }

  private RouteRule(
      Match match,
      List<String> scopes,
      @Nullable WhenStale whenStale,
      long cost,
      List<LimitRule> limits,
      WhenLimiterAway whenLimiterAway) {
    this.match = match;
    this.scopes = scopes;
    this.whenStale = whenStale;
    this.cost = cost;
    this.limits = limits;
    this.whenLimiterAway = whenLimiterAway;
  }

  /**
   * A key that was granted all of the scopes.
   *
   * @throws IllegalArgumentException naming what is no scope
   */
  public static RouteRule allOf(String... scopes) {
    return of(Match.ALL, List.of(scopes));
  }

  /**
   * A key that was granted one of the scopes.
   *
   * @throws IllegalArgumentException naming what is no scope, or when there is none
   */
  public static RouteRule anyOf(String... scopes) {
    if (scopes.length == 0) {
      throw new IllegalArgumentException("one of no scopes can never be granted");
    }
    return of(Match.ANY, List.of(scopes));
  }

  /**
   * What an annotation asks for.
   *
   * @throws IllegalArgumentException naming what is no scope, or when there is none
   */
  public static RouteRule of(RequiresScope annotation) {
    if (annotation.value().length == 0) {
      throw new IllegalArgumentException("@RequiresScope needs at least one scope");
    }
    return of(annotation.match(), List.of(annotation.value()));
  }

  private static RouteRule of(Match match, List<String> scopes) {
    for (String scope : scopes) {
      Scopes.check(scope);
    }
    return unchecked(match, scopes);
  }

  private static RouteRule unchecked(Match match, List<String> scopes) {
    return new RouteRule(match, scopes, null, 1, List.of(), WhenLimiterAway.ESTIMATE);
  }

  /** Of a call that is asked about with its scopes; they are not looked at, for speed. */
  static RouteRule unchecked(List<String> scopes) {
    return scopes.isEmpty() ? ANY_KEY : unchecked(Match.ALL, scopes);
  }

  /** The same, with what counts while the server is away for long. */
  public RouteRule whenStale(WhenStale value) {
    requireNonNull(value, "whenStale");
    return new RouteRule(match, scopes, value, cost, limits, whenLimiterAway);
  }

  /**
   * The same, with calls that count as several for all rate limits.
   *
   * @param calls at least 1; a limit of fewer calls never lets one through
   */
  public RouteRule cost(long calls) {
    if (calls < 1) {
      throw new IllegalArgumentException("the cost of a call is at least 1, and not " + calls);
    }
    return new RouteRule(match, scopes, whenStale, calls, limits, whenLimiterAway);
  }

  /** The same, with a rate limit besides those of the key and of all routes. */
  public RouteRule limit(LimitRule value) {
    List<LimitRule> more = new ArrayList<>(limits);
    more.add(requireNonNull(value, "limit"));
    return new RouteRule(match, scopes, whenStale, cost, List.copyOf(more), whenLimiterAway);
  }

  /** The same, with what counts while rate limits cannot be shared; an estimate unless told. */
  public RouteRule whenLimiterAway(WhenLimiterAway value) {
    requireNonNull(value, "whenLimiterAway");
    return new RouteRule(match, scopes, whenStale, cost, limits, value);
  }

  /** Null = as configured for all routes. */
  public @Nullable WhenStale whenStale() {
    return whenStale;
  }

  long cost() {
    return cost;
  }

  List<LimitRule> limits() {
    return limits;
  }

  WhenLimiterAway whenLimiterAway() {
    return whenLimiterAway;
  }

  /** Whether what was granted suffices. */
  public boolean isMetBy(Scopes granted) {
    return match == Match.ALL ? granted.grantsAll(scopes) : granted.grantsAny(scopes);
  }

  /** For people. */
  @Override
  public String toString() {
    return match + " of " + scopes;
  }
}
