// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.rule;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Monitors.StoredMonitor;
import io.gatehouse.storage.ConsumerQueries;
import io.gatehouse.storage.ConsumerQueries.ConsumerRow;
import io.gatehouse.storage.ErrorKind;
import io.gatehouse.storage.ErrorQueries.ErrorGroupRow;
import io.gatehouse.storage.FilterParser;
import io.gatehouse.storage.IngestOutcome;
import io.gatehouse.storage.InstanceQueries.OutcomeRow;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.Storage;
import io.gatehouse.storage.TimeRange;
import io.gatehouse.storage.TrafficQueries.BreakdownRow;
import io.gatehouse.storage.TrafficQueries.Dimension;
import io.gatehouse.storage.UsageQueries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads rules that are about things: for each thing the condition holds of, one reading. */
final class SubjectReadings {

  private static final long DAY_MILLIS = 86_400_000L;
  private static final int WEEK_MINUTES = 7 * 1_440;
  private static final int MOST = 200;
  private static final int DEFAULT_DAYS = 14;
  private static final int USUAL_REQUESTS = 100;

  private final Catalog catalog;
  private final Storage storage;
  private final KeyReadings keys;

  SubjectReadings(Catalog catalog, Storage storage) {
    this.catalog = catalog;
    this.storage = storage;
    this.keys = new KeyReadings(catalog, storage);
  }

  /**
   * Reads.
   *
   * @param firing subjects that fire by now
   * @return what the condition holds of; for a rule without subjects its one reading
   */
  List<Reading> read(Rule rule, App app, long nowMillis, Set<String> firing) {
    return switch (rule.metric()) {
      case MONITOR_DOWN -> monitorsDown(rule, app);
      case CERTIFICATE_EXPIRING -> certificates(rule, app, nowMillis);
      case NEW_EXCEPTION -> newExceptions(rule, nowMillis);
      case REGRESSION -> regressions(rule, nowMillis);
      case CONSUMER_SILENT -> silent(rule, nowMillis, firing);
      case CONSUMER_SPIKE -> spikes(rule, nowMillis);
      case KEY_EXPIRING -> keys.expiring(rule, app, nowMillis);
      case KEY_UNUSED -> keys.unused(rule, app, nowMillis);
      case KEY_GUESSING -> keys.guessing(rule, app, nowMillis);
      case KEY_NEW_NETWORK -> keys.newNetworks(rule, app, nowMillis);
      case KEY_REFUSALS -> List.of(keyRefusals(rule, nowMillis));
      case INGEST_PROBLEMS -> List.of(ingestProblems(rule, nowMillis));
      default -> throw new IllegalArgumentException(rule.metric() + " is of the traffic");
    };
  }

  private static boolean isTarget(Rule rule, String id) {
    List<String> targets = rule.spec().targets();
    return targets == null || targets.isEmpty() || targets.contains(id);
  }

  private List<Reading> monitorsDown(Rule rule, App app) {
    List<Reading> readings = new ArrayList<>();
    for (StoredMonitor monitor : catalog.monitors().down(app)) {
      if (isTarget(rule, monitor.id())) {
        readings.add(
            new Reading(
                monitor.id(),
                monitor.terms().name(),
                1.0,
                true,
                monitor.cause(),
                "uptime/" + monitor.id(),
                monitor.since()));
      }
    }
    return readings;
  }

  private List<Reading> certificates(Rule rule, App app, long nowMillis) {
    Integer days = rule.spec().days();
    List<Reading> readings = new ArrayList<>();
    for (StoredMonitor monitor : catalog.monitors().list(app)) {
      long left = Math.floorDiv(monitor.certificateUntil() - nowMillis, DAY_MILLIS);
      boolean known = monitor.certificateUntil() > 0 && !monitor.paused();
      if (known && left < (days == null ? DEFAULT_DAYS : days) && isTarget(rule, monitor.id())) {
        readings.add(
            new Reading(
                monitor.id(),
                monitor.terms().name(),
                (double) left,
                true,
                "The certificate ends in " + left + " days.",
                "uptime/" + monitor.id(),
                0));
      }
    }
    return readings;
  }

  private Scope scope(Rule rule, long fromMinute, long toMinute) {
    String environment = rule.spec().environment();
    return new Scope(
        rule.app(),
        environment == null ? Set.of() : Set.of(environment),
        new TimeRange(fromMinute, toMinute),
        FilterParser.parse(rule.spec().filterText()).filter());
  }

  private List<Reading> newExceptions(Rule rule, long nowMillis) {
    long end = nowMillis / 60_000 + 1;
    long from = end - rule.spec().window();
    List<Reading> readings = new ArrayList<>();
    for (ErrorGroupRow group :
        storage.errors().groups(scope(rule, from, end), ErrorKind.SERVER, MOST)) {
      if (group.firstSeenEpochMinute() >= from) {
        readings.add(exception(group, group.firstSeenEpochMinute() * 60_000));
      }
    }
    return readings;
  }

  private static Reading exception(ErrorGroupRow group, long sinceMillis) {
    return new Reading(
        Integer.toString(group.id()),
        group.type() + " in " + group.method() + " " + group.route(),
        (double) group.count(),
        true,
        group.message(),
        "errors/" + group.id(),
        sinceMillis);
  }

