// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.alerting.FakeStorage;
import io.gatehouse.alerting.FakeStorage.Minute;
import io.gatehouse.alerting.FakeTime;
import io.gatehouse.alerting.PlainVault;
import io.gatehouse.alerting.SpecJson;
import io.gatehouse.alerting.channel.ChannelKinds;
import io.gatehouse.alerting.channel.Message;
import io.gatehouse.alerting.rule.AlertEngine;
import io.gatehouse.alerting.rule.Metric;
import io.gatehouse.alerting.rule.RuleSpec;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Channels.StoredChannel;
import io.gatehouse.catalog.Monitors.StoredMonitor;
import io.gatehouse.catalog.Monitors.Terms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules and monitors on a virtual clock, with crashes, against an oracle that was written apart: it
 * knows nothing of states and counts how long conditions held. Six hours in each build; {@code
 * -Dgatehouse.alert-minutes=43200} is the month.
 */
class AlertMonthTest {

  private static final int MINUTES = Integer.getInteger("gatehouse.alert-minutes", 360);
  private static final int TRAFFIC_RULES = 170;
  private static final int MONITOR_RULES = 30;
  private static final int MONITORS = 300;
  private static final int LAG = 1;
  private static final int WARM_UP = 10;

  @TempDir Path directory;

  private final FakeTime time = new FakeTime("2026-03-01T00:00:15Z");
  private final RecordingChannel channel = new RecordingChannel();
  private final long start = time.millis() / 60_000;
  private final long end = start + MINUTES;
  private final Map<String, boolean[]> bad = new HashMap<>();
  private final FakeStorage storage = new FakeStorage(this::minute);
  private final List<Long> crashes = new ArrayList<>();
  private int lostMarks;

  private record Expected(String rule, long firedAt, long endedAt) {}

  private record TrafficRule(String name, String filter, RuleSpec spec) {}

  private Minute minute(String filter, long minute) {
    boolean[] trouble = bad.get(filter);
    int index = (int) (minute - start + 120);
    boolean troubled = trouble != null && index >= 0 && index < trouble.length && trouble[index];
    // "below" rules look at requests, "above" rules at errors: trouble is bad for both.
    return new Minute(troubled ? 40 : 100, troubled ? 20 : 0);
  }

  @Test
  void simulatedMonth_missesNothingAndInventsNothing() {
    Catalog catalog = Catalog.open(directory, time);
    long workspace = catalog.members().createWorkspace("W");
    App app = catalog.apps().create(workspace, "Shop", false);
    StoredChannel stored = catalog.channels().create(workspace, "recording", "C", "{}", "", "t");
    SplittableRandom random = new SplittableRandom(7);
    List<TrafficRule> traffic = trafficRules(catalog, app, stored, random);
    List<StoredMonitor> monitors = monitors(catalog, app);
    Map<String, List<String>> watched = monitorRules(catalog, app, stored, monitors);
    Map<Long, List<String>> flips = flips(monitors, random);

    Map<String, Expected> expectedMonitors = new LinkedHashMap<>();
    Map<String, Long> downSince = new HashMap<>();
    AlertEngine engine = engine(catalog);
    crashes.add(start);
    for (long minute = start; minute < end; minute++) {
      if (minute > start && random.nextInt(700) == 0) {
        engine = engine(catalog);
        crashes.add(minute);
        if (random.nextBoolean()) {
          channel.crashNext();
        }
      }
      for (String id : flips.getOrDefault(minute, List.of())) {
        boolean down = downSince.containsKey(id);
        catalog.monitors().setState(id, down ? "up" : "down", time.millis(), down ? "" : "refused");
        if (down) {
          long since = downSince.remove(id);
          for (String rule : watched.getOrDefault(id, List.of())) {
            expectedMonitors.put(rule + id + since, new Expected(rule, since, minute));
          }
        } else {
          downSince.put(id, minute);
        }
        engine.changed(app.number(), Set.of(Metric.MONITOR_DOWN));
      }
      engine.evaluate();
      deliver(catalog);
      time.pass(Duration.ofMinutes(1));
    }
    List<Expected> expected = new ArrayList<>(expectedMonitors.values());
    for (Map.Entry<String, Long> open : downSince.entrySet()) {
      for (String rule : watched.getOrDefault(open.getKey(), List.of())) {
        expected.add(new Expected(rule, open.getValue(), 0));
      }
    }
    for (TrafficRule rule : traffic) {
      expected.addAll(oracle(rule));
    }
    for (int i = 0; i < 60; i++) {
      deliver(catalog);
      time.pass(Duration.ofSeconds(30));
    }
    compare(expected);
    catalog.close();
  }

