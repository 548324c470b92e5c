// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.overview;

import io.gatehouse.server.overview.Change.Kind;
import io.gatehouse.server.overview.Change.Tone;
import io.gatehouse.storage.TrafficQueries.BreakdownRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Who calls far more than before, and who stopped. */
final class ConsumerChanges {

  private static final double SPIKE = 3;
  private static final long FEWEST_BEFORE = 10;

  private ConsumerChanges() {}

  /**
   * @param name of a consumer by its identifier
   */
  static List<Change> of(Compared compared, UnaryOperator<String> name) {
    List<Change> changes = new ArrayList<>();
    Map<String, BreakdownRow> before = Compared.byKey(compared.consumersBefore());
    for (BreakdownRow now : compared.consumers()) {
      BreakdownRow was = before.get(now.key());
      boolean grows =
          was != null
              && now.requests() >= Noise.FEWEST_CALLS
              && now.requests() >= SPIKE * was.requests();
      if (Compared.isNamed(now) && was != null && grows) {
        changes.add(
            new Change(
                Kind.CONSUMER_GROWTH,
                Tone.PLAIN,
                180 + 20 * Change.magnitude(now.requests()),
                "Consumer " + name.apply(now.key()) + growth(now.requests(), was.requests()),
                "consumers",
                now.key(),
                Map.of()));
      }
    }
    Map<String, BreakdownRow> current = Compared.byKey(compared.consumers());
    for (BreakdownRow was : compared.consumersBefore()) {
      if (Compared.isNamed(was)
          && was.requests() >= Noise.FEWEST_CALLS
          && !current.containsKey(was.key())) {
        changes.add(
            new Change(
                Kind.CONSUMER_SILENT,
                Tone.BAD,
                220 + 25 * Change.magnitude(was.requests()),
                "Consumer "
                    + name.apply(was.key())
                    + " is silent, "
                    + Words.of(was.requests(), "request")
                    + " before",
                "consumers",
                was.key(),
                Map.of()));
      }
    }
    return changes;
  }

  /** How many times nearly nothing is no figure that says something. */
  private static String growth(long now, long before) {
    return before < FEWEST_BEFORE
        ? " sends " + Words.of(now, "request") + ", " + Words.count(before) + " before"
        : " sends " + Words.times((double) now / before) + " as much: " + Words.of(now, "request");
  }
}