  private List<Reading> regressions(Rule rule, long nowMillis) {
    long end = nowMillis / 60_000 + 1;
    long from = end - rule.spec().window();
    Set<Integer> before = new HashSet<>();
    storage
        .errors()
        .groups(scope(rule, from - WEEK_MINUTES, from), ErrorKind.SERVER, 1_000)
        .forEach(group -> before.add(group.id()));
    List<Reading> readings = new ArrayList<>();
    for (ErrorGroupRow group :
        storage.errors().groups(scope(rule, from, end), ErrorKind.SERVER, MOST)) {
      if (group.firstSeenEpochMinute() < from - WEEK_MINUTES && !before.contains(group.id())) {
        readings.add(exception(group, 0));
      }
    }
    return readings;
  }

  private List<Reading> silent(Rule rule, long nowMillis, Set<String> firing) {
    long end = nowMillis / 60_000 + 1;
    long from = end - rule.spec().window();
    ConsumerQueries.Page page =
        storage
            .consumers()
            .list(
                scope(rule, from, end),
                "",
                ConsumerQueries.Flag.SILENT,
                ConsumerQueries.Sort.LAST_SEEN,
                true,
                null,
                MOST);
    Map<String, Long> usual = requests(scope(rule, from - WEEK_MINUTES, from));
    Integer least = rule.spec().minRequests();
    List<Reading> readings = new ArrayList<>();
    for (ConsumerRow row : page.items()) {
      long before = usual.getOrDefault(row.identifier(), 0L);
      boolean usedToCall = before >= (least == null ? USUAL_REQUESTS : least);
      if ((usedToCall || firing.contains(row.identifier())) && isTarget(rule, row.identifier())) {
        String name = row.name() == null ? row.identifier() : row.name();
        readings.add(
            new Reading(
                row.identifier(),
                name,
                0.0,
                true,
                before
                    + " requests in the week before, none in the last "
                    + BurnWindow.span(rule.spec().window())
                    + ".",
                "consumers/" + Links.encoded(row.identifier()),
                0));
      }
    }
    return readings;
  }

  private Map<String, Long> requests(Scope scope) {
    Map<String, Long> requests = new HashMap<>();
    for (BreakdownRow row : storage.traffic().breakdown(scope, Dimension.CONSUMER, 1_000)) {
      requests.put(row.key(), row.requests());
    }
    return requests;
  }

  private List<Reading> spikes(Rule rule, long nowMillis) {
    long end = nowMillis / 60_000;
    long from = end - rule.spec().window();
    Map<String, Long> usual = requests(scope(rule, from - WEEK_MINUTES, from));
    Integer least = rule.spec().minRequests();
    List<Reading> readings = new ArrayList<>();
    requests(scope(rule, from, end))
        .forEach(
            (consumer, count) -> {
              double mean =
                  (double) usual.getOrDefault(consumer, 0L) * rule.spec().window() / WEEK_MINUTES;
              boolean many = count >= (least == null ? USUAL_REQUESTS : least);
              double times = mean == 0 ? 0 : count / mean;
              if (!consumer.isEmpty()
                  && many
                  && times > rule.spec().limit()
                  && isTarget(rule, consumer)) {
                readings.add(
                    new Reading(
                        consumer,
                        consumer,
                        times,
                        true,
                        count
                            + " requests in "
                            + rule.spec().window()
                            + " min, "
                            + Math.round(times * 10) / 10.0
                            + " times the usual.",
                        "consumers/" + Links.encoded(consumer),
                        0));
              }
            });
    return readings;
  }

  private Reading keyRefusals(Rule rule, long nowMillis) {
    long end = nowMillis / 60_000;
    String environment = rule.spec().environment();
    UsageQueries.Selection selection =
        new UsageQueries.Selection(
            rule.app(),
            environment == null ? Set.of() : Set.of(environment),
            new TimeRange(end - rule.spec().window(), end),
            Set.of(),
            null);
    long requests = 0;
    long refused = 0;
    for (UsageQueries.UsageRow row :
        storage.usage().usage(selection, Set.of(UsageQueries.By.REFUSAL), 100)) {
      requests += row.sums().requests();
      refused += row.sums().refused() + row.sums().rateLimited();
    }
    Integer least = rule.spec().minRequests();
    boolean few = requests == 0 || (least != null && requests < least);
    Double value = few ? null : (Double) (100.0 * refused / requests);
    return Reading.of(
        value,
        value != null && rule.spec().breaks(value),
        refused + " of " + requests + " calls",
        "usage");
  }

  private Reading ingestProblems(Rule rule, long nowMillis) {
    long since = nowMillis - rule.spec().window() * 60_000L;
    long count = 0;
    String last = "";
    for (OutcomeRow row : storage.instances().outcomes(rule.app(), since)) {
      boolean bad =
          row.kind() == IngestOutcome.Kind.REJECTED || row.kind() == IngestOutcome.Kind.QUARANTINED;
      if (bad && row.lastEpochMillis() >= since) {
        count += row.count();
        last = row.reason();
      }
    }
    return Reading.of(
        (double) count, rule.spec().breaks((double) count), last, "/settings/ingestion");
  }
}
