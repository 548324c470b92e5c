// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.App;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.server.overview.Change;
import io.gatehouse.server.overview.OverviewReader;
import io.gatehouse.server.overview.OverviewReader.Overview;
import io.gatehouse.server.overview.OverviewReader.Up;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.TimeRange;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an app is now, and what changed. */
final class OverviewPages {

  private final Backend backend;
  private final OverviewReader reader;

  OverviewPages(Backend backend) {
    this.backend = backend;
    this.reader = new OverviewReader(backend.catalog(), backend.storage());
  }

  List<Route> routes() {
    return List.of(Route.get("/apps/{app}/overview", Policy.VIEWER, this::overview));
  }

  /**
   * @param uptime share of checks that were up; null = there were none
   */
  record UpView(int monitors, int down, @Nullable Double uptime, @Nullable Double previousUptime) {

    static UpView of(Overview overview) {
      Up up = overview.up();
      return new UpView(up.monitors(), up.down(), up.share(), overview.upBefore().share());
    }
  }

  /**
   * @param page with id and search the exact view
   */
  record ChangeView(
      String kind,
      String tone,
      String text,
      String page,
      @Nullable String id,
      Map<String, String> search) {

    static ChangeView of(Change change) {
      return new ChangeView(
          change.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          change.tone().name().toLowerCase(Locale.ROOT),
          change.text(),
          change.page(),
          change.id().isEmpty() ? null : change.id(),
          change.search());
    }
  }

  /**
   * @param compared there was something to compare with
   * @param unchanged nothing changed by more than a tenth
   */
  record OverviewView(
      String from,
      String to,
      String compareFrom,
      String compareTo,
      Figures current,
      @Nullable Figures previous,
      UpView up,
      boolean compared,
      boolean unchanged,
      List<ChangeView> changes) {}

  private Response overview(Request request) {
    App app = backend.app(request);
    View view = backend.view(request, app);
    Scope now = view.scope();
    Scope previous = view.previous();
    Scope before = previous != null ? previous : now.in(justBefore(now.range()));
    Overview read = reader.read(app, now, before, view.buckets().zone());
    boolean compared = read.before().requests() > 0;
    return Response.ok(
        new OverviewView(
            Times.ofMinute(now.range().fromEpochMinute()),
            Times.ofMinute(now.range().toEpochMinute()),
            Times.ofMinute(before.range().fromEpochMinute()),
            Times.ofMinute(before.range().toEpochMinute()),
            Figures.of(read.now(), read.durations(), app.apdexMs()),
            compared ? Figures.of(read.before(), read.durationsBefore(), app.apdexMs()) : null,
            UpView.of(read),
            compared,
            read.changed().nothing(),
            read.changed().changes().stream().map(ChangeView::of).toList()));
  }

  private static TimeRange justBefore(TimeRange range) {
    return new TimeRange(range.fromEpochMinute() - range.minutes(), range.fromEpochMinute());
  }
}
