// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.monitor;

import io.gatehouse.alerting.outbound.Phases;
import org.jspecify.annotations.Nullable;

/**
 * What came of one check.
 *
 * @param atMillis when it began, since 1970
 * @param status of HTTP; 0 = none
 * @param cause why it is down, for people; empty otherwise
 * @param certificateUntil milliseconds since 1970; null = none was seen
 */
public record CheckResult(
    long atMillis,
    Outcome outcome,
    String cause,
    int status,
    Phases phases,
    @Nullable Long certificateUntil) {

  /** What a check tells. */
  public enum Outcome {
    UP(0),
    DOWN(1),
    /** Down while that was planned. */
    MAINTAINED(2),
    /** It tells nothing: neither counted nor shown as up. */
    NO_DATA(3);

    private final int code;

    Outcome(int code) {
      this.code = code;
    }

    /** What is written to the disk. */
    int code() {
      return code;
    }

    static Outcome ofCode(long code) {
      for (Outcome outcome : values()) {
        if (outcome.code == code) {
          return outcome;
        }
      }
      throw new IllegalArgumentException("no outcome: " + code);
    }
  }

  static CheckResult up(long atMillis, int status, Phases phases, @Nullable Long certificateUntil) {
    return new CheckResult(atMillis, Outcome.UP, "", status, phases, certificateUntil);
  }

  static CheckResult down(
      long atMillis, String cause, int status, Phases phases, @Nullable Long certificateUntil) {
    return new CheckResult(atMillis, Outcome.DOWN, cause, status, phases, certificateUntil);
  }

  static CheckResult noData(long atMillis) {
    return new CheckResult(atMillis, Outcome.NO_DATA, "", 0, Phases.NONE, null);
  }

  CheckResult maintained() {
    return new CheckResult(atMillis, Outcome.MAINTAINED, cause, status, phases, certificateUntil);
  }
}
