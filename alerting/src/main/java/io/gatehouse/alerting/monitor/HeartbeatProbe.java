// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.monitor;

import io.gatehouse.alerting.outbound.Phases;
import io.gatehouse.storage.InstanceQueries.InstanceRow;
import io.gatehouse.storage.StorageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Listens to the signs of life of instances, whether they come every 10 or every 60 seconds: three
 * minutes without one is down. How long an instance is silent is measured by the monotonic clock
 * from when its last sign was seen to change, so neither clients' clocks nor a jump of ours matter.
 * While reports wait to be loaded, silence means nothing. Thread-safe.
 */
public final class HeartbeatProbe implements Probe {

  /** So long without a sign of life is down. */
  public static final long SILENT_MILLIS = 180_000;

  private static final long GONE_MILLIS = 24 * 3_600_000L;
  private static final long ASK_EVERY_NANOS = 5_000_000_000L;

  private final Instances instances;
  private final BooleanSupplier caughtUp;
  private final SteadyTime time;

  /** Guarded by this. */
  private final Map<Integer, AppInstances> byApp = new HashMap<>();

  /**
   * @param caughtUp whether what was reported can be seen
   */
  public HeartbeatProbe(Instances instances, BooleanSupplier caughtUp, SteadyTime time) {
    this.instances = instances;
    this.caughtUp = caughtUp;
    this.time = time;
  }

  /** Whom to ask for instances. */
  @FunctionalInterface
  public interface Instances {
    List<InstanceRow> list(int app, Set<String> environments, long sinceEpochMillis);
  }

  private static final class AppInstances {
    private long askedNanos;
    private boolean answered;
    private List<InstanceRow> rows = List.of();
    private final Map<UUID, Seen> seen = new HashMap<>();
  }

  /**
   * @param changed whether a sign was seen since this process runs
   */
  private record Seen(long lastSeenMillis, long changedNanos, boolean changed) {}

  @Override
  public synchronized CheckResult check(Monitor monitor) {
    long at = time.millis();
    AppInstances app = ask(monitor.stored().app(), at);
    if (!app.answered) {
      return CheckResult.noData(at);
    }
    String environment = monitor.spec().environment();
    int alive = 0;
    int waiting = 0;
    List<String> silent = new ArrayList<>();
    for (InstanceRow row : app.rows) {
      Seen seen = app.seen.get(row.id());
      if (seen == null || !row.monitored() || !row.environment().equals(environment)) {
        continue;
      }
      boolean recent = (time.nanos() - seen.changedNanos()) / 1_000_000 < SILENT_MILLIS;
      if (!recent) {
        silent.add(row.id().toString().substring(0, 8));
      } else if (seen.changed()) {
        alive++;
      } else {
        waiting++;
      }
    }
    boolean every = "every".equals(monitor.spec().expect());
    return judge(at, every, alive, waiting, silent);
  }

  private static CheckResult judge(
      long at, boolean every, int alive, int waiting, List<String> silent) {
    boolean down = every ? !silent.isEmpty() : alive == 0 && waiting == 0 && !silent.isEmpty();
    if (down) {
      String who =
          silent.size() == 1
              ? "Instance " + silent.get(0) + " is"
              : silent.size() + " instances are";
      return CheckResult.down(at, who + " silent for more than 3 minutes.", 0, Phases.NONE, null);
    }
    boolean up = every ? alive > 0 && waiting == 0 : alive > 0;
    return up ? CheckResult.up(at, 0, Phases.NONE, null) : CheckResult.noData(at);
  }

  private AppInstances ask(int number, long nowMillis) {
    AppInstances app = byApp.computeIfAbsent(number, absent -> new AppInstances());
    long nanos = time.nanos();
    if (app.answered && nanos - app.askedNanos < ASK_EVERY_NANOS) {
      return app;
    }
    app.askedNanos = nanos;
    try {
      boolean loaded = caughtUp.getAsBoolean();
      List<InstanceRow> rows = instances.list(number, Set.of(), nowMillis - GONE_MILLIS);
      Map<UUID, Seen> seen = new HashMap<>();
      for (InstanceRow row : rows) {
        seen.put(row.id(), seen(app.seen.get(row.id()), row, nanos, loaded));
      }
      app.rows = rows;
      app.seen.clear();
      app.seen.putAll(seen);
      app.answered = loaded;
    } catch (StorageException e) {
      // A store that does not answer tells nothing about instances; it has its own alarm.
      app.answered = false;
      app.seen.replaceAll((id, old) -> new Seen(old.lastSeenMillis(), nanos, false));
    }
    return app;
  }

  private static Seen seen(
      @org.jspecify.annotations.Nullable Seen before, InstanceRow row, long nanos, boolean loaded) {
    if (before == null) {
      return new Seen(row.lastSeenEpochMillis(), nanos, false);
    }
    if (before.lastSeenMillis() != row.lastSeenEpochMillis()) {
      return new Seen(row.lastSeenEpochMillis(), nanos, true);
    }
    return loaded ? before : new Seen(before.lastSeenMillis(), nanos, false);
  }
}
