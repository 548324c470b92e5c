// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.overview;

import io.gatehouse.storage.Filter;
import io.gatehouse.storage.Filter.Field;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.TrafficQueries.BreakdownRow;
import io.gatehouse.storage.TrafficQueries.Totals;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the rules look at: a range and the one before it.
 *
 * @param onset when failures of an endpoint were frequent; asked for few
 * @param releases ascending
 * @param fromMillis of the range
 */
public record Compared(
    Totals now,
    Totals before,
    double p95Micros,
    double p95MicrosBefore,
    List<BreakdownRow> endpoints,
    List<BreakdownRow> endpointsBefore,
    List<BreakdownRow> consumers,
    List<BreakdownRow> consumersBefore,
    Function<String, Onset.@Nullable Period> onset,
    List<Release> releases,
    long fromMillis,
    long toMillis,
    ZoneId zone) {

  private static final long DAY_MILLIS = 86_400_000;

  public Compared {
    endpoints = List.copyOf(endpoints);
    endpointsBefore = List.copyOf(endpointsBefore);
    consumers = List.copyOf(consumers);
    consumersBefore = List.copyOf(consumersBefore);
    releases = List.copyOf(releases);
  }

  /** A version or a note. */
  public record Release(long atMillis, String label, boolean deploy) {}

  /** The range has to be as old as this to be compared with anything. */
  boolean hasBefore() {
    return before.requests() > 0;
  }

  static Map<String, BreakdownRow> byKey(List<BreakdownRow> rows) {
    Map<String, BreakdownRow> byKey = new HashMap<>();
    rows.stream()
        .filter(row -> !row.key().equals(Rollup.OTHER))
        .forEach(row -> byKey.put(row.key(), row));
    return byKey;
  }

  static boolean isNamed(BreakdownRow row) {
    return !row.key().equals(Rollup.OTHER) && !row.key().isEmpty();
  }

  String time(long atMillis) {
    return Words.time(atMillis, zone, toMillis - fromMillis > DAY_MILLIS);
  }

  /** The release that lies shortly before a time; null = none does. */
  @Nullable Release releaseBefore(long atMillis, long withinMillis, long afterMillis) {
    Release found = null;
    for (Release release : releases) {
      if (release.atMillis() > atMillis - withinMillis
          && release.atMillis() <= atMillis + afterMillis) {
        found = release;
      }
    }
    return found;
  }

  static Map<String, String> filtered(Field field, String value, String more) {
    String text = Filter.of(field, value).toText();
    return Map.of("q", more.isEmpty() ? text : text + " " + more);
  }
}
