// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.monitor;

import io.gatehouse.alerting.outbound.Phases;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Waits for calls of jobs. What was missed while the server did not run or its clock was set is not
 * held against a job: from then on it has the whole time again. Thread-safe.
 */
public final class PushProbe implements Probe {

  private final SteadyTime time;
  private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

  public PushProbe(SteadyTime time) {
    this.time = time;
  }

  /**
   * @param called false until the first call that this process saw
   * @param sinceNanos of the last call, or since when it is waited
   * @param sinceMillis likewise, by the wall clock
   */
  private record Waiting(boolean called, long sinceNanos, long sinceMillis, long jumps) {}

  /** Somebody called. */
  public void called(String monitor) {
    waiting.put(monitor, new Waiting(true, time.nanos(), time.millis(), time.jumps()));
  }

  /** Forgets a monitor that is gone or rests. */
  public void forget(String monitor) {
    waiting.remove(monitor);
  }

  @Override
  public CheckResult check(Monitor monitor) {
    long at = time.millis();
    long jumps = time.jumps();
    Waiting known =
        waiting.compute(
            monitor.id(),
            (id, before) -> {
              if (before == null) {
                return new Waiting(false, time.nanos(), at, jumps);
              }
              // After a jump of the clock the job gets its whole time again.
              return before.jumps() == jumps
                  ? before
                  : new Waiting(before.called(), time.nanos(), at, jumps);
            });
    long waited = (time.nanos() - known.sinceNanos()) / 1_000_000;
    long allowed = allowedMillis(monitor, known);
    if (waited > allowed) {
      return CheckResult.down(
          at, "No call for " + waited / 1_000 + " s; one was due.", 0, Phases.NONE, null);
    }
    return known.called() ? CheckResult.up(at, 0, Phases.NONE, null) : CheckResult.noData(at);
  }

  private static long allowedMillis(Monitor monitor, Waiting known) {
    MonitorSpec spec = monitor.spec();
    Integer grace = spec.graceSeconds();
    long graceMillis = (grace == null ? MonitorSpec.DEFAULT_GRACE_SECONDS : grace) * 1_000L;
    String schedule = spec.schedule();
    if (schedule == null) {
      return monitor.interval().toMillis() + graceMillis;
    }
    Long due = nextDue(schedule, spec.zone(), known.sinceMillis());
    return due == null ? Long.MAX_VALUE : due - known.sinceMillis() + graceMillis;
  }

  private static @Nullable Long nextDue(String schedule, @Nullable String zone, long millis) {
    ZonedDateTime from =
        Instant.ofEpochMilli(millis).atZone(ZoneId.of(zone == null ? "UTC" : zone));
    ZonedDateTime due = Cron.parse(schedule).after(from);
    return due == null ? null : (Long) due.toInstant().toEpochMilli();
  }
}
