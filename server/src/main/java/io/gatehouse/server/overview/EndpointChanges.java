// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.overview;

import io.gatehouse.server.overview.Change.Kind;
import io.gatehouse.server.overview.Change.Tone;
import io.gatehouse.server.overview.Compared.Release;
import io.gatehouse.storage.Filter.Field;
import io.gatehouse.storage.TrafficQueries.BreakdownRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What changed at single endpoints: failures, response times, how often they are called. */
final class EndpointChanges {

  private static final double LEAST_RISE = 0.01;
  private static final long MANY_ERRORS = 20;
  private static final double STEEP = 3;
  private static final double LEAST_STEEP_RISE = 0.002;
  private static final double LEAST_CLIENT_RISE = 0.05;
  private static final double SLOWER = 1.5;
  private static final double LEAST_SLOWER_MICROS = 20_000;
  private static final double OFTEN = 2;
  private static final double LEAST_SHARE = 0.05;
  private static final int MOST_ONSETS = 5;
  private static final long RELEASE_WITHIN_MILLIS = 45 * 60_000;

  /** A bar may begin before the release that lies within it. */
  private static final long RELEASE_AFTER_MILLIS = 15 * 60_000;

  private final Compared compared;
  private final Map<String, BreakdownRow> before;
  private final List<Change> changes = new ArrayList<>();

  private EndpointChanges(Compared compared) {
    this.compared = compared;
    this.before = Compared.byKey(compared.endpointsBefore());
  }

  static List<Change> of(Compared compared) {
    EndpointChanges all = new EndpointChanges(compared);
    all.errors();
    for (BreakdownRow row : compared.endpoints()) {
      if (Compared.isNamed(row)) {
        all.one(row, all.before.get(row.key()));
      }
    }
    all.unused();
    return all.changes;
  }

  private void one(BreakdownRow now, @Nullable BreakdownRow was) {
    if (was == null) {
      if (now.requests() >= Noise.FEWEST_CALLS) {
        add(
            Kind.NEW_ENDPOINT,
            Tone.PLAIN,
            60 + Change.magnitude(now.requests()),
            now.key() + " was called " + Words.count(now.requests()) + " times, not at all before",
            "traffic",
            endpoint(now, ""));
      }
      return;
    }
    clientErrors(now, was);
    latency(now, was);
    calls(now, was);
  }

  private void add(
      Kind kind, Tone tone, double weight, String text, String page, Map<String, String> search) {
    changes.add(Change.of(kind, tone, weight, text, page, search));
  }

  private static Map<String, String> endpoint(BreakdownRow row, String more) {
    return Compared.filtered(Field.ENDPOINT, row.key(), more);
  }

  private static double share(long part, long all) {
    return all == 0 ? 0 : (double) part / all;
  }

  /** Those with most failures first, as only some are looked at more closely. */
  private void errors() {
    int onsets = 0;
    List<BreakdownRow> rows = new ArrayList<>(compared.endpoints());
    rows.sort(Comparator.comparingLong(BreakdownRow::serverErrors).reversed());
    for (BreakdownRow now : rows) {
      BreakdownRow was = before.get(now.key());
      long requestsBefore = was == null ? compared.before().requests() : was.requests();
      long errorsBefore = was == null ? 0 : was.serverErrors();
      double rate = share(now.serverErrors(), now.requests());
      double rateBefore = share(errorsBefore, requestsBefore);
      if (!Compared.isNamed(now)
          || now.requests() < Noise.FEWEST_REQUESTS
          || !Noise.differ(now.serverErrors(), now.requests(), errorsBefore, requestsBefore)) {
        continue;
      }
      if (isRise(now.serverErrors(), rate, rateBefore)) {
        boolean closer = onsets++ < MOST_ONSETS;
        rise(now, rate, was == null ? -1 : rateBefore, closer);
      } else if (errorsBefore >= Noise.FEWEST_ERRORS && rateBefore - rate >= LEAST_RISE) {
        fall(now, rate, errorsBefore, rateBefore);
      }
    }
  }

  /** An hour of failures is little of a day: many that were rare before are told as well. */
  private static boolean isRise(long errors, double rate, double rateBefore) {
    double rise = rate - rateBefore;
    return (errors >= Noise.FEWEST_ERRORS && rise >= LEAST_RISE)
        || (errors >= MANY_ERRORS && rise >= LEAST_STEEP_RISE && rate >= STEEP * rateBefore);
  }

  private void fall(BreakdownRow now, double rate, long errorsBefore, double rateBefore) {
    add(
        Kind.ERRORS,
        Tone.GOOD,
        40 + Change.magnitude(errorsBefore),
        "5xx on "
            + now.key()
            + " fell from "
            + Words.percent(rateBefore)
            + " to "
            + Words.percent(rate),
        "errors",
        Map.of("tab", "server", "q", endpoint(now, "").getOrDefault("q", "")));
  }

