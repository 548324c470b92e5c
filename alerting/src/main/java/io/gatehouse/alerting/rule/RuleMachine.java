// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.rule;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a condition becomes an alert: it has to hold for a while before, and not to hold for a while
 * after. Pure; times are in milliseconds.
 */
final class RuleMachine {

  private RuleMachine() {}

  /** Where a rule stands for one thing. */
  enum Phase {
    OK,
    PENDING,
    FIRING,
    /** Still firing, but its condition does not hold any more. */
    RECOVERING,
    NO_DATA;

    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Phase of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    boolean fires() {
      return this == FIRING || this == RECOVERING;
    }
  }

  /** A phase since a time. */
  record Standing(Phase phase, long since) {
    Standing becomes(Phase next, long now) {
      return next == phase ? this : new Standing(next, now);
    }
  }

  /**
   * One step.
   *
   * @param breached null = there was no value
   */
  static Standing step(RuleSpec spec, Standing before, @Nullable Boolean breached, long now) {
    Boolean holds = breached;
    if (holds == null) {
      switch (spec.whenNoData()) {
        case "ok" -> holds = false;
        case "alert" -> holds = true;
        default -> {
          // What fires goes on to fire; what does not is not known.
          return before.phase().fires() ? before : before.becomes(Phase.NO_DATA, now);
        }
      }
    }
    return holds ? breached(spec, before, now) : fine(spec, before, now);
  }

  private static Standing breached(RuleSpec spec, Standing before, long now) {
    return switch (before.phase()) {
      case FIRING -> before;
      case RECOVERING -> before.becomes(Phase.FIRING, now);
      case PENDING -> after(before, spec.holds(), Phase.FIRING, now);
      case OK, NO_DATA -> before.becomes(spec.holds() == 0 ? Phase.FIRING : Phase.PENDING, now);
    };
  }

  private static Standing fine(RuleSpec spec, Standing before, long now) {
    return switch (before.phase()) {
      case OK -> before;
      case PENDING, NO_DATA -> before.becomes(Phase.OK, now);
      case FIRING -> before.becomes(spec.recovers() == 0 ? Phase.OK : Phase.RECOVERING, now);
      case RECOVERING -> after(before, spec.recovers(), Phase.OK, now);
    };
  }

  private static Standing after(Standing before, int minutes, Phase next, long now) {
    return now - before.since() >= minutes * 60_000L ? before.becomes(next, now) : before;
  }
}