  private AlertEngine engine(Catalog catalog) {
    return new AlertEngine(
        new AlertEngine.Parts(
            catalog, storage, time.steady(), () -> true, List::of, () -> "https://g.example"));
  }

  private void deliver(Catalog catalog) {
    Deliveries deliveries =
        new Deliveries(
            catalog,
            new ChannelKinds(List.of(channel)),
            new ChannelConfigs(new PlainVault()),
            () -> "https://g.example",
            time);
    try {
      deliveries.run(Runnable::run);
    } catch (RecordingChannel.Crash crash) {
      lostMarks++;
    }
  }

  private List<TrafficRule> trafficRules(
      Catalog catalog, App app, StoredChannel stored, SplittableRandom random) {
    List<TrafficRule> rules = new ArrayList<>();
    for (int i = 0; i < TRAFFIC_RULES; i++) {
      String filter = "path:/p" + i % 60;
      boolean below = i % 4 == 3;
      int window = 1 + random.nextInt(10);
      RuleSpec spec =
          new RuleSpec(
              below ? "requests" : "server_errors",
              null,
              filter,
              below ? "below" : "above",
              below ? 70.0 * window : 10.0 * window,
              window,
              random.nextInt(6),
              random.nextInt(5),
              null,
              null,
              null,
              null,
              null,
              null);
      spec.check();
      String name = "traffic " + i;
      catalog
          .alertRules()
          .create(
              app.number(), name, "warning", true, SpecJson.write(spec), List.of(stored.id()), "t");
      String text = io.gatehouse.storage.FilterParser.parse(filter).filter().toText();
      rules.add(new TrafficRule(name, text, spec));
      bad.computeIfAbsent(text, absent -> trouble(random));
    }
    return rules;
  }

  /** A few times of trouble a day, of one minute to an hour. */
  private boolean[] trouble(SplittableRandom random) {
    boolean[] trouble = new boolean[(int) (end - start) + 240];
    for (int minute = 130; minute < trouble.length; minute++) {
      if (random.nextInt(400) == 0) {
        int length = 1 + random.nextInt(random.nextInt(3) == 0 ? 60 : 8);
        for (int i = minute; i < Math.min(trouble.length, minute + length); i++) {
          trouble[i] = true;
        }
        minute += length;
      }
    }
    return trouble;
  }

  private static List<StoredMonitor> monitors(Catalog catalog, App app) {
    List<StoredMonitor> monitors = new ArrayList<>();
    for (int i = 0; i < MONITORS; i++) {
      monitors.add(
          catalog
              .monitors()
              .create(app, new Terms("tcp", "m" + i, "", "{}", "", 60, 0), null, "t"));
    }
    return monitors;
  }

  private static Map<String, List<String>> monitorRules(
      Catalog catalog, App app, StoredChannel stored, List<StoredMonitor> monitors) {
    Map<String, List<String>> watched = new HashMap<>();
    for (int i = 0; i < MONITOR_RULES; i++) {
      List<String> targets =
          monitors.subList(i * 10, i * 10 + 10).stream().map(StoredMonitor::id).toList();
      RuleSpec spec =
          new RuleSpec(
              "monitor_down",
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              targets,
              null,
              null,
              null);
      String name = "monitors " + i;
      catalog
          .alertRules()
          .create(
              app.number(),
              name,
              "critical",
              true,
              SpecJson.write(spec),
              List.of(stored.id()),
              "t");
      targets.forEach(id -> watched.put(id, List.of(name)));
    }
    return watched;
  }