  private void rise(BreakdownRow now, double rate, double rateBefore, boolean closer) {
    StringBuilder text = new StringBuilder("5xx on ").append(now.key());
    text.append(rateBefore < 0 ? " are at " : " rose from " + Words.percent(rateBefore) + " to ");
    text.append(Words.percent(rate));
    Onset.Period period = closer ? compared.onset().apply(now.key()) : null;
    if (period != null) {
      text.append(when(period));
      Release release =
          compared.releaseBefore(period.fromMillis(), RELEASE_WITHIN_MILLIS, RELEASE_AFTER_MILLIS);
      if (release != null) {
        text.append(release.deploy() ? ", after version " : ", after: ").append(release.label());
      }
    }
    if (now.consumers() > 0) {
      text.append(", called by ").append(Words.of(now.consumers(), "consumer"));
    }
    Map<String, String> search = new HashMap<>(endpoint(now, ""));
    search.put("tab", "server");
    double weight = 600 + 60 * Change.magnitude(now.serverErrors());
    add(Kind.ERRORS, Tone.BAD, weight, text.toString(), "errors", search);
  }

  private String when(Onset.Period period) {
    String from = compared.time(period.fromMillis());
    return period.toMillis().isEmpty()
        ? " since " + from
        : ", most between " + from + " and " + compared.time(period.toMillis().getAsLong());
  }

  private void clientErrors(BreakdownRow now, BreakdownRow was) {
    double rate = share(now.clientErrors(), now.requests());
    double rateBefore = share(was.clientErrors(), was.requests());
    if (now.requests() >= Noise.FEWEST_REQUESTS
        && now.clientErrors() >= Noise.FEWEST_ERRORS
        && rate - rateBefore >= LEAST_CLIENT_RISE
        && Noise.differ(now.clientErrors(), now.requests(), was.clientErrors(), was.requests())) {
      Map<String, String> search = new HashMap<>(endpoint(now, ""));
      search.put("tab", "client");
      add(
          Kind.CLIENT_ERRORS,
          Tone.BAD,
          250 + 30 * Change.magnitude(now.clientErrors()),
          "4xx on "
              + now.key()
              + " rose from "
              + Words.percent(rateBefore)
              + " to "
              + Words.percent(rate),
          "errors",
          search);
    }
  }

  private void latency(BreakdownRow now, BreakdownRow was) {
    if (Math.min(now.requests(), was.requests()) < Noise.FEWEST_TIMED
        || Math.abs(now.p95Micros() - was.p95Micros()) < LEAST_SLOWER_MICROS) {
      return;
    }
    boolean slower = now.p95Micros() >= SLOWER * was.p95Micros();
    boolean faster = was.p95Micros() >= SLOWER * now.p95Micros();
    if (slower || faster) {
      double lost = Math.abs(now.p95Micros() - was.p95Micros()) / 1_000_000 * now.requests();
      add(
          Kind.LATENCY,
          slower ? Tone.BAD : Tone.GOOD,
          slower ? 300 + 40 * Math.log10(1 + lost) : 30 + Math.log10(1 + lost),
          "p95 of "
              + now.key()
              + (slower ? " rose from " : " fell from ")
              + Words.duration(was.p95Micros() / 1_000)
              + " to "
              + Words.duration(now.p95Micros() / 1_000),
          "performance",
          endpoint(now, ""));
    }
  }

  private void calls(BreakdownRow now, BreakdownRow was) {
    boolean much =
        Math.max(
                share(now.requests(), compared.now().requests()),
                share(was.requests(), compared.before().requests()))
            >= LEAST_SHARE;
    if (!much || Math.max(now.requests(), was.requests()) < Noise.FEWEST_CALLS) {
      return;
    }
    if (now.requests() >= OFTEN * was.requests() || was.requests() >= OFTEN * now.requests()) {
      boolean more = now.requests() > was.requests();
      add(
          Kind.TRAFFIC,
          Tone.PLAIN,
          90 + 5 * Change.magnitude(Math.max(now.requests(), was.requests())),
          now.key()
              + (more
                  ? " is called "
                      + Words.times((double) now.requests() / was.requests())
                      + " as often"
                  : " is called "
                      + Math.round(100.0 - 100.0 * now.requests() / was.requests())
                      + "% less often")
              + ": "
              + Words.of(now.requests(), "request"),
          "traffic",
          endpoint(now, ""));
    }
  }

  /** Endpoints that nobody calls any more. */
  private void unused() {
    Map<String, BreakdownRow> now = Compared.byKey(compared.endpoints());
    for (BreakdownRow was : compared.endpointsBefore()) {
      if (Compared.isNamed(was)
          && was.requests() >= Noise.FEWEST_CALLS
          && !now.containsKey(was.key())
          && share(was.requests(), compared.before().requests()) >= LEAST_SHARE) {
        add(
            Kind.TRAFFIC,
            Tone.BAD,
            200 + 20 * Change.magnitude(was.requests()),
            was.key() + " is not called any more, " + Words.count(was.requests()) + " times before",
            "traffic",
            endpoint(was, ""));
      }
    }
  }
}
