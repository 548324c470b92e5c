// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.util.Objects.requireNonNull;

import io.gatehouse.protocol.Settings.Policy;
import io.gatehouse.protocol.Settings.RequestLog;
import java.time.Duration;

/**
 * Which requests are told one by one, redacted, and how much of them. Immutable.
 *
 * <pre>{@code
 * RequestLogPolicy.errorsAndSlow(Duration.ofSeconds(2)).bodies(true)
 * }</pre>
 */
public final class RequestLogPolicy {

  private static final RequestLogPolicy OFF =
      new RequestLogPolicy(new RequestLog(Policy.OFF, 0, 0), true, false);

  private final RequestLog requestLog;
  private final boolean headers;
  private final boolean bodies;

  private RequestLogPolicy(RequestLog requestLog, boolean headers, boolean bodies) {
    this.requestLog = requestLog;
    this.headers = headers;
    this.bodies = bodies;
  }

  /** None; the default. */
  public static RequestLogPolicy off() {
    return OFF;
  }

  /** Those that failed, were answered with 400 and above, or took at least that long. */
  public static RequestLogPolicy errorsAndSlow(Duration slow) {
    long millis = requireNonNull(slow, "slow").toMillis();
    return new RequestLogPolicy(new RequestLog(Policy.ERRORS_AND_SLOW, 0, millis), true, false);
  }

  /**
   * A random part of them.
   *
   * @param rate 0 to 1
   */
  public static RequestLogPolicy sampled(double rate) {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("rate is not between 0 and 1: " + rate);
    }
    return new RequestLogPolicy(new RequestLog(Policy.SAMPLED, rate, 0), true, false);
  }

  public static RequestLogPolicy all() {
    return new RequestLogPolicy(new RequestLog(Policy.ALL, 1, 0), true, false);
  }

  /** Whether header fields are told; true unless told. */
  public RequestLogPolicy headers(boolean value) {
    return new RequestLogPolicy(requestLog, value, bodies);
  }

  /** Whether bodies of texts up to 32 KiB are told; false unless told. */
  public RequestLogPolicy bodies(boolean value) {
    return new RequestLogPolicy(requestLog, headers, value);
  }

  /** The same amount of other requests. */
  RequestLogPolicy with(RequestLog other) {
    return new RequestLogPolicy(other, headers, bodies);
  }

  boolean tellsHeaders() {
    return headers;
  }

  /** Whether bodies of requests that are told may be needed. */
  boolean tapsBodies() {
    return bodies && tellsAnything();
  }

  boolean tellsAnything() {
    return requestLog.policy() != Policy.OFF;
  }

  /** Whether telling is a matter of chance. */
  boolean isSampled() {
    return requestLog.policy() == Policy.SAMPLED;
  }

  /**
   * Whether a sample takes a request.
   *
   * @param draw 0 to 1, of this request
   */
  boolean takes(double draw) {
    return isSampled() && draw < requestLog.rate();
  }

  /** Whether a request is told; a sample tells what it took. */
  boolean tells(int status, boolean failed, long durationMicros, boolean taken) {
    return switch (requestLog.policy()) {
      case OFF -> false;
      case ALL -> true;
      case SAMPLED -> taken;
      case ERRORS_AND_SLOW ->
          failed || status >= 400 || durationMicros >= requestLog.slowMillis() * 1_000;
    };
  }
}
