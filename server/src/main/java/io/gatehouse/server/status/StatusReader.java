// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.CheckHours.CheckDay;
import io.gatehouse.catalog.Monitors.StoredMonitor;
import io.gatehouse.catalog.QuietTimes.QuietTime;
import io.gatehouse.catalog.StatusPages.Component;
import io.gatehouse.catalog.StatusPages.StoredPage;
import io.gatehouse.catalog.StatusPosts.Post;
import io.gatehouse.server.status.PublicPage.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a status page shows. */
final class StatusReader {

  private static final long DAY_MILLIS = 86_400_000L;
  private static final int MOST_POSTS = 200;

  private final Catalog catalog;

  StatusReader(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Checks by monitor and day. */
  record Days(Map<String, Map<Long, CheckDay>> byMonitor) {

    static Days of(List<CheckDay> days) {
      Map<String, Map<Long, CheckDay>> byMonitor = new HashMap<>();
      for (CheckDay day : days) {
        byMonitor.computeIfAbsent(day.monitor(), absent -> new HashMap<>()).put(day.day(), day);
      }
      return new Days(byMonitor);
    }

    @Nullable CheckDay get(String monitor, long day) {
      return byMonitor.getOrDefault(monitor, Map.of()).get(day);
    }
  }

  static long today(long nowMillis) {
    return Math.floorDiv(nowMillis, DAY_MILLIS);
  }

  /** The days that are over; they do not change any more. */
  Days past(StoredPage page, long today) {
    return Days.of(catalog.checkHours().daysOfPage(page.id(), today - PublicPage.DAYS + 1, today));
  }

  PublicPage read(StoredPage page, Days past, long nowMillis) {
    long today = today(nowMillis);
    Days now = Days.of(catalog.checkHours().daysOfPage(page.id(), today, today + 1));
    List<Post> posts = catalog.statusPosts().list(page.id(), MOST_POSTS);
    List<Post> current = posts.stream().filter(StatusReader::isCurrent).toList();
    List<Post> planned =
        posts.stream()
            .filter(post -> isPlanned(post, nowMillis))
            .sorted(Comparator.comparingLong(post -> post.terms().startsAt()))
            .toList();
    List<Post> over =
        posts.stream().filter(post -> !current.contains(post) && !planned.contains(post)).toList();
    List<QuietTime> quiet = catalog.quietTimes().list(page.app());
    Map<String, StoredMonitor> monitors = monitors(page);
    List<Part> parts = new ArrayList<>();
    for (Component component : page.components()) {
      StoredMonitor monitor = monitors.get(component.monitor());
      State state = monitor == null ? State.UNKNOWN : state(monitor, quiet, nowMillis);
      state = touched(state, component.id(), current, planned, nowMillis);
      parts.add(part(component, state, past, now, today));
    }
    return new PublicPage(
        page.terms(), whole(parts, current), parts, current, planned, over, nowMillis);
  }

  private Map<String, StoredMonitor> monitors(StoredPage page) {
    Map<String, StoredMonitor> monitors = new HashMap<>();
    for (App app : catalog.apps().all()) {
      if (app.number() == page.app()) {
        for (Component component : page.components()) {
          catalog
              .monitors()
              .find(app, component.monitor())
              .ifPresent(monitor -> monitors.put(monitor.id(), monitor));
        }
      }
    }
    return monitors;
  }

  private static boolean isCurrent(Post post) {
    return post.kind().equals("incident") && !post.isOver();
  }

  private static boolean isPlanned(Post post, long nowMillis) {
    return post.kind().equals("maintenance") && !post.isOver() && post.terms().endsAt() > nowMillis;
  }

  private static State state(StoredMonitor monitor, List<QuietTime> quiet, long nowMillis) {
    if (monitor.paused()) {
      return State.UNKNOWN;
    }
    boolean maintained =
        quiet.stream()
            .anyMatch(
                one -> one.kind().equals("maintenance") && one.covers(monitor.id(), nowMillis));
    if (maintained) {
      return State.MAINTENANCE;
    }
    return switch (monitor.state()) {
      case "up" -> State.UP;
      case "down" -> State.DOWN;
      default -> State.UNKNOWN;
    };
  }

  /** What people wrote about a component counts beside what its monitor says. */
  private static State touched(
      State state, String component, List<Post> current, List<Post> planned, long nowMillis) {
    State result = state;
    for (Post post : planned) {
      if (post.terms().startsAt() <= nowMillis && isAbout(post, component)) {
        result = State.MAINTENANCE;
      }
    }
    for (Post post : current) {
      if (isAbout(post, component)) {
        result = impact(post, result);
      }
    }
    return result;
  }

  /** A post that names no component is about all of them. */
  private static boolean isAbout(Post post, String component) {
    return post.terms().components().isEmpty() || post.terms().components().contains(component);
  }

  private static State impact(Post post, State before) {
    return switch (post.terms().impact()) {
      case "outage" -> before.worse(State.DOWN);
      case "degraded" -> before.worse(State.DEGRADED);
      default -> before;
    };
  }

  private static State whole(List<Part> parts, List<Post> current) {
    State whole = parts.isEmpty() ? State.UNKNOWN : State.UP;
    for (Part part : parts) {
      whole = whole.worse(part.state());
    }
    for (Post post : current) {
      whole = parts.isEmpty() ? impact(post, whole) : whole;
    }
    return whole;
  }

  private static Part part(Component component, State state, Days past, Days now, long today) {
    List<State> days = new ArrayList<>();
    List<@Nullable Integer> latencies = new ArrayList<>();
    long up = 0;
    long checks = 0;
    for (long day = today - PublicPage.DAYS + 1; day <= today; day++) {
      CheckDay sum = (day == today ? now : past).get(component.monitor(), day);
      days.add(sum == null ? State.UNKNOWN : ofDay(sum));
      latencies.add(
          sum == null || sum.up() == 0 || sum.latencyMicros() == 0
              ? null
              : (Integer) (int) Math.max(1, sum.latencyMicros() / sum.up() / 1_000));
      if (sum != null) {
        up += sum.up();
        checks += sum.up() + sum.down();
      }
    }
    return new Part(
        component.id(),
        component.name(),
        component.group(),
        state,
        days,
        checks == 0 ? null : (Double) ((double) up / checks),
        component.latency() ? latencies : List.of());
  }

  private static State ofDay(CheckDay sum) {
    if (sum.down() > 0) {
      return sum.down() >= sum.up() ? State.DOWN : State.DEGRADED;
    }
    return sum.up() > 0 ? State.UP : sum.maintained() > 0 ? State.MAINTENANCE : State.UNKNOWN;
  }
}
