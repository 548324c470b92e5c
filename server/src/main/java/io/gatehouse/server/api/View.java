// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Request;
import io.gatehouse.storage.Buckets;
import io.gatehouse.storage.Filter;
import io.gatehouse.storage.FilterParser;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.TimeRange;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the parameters that all queries share ask for.
 *
 * @param previous what to compare with; null = nothing
 * @param problems tokens of the filter that do not count, with the reason
 */
record View(
    Scope scope, @Nullable Scope previous, Buckets buckets, List<FilterParser.Problem> problems) {

  private static final long LONGEST_MINUTES = Duration.ofDays(5 * 366).toMinutes();
  private static final int MAX_BARS = 1_000;

  /** Lengths that give 60 to 120 bars, in minutes. */
  private static final List<Integer> STEPS = List.of(1, 5, 15, 120, 360, 1440, 10_080);

  static View of(Request request, int app, Clock clock) {
    Instant now = clock.instant();
    Instant to = instant(request, "to", now);
    Instant from = instant(request, "from", to.minus(Duration.ofDays(1)));
    TimeRange range = range("from", from, to);
    FilterParser.Parsed parsed = FilterParser.parse(request.parameter("q").orElse(""));
    Scope scope = new Scope(app, environments(request), range, parsed.filter());
    Scope previous = null;
    if (request.parameter("compareFrom").isPresent()) {
      Instant compareFrom = instant(request, "compareFrom", from);
      Instant compareTo =
          instant(request, "compareTo", compareFrom.plus(Duration.between(from, to)));
      previous = scope.in(range("compareFrom", compareFrom, compareTo));
    }
    return new View(scope, previous, buckets(request, range), parsed.problems());
  }

  /** The same with another filter in its place. */
  View with(Filter filter) {
    return with(filter, problems);
  }

  /** The same without conditions on these fields; each is told as a problem with the reason. */
  View without(Set<Filter.Field> refused, String reason) {
    List<Filter.Term> kept = new ArrayList<>();
    List<FilterParser.Problem> all = new ArrayList<>(problems);
    for (Filter.Term term : scope.filter().terms()) {
      if (refused.contains(term.field())) {
        String token = new Filter(List.of(term)).toText();
        all.add(new FilterParser.Problem(token, 0, term.field().text() + reason));
      } else {
        kept.add(term);
      }
    }
    return with(new Filter(kept), all);
  }

  private View with(Filter filter, List<FilterParser.Problem> told) {
    Scope before = previous;
    return new View(
        new Scope(scope.app(), scope.environments(), scope.range(), filter),
        before == null
            ? null
            : new Scope(before.app(), before.environments(), before.range(), filter),
        buckets,
        told);
  }

  private static TimeRange range(String field, Instant from, Instant to) {
    if (!from.isBefore(to)) {
      throw GatehouseException.invalid(
          field, "The range begins at " + from + " and ends at " + to + "; it must not be empty.");
    }
    TimeRange range = TimeRange.of(from, to);
    if (range.minutes() > LONGEST_MINUTES) {
      throw GatehouseException.invalid(
          field, "The range has " + range.minutes() / 1440 + " days; at most 1,830 are possible.");
    }
    return range;
  }

  private static Set<String> environments(Request request) {
    String env = request.parameter("env").orElse("all");
    return env.equals("all") ? Set.of() : Set.of(env);
  }

  private static Instant instant(Request request, String name, Instant fallback) {
    String text = request.parameter(name).orElse(null);
    if (text == null) {
      return fallback;
    }
    try {
      Instant instant = Instant.parse(text);
      if (instant.isBefore(Instant.EPOCH) || instant.getEpochSecond() > 32_503_680_000L) {
        throw GatehouseException.invalid(
            name, "The parameter " + name + " is " + text + ", outside the years 1970 to 3000.");
      }
      return instant;
    } catch (DateTimeParseException e) {
      throw GatehouseException.invalid(
          name,
          "The parameter "
              + name
              + " is \""
              + text
              + "\", but must be a time such as 2026-03-01T10:00:00Z.");
    }
  }

  private static Buckets buckets(Request request, TimeRange range) {
    ZoneId zone = zone(request);
    int automatic = automaticStep(range.minutes());
    String step = request.parameter("step").orElse(null);
    if (step == null) {
      return new Buckets(automatic, zone);
    }
    int seconds = request.integer("step", automatic * 60, 60, 366 * 86_400);
    try {
      if (seconds % 60 != 0) {
        throw new IllegalArgumentException("no whole minutes");
      }
      if (range.minutes() / (seconds / 60) > MAX_BARS) {
        throw GatehouseException.invalid(
            "step",
            "Bars of "
                + seconds
                + " s cut this range into more than "
                + MAX_BARS
                + "; choose at least "
                + automatic * 60
                + " s.");
      }
      return new Buckets(seconds / 60, zone);
    } catch (IllegalArgumentException e) {
      throw GatehouseException.invalid(
          "step",
          "The parameter step is "
              + seconds
              + " s, but must be minutes that divide an hour,"
              + " hours that divide a day, or whole days.");
    }
  }

  static int automaticStep(long minutes) {
    for (int step : STEPS) {
      if (minutes / step <= 120) {
        return step;
      }
    }
    return STEPS.get(STEPS.size() - 1);
  }

  private static ZoneId zone(Request request) {
    String name = request.parameter("zone").orElse("UTC");
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw GatehouseException.invalid(
          "zone", "The time zone \"" + name + "\" is unknown; use a name such as Europe/Berlin.");
    }
  }
}
