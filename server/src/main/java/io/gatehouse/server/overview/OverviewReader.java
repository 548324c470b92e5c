// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.overview;

import io.gatehouse.catalog.Annotations.Note;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.CheckHours.CheckHour;
import io.gatehouse.catalog.Consumers.NamedConsumer;
import io.gatehouse.catalog.Monitors.StoredMonitor;
import io.gatehouse.server.overview.Compared.Release;
import io.gatehouse.server.overview.WhatChanged.Down;
import io.gatehouse.server.overview.WhatChanged.Events;
import io.gatehouse.server.overview.WhatChanged.NewException;
import io.gatehouse.storage.Buckets;
import io.gatehouse.storage.ErrorKind;
import io.gatehouse.storage.ErrorQueries.ErrorGroupRow;
import io.gatehouse.storage.Filter;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.InstanceQueries.Deploy;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.Storage;
import io.gatehouse.storage.TrafficQueries;
import io.gatehouse.storage.TrafficQueries.Dimension;
import io.gatehouse.storage.TrafficQueries.Totals;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an overview of an app: figures of a range, those of the one before, and what changed. */
public final class OverviewReader {

  private static final int MOST_ROWS = 1_000;
  private static final int MOST_EXCEPTIONS = 5;
  private static final int MOST_DEPLOYS = 5;
  private static final long MINUTE = 60_000;
  private static final int HOUR_MINUTES = 60;

  /** Lengths of bars in minutes; the first that gives at most {@link #MOST_BARS}. */
  private static final List<Integer> STEPS = List.of(1, 5, 15, 60, 360, 1_440);

  private static final int MOST_BARS = 120;

  private final Catalog catalog;
  private final Storage storage;

  public OverviewReader(Catalog catalog, Storage storage) {
    this.catalog = catalog;
    this.storage = storage;
  }

  /**
   * An overview.
   *
   * @param up of monitors in the range
   */
  public record Overview(
      Totals now,
      Totals before,
      Histogram durations,
      Histogram durationsBefore,
      Up up,
      Up upBefore,
      WhatChanged.Result changed) {}

  /**
   * @param share of checks that were up; null = there were none
   */
  public record Up(int monitors, int down, @Nullable Double share) {}

  /**
   * Reads.
   *
   * @param before what to compare with
   * @param zone of the reader, for times in sentences
   */
  public Overview read(App app, Scope now, Scope before, ZoneId zone) {
    TrafficQueries traffic = storage.traffic();
    Histogram durations = traffic.durations(now);
    Histogram durationsBefore = traffic.durations(before);
    Compared compared =
        new Compared(
            traffic.totals(now),
            traffic.totals(before),
            durations.percentile(0.95),
            durationsBefore.percentile(0.95),
            traffic.breakdown(now, Dimension.ENDPOINT, MOST_ROWS),
            traffic.breakdown(before, Dimension.ENDPOINT, MOST_ROWS),
            traffic.breakdown(now, Dimension.CONSUMER, MOST_ROWS),
            traffic.breakdown(before, Dimension.CONSUMER, MOST_ROWS),
            endpoint -> onset(now, endpoint),
            releases(now),
            now.range().fromEpochMinute() * MINUTE,
            now.range().toEpochMinute() * MINUTE,
            zone);
    List<StoredMonitor> down =
        catalog.monitors().down(app).stream()
            .filter(monitor -> monitor.since() < compared.toMillis())
            .toList();
    Events events = new Events(down.stream().map(OverviewReader::down).toList(), exceptions(now));
    int monitors = catalog.monitors().list(app).size();
    return new Overview(
        compared.now(),
        compared.before(),
        durations,
        durationsBefore,
        new Up(monitors, down.size(), upShare(now)),
        new Up(monitors, 0, upShare(before)),
        WhatChanged.of(compared, events, identifier -> name(app, identifier)));
  }

  private static Down down(StoredMonitor monitor) {
    return new Down(monitor.id(), monitor.terms().name(), monitor.since(), monitor.cause());
  }

  private String name(App app, String identifier) {
    return catalog
        .consumers()
        .find(app.number(), identifier)
        .map(NamedConsumer::name)
        .orElse(identifier);
  }

  private @Nullable Double upShare(Scope scope) {
    long up = 0;
    long checks = 0;
    for (CheckHour sum :
        catalog
            .checkHours()
            .totals(
                scope.app(),
                scope.range().fromEpochMinute() / HOUR_MINUTES,
                (scope.range().toEpochMinute() + HOUR_MINUTES - 1) / HOUR_MINUTES)) {
      up += sum.up();
      checks += sum.up() + sum.down();
    }
    return checks == 0 ? null : (Double) ((double) up / checks);
  }

  private List<NewException> exceptions(Scope scope) {
    List<NewException> found = new ArrayList<>();
    for (ErrorGroupRow group : storage.errors().groups(scope, ErrorKind.SERVER, MOST_ROWS)) {
      if (group.firstSeenEpochMinute() >= scope.range().fromEpochMinute()
          && found.size() < MOST_EXCEPTIONS) {
        found.add(
            new NewException(
                group.id(), group.type(), group.method() + " " + group.route(), group.count()));
      }
    }
    return found;
  }

  private List<Release> releases(Scope scope) {
    List<Release> releases = new ArrayList<>();
    List<Deploy> deploys =
        storage.instances().deploys(scope.app(), scope.environments(), scope.range());
    // Of many, the latest matter.
    for (Deploy deploy :
        deploys.subList(Math.max(0, deploys.size() - MOST_DEPLOYS), deploys.size())) {
      releases.add(new Release(deploy.epochMillis(), deploy.version(), true));
    }
    for (Note note :
        catalog
            .annotations()
            .list(
                scope.app(),
                scope.range().fromEpochMinute() * MINUTE,
                scope.range().toEpochMinute() * MINUTE,
                MOST_ROWS)) {
      boolean concerns =
          note.environment().isEmpty()
              || scope.environments().isEmpty()
              || scope.environments().contains(note.environment());
      if (concerns) {
        releases.add(new Release(note.at(), note.text(), false));
      }
    }
    releases.sort(Comparator.comparingLong(Release::atMillis));
    return releases;
  }

  private Onset.@Nullable Period onset(Scope scope, String endpoint) {
    Scope one =
        new Scope(
            scope.app(),
            scope.environments(),
            scope.range(),
            scope.filter().and(Filter.of(Filter.Field.ENDPOINT, endpoint)));
    Buckets buckets = new Buckets(step(scope.range().minutes()), ZoneOffset.UTC);
    return Onset.of(
        storage.traffic().series(one, buckets).stream()
            .map(
                bar ->
                    new Onset.Bar(
                        bar.startEpochMinute() * MINUTE, bar.requests(), bar.serverErrors()))
            .toList());
  }

  private static int step(long minutes) {
    for (int step : STEPS) {
      if (minutes / step <= MOST_BARS) {
        return step;
      }
    }
    return STEPS.get(STEPS.size() - 1);
  }
}
