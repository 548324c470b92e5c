// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static java.util.Objects.requireNonNull;

import io.gatehouse.protocol.key.Refusal;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.KeyUse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of verifying a key. Tell it to the exchange, so that the call is counted with the key
 * that was really used; tell the caller no more than {@link Refusal#status()}.
 *
 * @param key the key that lets the call in, or that would if it were not refused; null when it is
 *     not known
 * @param refusal null = the call may go on
 * @param use what is counted
 * @param limit the rate limit that refused the call, or is nearest to do so; null = none is known
 */
public record Verification(
    @Nullable ApiKey key, @Nullable Refusal refusal, KeyUse use, @Nullable LimitStanding limit) {

  /**
   * How a rate limit stands after the call.
   *
   * @param name of the limit
   * @param calls that it lets through in {@code windowSeconds}
   * @param remaining calls that it would let through now
   * @param resetSeconds until it lets another call through, when {@code remaining} is 0; else until
   *     all are back
   */
  public record LimitStanding(
      String name, long calls, long windowSeconds, long remaining, long resetSeconds) {

    /** Value of the header {@code RateLimit-Policy} of the IETF's draft. */
    public String policyHeader() {
      return '"' + name + "\";q=" + calls + ";w=" + windowSeconds;
    }

    /** Value of the header {@code RateLimit} of the IETF's draft. */
    public String header() {
      return '"' + name + "\";r=" + remaining + ";t=" + resetSeconds;
    }
  }

  public Verification {
    requireNonNull(use, "use");
  }

  static Verification accepted(ApiKey key) {
    return new Verification(key, null, key.use(), null);
  }

  static Verification refused(ApiKey key, Refusal refusal) {
    return new Verification(key, refusal, key.refused(refusal), null);
  }

  /** The same of a call that was taken from its limits, or could not be. */
  Verification limited(Limiter.Taken taken) {
    ApiKey known = key;
    if (taken.allowed() || known == null) {
      return new Verification(key, refusal, use, taken.standing());
    }
    Refusal why = taken.unavailable() ? Refusal.UNAVAILABLE : Refusal.RATE_LIMITED;
    return new Verification(known, why, known.refused(why), taken.standing());
  }

  /**
   * The same of a call whose key turned out not to suffice: for adapters that learn what a call
   * needs after its key was verified.
   *
   * @throws IllegalStateException when the call was refused already
   */
  public Verification withoutScope() {
    ApiKey known = key;
    if (known == null || refusal != null) {
      throw new IllegalStateException("the call was refused already: " + refusal);
    }
    return new Verification(known, Refusal.SCOPE, known.refused(Refusal.SCOPE), limit);
  }

  /** What the answer tells of the limit, by the names of the headers; empty without one. */
  public Map<String, String> limitHeaders() {
    return limit == null
        ? Map.of()
        : Map.of("RateLimit-Policy", limit.policyHeader(), "RateLimit", limit.header());
  }

  /** Whether the call may go on. */
  public boolean isAccepted() {
    return refusal == null;
  }

  /** Counts the call with the key and its consumer. */
  public void tell(Exchange exchange) {
    exchange.apiKey(use);
    if (key != null) {
      exchange.consumer(key.consumer());
    }
  }
}