  private Map<Long, List<String>> flips(List<StoredMonitor> monitors, SplittableRandom random) {
    Map<Long, List<String>> flips = new HashMap<>();
    for (StoredMonitor monitor : monitors) {
      for (long minute = start + 5; minute < end; ) {
        minute += 1 + random.nextInt(2_000);
        flips.computeIfAbsent(minute, absent -> new ArrayList<>()).add(monitor.id());
        minute += 1 + random.nextInt(40);
        flips.computeIfAbsent(minute, absent -> new ArrayList<>()).add(monitor.id());
      }
    }
    return flips;
  }

  /** When a rule has to fire and to be over, from how long its condition held without a crash. */
  private List<Expected> oracle(TrafficRule rule) {
    boolean below = "below".equals(rule.spec().comparison());
    int window = rule.spec().windowMinutes();
    List<Expected> expected = new ArrayList<>();
    long heldSince = -1;
    long fineSince = -1;
    long firedAt = -1;
    long crash = start;
    for (long now = start; now < end; now++) {
      boolean crashed = now > start && crashes.contains(now);
      if (crashed) {
        crash = now;
        heldSince = heldSince < 0 ? -1 : now;
        fineSince = fineSince < 0 ? -1 : now;
      }
      if (below && now - crash < WARM_UP) {
        heldSince = -1;
        continue;
      }
      // What is known so far counts as well when it is too much.
      boolean holds =
          holds(rule, below, now - LAG - window, now - LAG)
              || (!below
                  && (holds(rule, false, now - window, now)
                      || holds(rule, false, now + 1 - window, now + 1)));
      heldSince = !holds ? -1 : heldSince < 0 ? now : heldSince;
      fineSince = holds ? -1 : firedAt < 0 ? -1 : fineSince < 0 ? now : fineSince;
      if (firedAt < 0 && holds && now - heldSince >= rule.spec().forMinutes()) {
        firedAt = now;
        fineSince = -1;
      } else if (firedAt >= 0 && !holds && now - fineSince >= rule.spec().recoverMinutes()) {
        expected.add(new Expected(rule.name(), firedAt, now));
        firedAt = -1;
        fineSince = -1;
      }
    }
    if (firedAt >= 0) {
      expected.add(new Expected(rule.name(), firedAt, 0));
    }
    return expected;
  }

  private boolean holds(TrafficRule rule, boolean below, long from, long to) {
    long sum = 0;
    for (long minute = from; minute < to; minute++) {
      Minute at = minute(rule.filter(), minute);
      sum += below ? at.requests() : at.serverErrors();
    }
    return below ? sum < rule.spec().threshold() : sum > rule.spec().threshold();
  }

  private void compare(List<Expected> expected) {
    Map<String, Integer> wanted = new HashMap<>();
    for (Expected one : expected) {
      wanted.merge(one.rule() + " fired " + one.firedAt(), 1, Integer::sum);
      if (one.endedAt() > 0) {
        wanted.merge(
            one.rule() + " fired " + one.firedAt() + " over " + one.endedAt(), 1, Integer::sum);
      }
    }
    Map<String, Integer> got = new HashMap<>();
    Map<String, Integer> messages = new HashMap<>();
    int duplicates = 0;
    for (Message message : channel.told()) {
      if (messages.merge(message.id(), 1, Integer::sum) > 1) {
        duplicates++;
        continue;
      }
      for (Message.Item item : message.items()) {
        String rule = item.title().replaceFirst(": .*", "");
        String key = rule + " fired " + item.startedAt() / 60_000;
        boolean over = item.state().equals("resolved");
        got.merge(over ? key + " over " + item.endedAt() / 60_000 : key, 1, Integer::sum);
      }
    }
    System.out.printf(
        "minutes %d, transitions %d, messages %d, crashes %d, lost marks %d, duplicates %d, queries"
            + " %d%n",
        MINUTES,
        wanted.values().stream().mapToInt(Integer::intValue).sum(),
        channel.told().size(),
        crashes.size() - 1,
        lostMarks,
        duplicates,
        storage.queries());
    assertThat(got).isEqualTo(wanted);
    assertThat(wanted.size()).isGreaterThan(100);
    assertThat(duplicates).isEqualTo(lostMarks).isLessThanOrEqualTo(crashes.size());
  }
}
