// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static java.util.Objects.requireNonNull;

import io.gatehouse.protocol.key.Refusal;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.KeyUse;
import org.jspecify.annotations.Nullable;

/**
 * What came of verifying a key. Tell it to the exchange, so that the call is counted with the key
 * that was really used; tell the caller no more than {@link Refusal#status()}.
 *
 * @param key the key that lets the call in, or that would if it were not refused; null when it is
 *     not known
 * @param refusal null = the call may go on
 * @param use what is counted
 * @param limit the rate limit of the key that is nearest to refuse; null = it has none
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

  /** The same of a call that was taken from the key's limits. */
  Verification limited(RateLimits.Taken taken) {
    RateLimits.Standing standing = taken.standing();
    LimitStanding told =
        new LimitStanding(
            standing.limit().name(),
            standing.limit().calls(),
            standing.limit().windowSeconds(),
            standing.remaining(),
            standing.resetSeconds());
    ApiKey limited = key;
    return taken.allowed() || limited == null
        ? new Verification(key, refusal, use, told)
        : new Verification(
            limited, Refusal.RATE_LIMITED, limited.refused(Refusal.RATE_LIMITED), told);
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
