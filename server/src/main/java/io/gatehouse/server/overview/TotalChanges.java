// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.overview;

import io.gatehouse.server.overview.Change.Kind;
import io.gatehouse.server.overview.Change.Tone;
import io.gatehouse.storage.TrafficQueries.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What changed on the whole by more than a tenth. */
final class TotalChanges {

  static final double LEAST = 0.1;

  private static final double LEAST_POINTS = 0.001;
  private static final double LEAST_MICROS = 10_000;
  private static final double HALF = 0.5;

  private TotalChanges() {}

  /**
   * @param told what is told of single endpoints already
   */
  static List<Change> of(Compared compared, List<Change> told) {
    List<Change> changes = new ArrayList<>();
    requests(changes, compared.now(), compared.before());
    if (told.stream().noneMatch(one -> one.kind() == Kind.ERRORS)) {
      errors(changes, compared.now(), compared.before());
    }
    if (told.stream().noneMatch(one -> one.kind() == Kind.LATENCY)) {
      latency(changes, compared);
    }
    newConsumers(changes, compared.now());
    return changes;
  }

  private static void requests(List<Change> changes, Totals now, Totals before) {
    double change = (double) now.requests() / before.requests() - 1;
    boolean enough = Math.max(now.requests(), before.requests()) >= Noise.FEWEST_CALLS;
    if (!enough || Math.abs(change) < LEAST) {
      return;
    }
    boolean collapsed = change <= -HALF;
    changes.add(
        Change.of(
            Kind.TRAFFIC,
            collapsed ? Tone.BAD : Tone.PLAIN,
            collapsed ? 700 : 100 + 50 * Math.min(1, Math.abs(change)),
            how(now.requests(), before.requests())
                + ", from "
                + Words.count(before.requests())
                + " to "
                + Words.count(now.requests()),
            "traffic",
            Map.of()));
  }

  private static String how(long now, long before) {
    if (now == 0) {
      return "There are no requests any more";
    }
    double ratio = (double) now / before;
    if (ratio >= 2) {
      return "Requests are up " + Words.times(ratio);
    }
    return "Requests "
        + (now > before ? "rose" : "fell")
        + " by "
        + Math.round(Math.abs(ratio - 1) * 100)
        + "%";
  }

  private static void errors(List<Change> changes, Totals now, Totals before) {
    double rate = now.requests() == 0 ? 0 : (double) now.serverErrors() / now.requests();
    double was = (double) before.serverErrors() / before.requests();
    boolean rose = rate > was;
    boolean differ =
        Noise.differ(now.serverErrors(), now.requests(), before.serverErrors(), before.requests());
    if (differ
        && Math.abs(rate - was) >= Math.max(LEAST_POINTS, LEAST * was)
        && Math.max(now.serverErrors(), before.serverErrors()) >= Noise.FEWEST_ERRORS) {
      changes.add(
          Change.of(
              Kind.ERRORS,
              rose ? Tone.BAD : Tone.GOOD,
              rose ? 500 + 60 * Change.magnitude(now.serverErrors()) : 50,
              "5xx "
                  + (rose ? "rose" : "fell")
                  + " from "
                  + Words.percent(was)
                  + " to "
                  + Words.percent(rate)
                  + " of all requests",
              "errors",
              Map.of("tab", "server")));
    }
  }

  private static void latency(List<Change> changes, Compared compared) {
    double now = compared.p95Micros();
    double before = compared.p95MicrosBefore();
    boolean enough =
        Math.min(compared.now().requests(), compared.before().requests()) >= Noise.FEWEST_TIMED;
    if (enough && Math.abs(now - before) >= Math.max(LEAST_MICROS, LEAST * before)) {
      boolean slower = now > before;
      changes.add(
          Change.of(
              Kind.LATENCY,
              slower ? Tone.BAD : Tone.GOOD,
              slower ? 280 : 45,
              "p95 "
                  + (slower ? "rose" : "fell")
                  + " from "
                  + Words.duration(before / 1_000)
                  + " to "
                  + Words.duration(now / 1_000),
              "performance",
              Map.of()));
    }
  }

  private static void newConsumers(List<Change> changes, Totals now) {
    if (now.newConsumers() > 0) {
      changes.add(
          Change.of(
              Kind.NEW_CONSUMERS,
              Tone.PLAIN,
              70 + Change.magnitude(now.newConsumers()),
              Words.of(now.newConsumers(), "consumer") + " called for the first time",
              "consumers",
              Map.of("flag", "new")));
    }
  }
}
