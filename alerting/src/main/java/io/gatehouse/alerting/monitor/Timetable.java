// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.monitor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * When each monitor is checked. The next time follows from the last planned one, not from when the
 * check was made, so that times do not drift; what was missed is left out, not caught up with.
 * First times are spread over the interval. It knows no threads and no clock. Confined to its user.
 */
final class Timetable {

  private static final long RETRY_NANOS = 10_000_000_000L;

  private final Map<String, Slot> slots = new HashMap<>();
  private final PriorityQueue<Due> queue =
      new PriorityQueue<>((a, b) -> Long.compare(a.nanos - b.nanos, 0));
  private long late;

  private static final class Slot {
    private final long intervalNanos;
    private long plannedNanos;
    private long generation;
    private boolean busy;

    Slot(long intervalNanos, long plannedNanos) {
      this.intervalNanos = intervalNanos;
      this.plannedNanos = plannedNanos;
    }
  }

  private record Due(long nanos, String id, long generation) {}

  /** What is checked, in place of what was; who stays keeps its times. */
  void replace(Collection<Monitor> monitors, long nowNanos, boolean atOnce) {
    Map<String, Slot> before = new HashMap<>(slots);
    slots.clear();
    for (Monitor monitor : monitors) {
      long interval = Math.min(monitor.interval().toNanos(), passiveNanos(monitor));
      Slot slot = before.get(monitor.id());
      if (slot == null || slot.intervalNanos != interval) {
        long wait = atOnce ? 0 : Math.floorMod(monitor.id().hashCode() * 2_654_435_761L, interval);
        slot = new Slot(interval, nowNanos + wait);
        plan(monitor.id(), slot, slot.plannedNanos);
      }
      slots.put(monitor.id(), slot);
    }
  }

  private static long passiveNanos(Monitor monitor) {
    return monitor.connects() ? Long.MAX_VALUE : 15_000_000_000L;
  }

  private void plan(String id, Slot slot, long nanos) {
    slot.generation++;
    queue.add(new Due(nanos, id, slot.generation));
  }

  /** Takes what is due; each has to be given back with {@link #done}. */
  List<String> takeDue(long nowNanos) {
    List<String> due = new ArrayList<>();
    while (true) {
      Due first = queue.peek();
      if (first == null || first.nanos - nowNanos > 0) {
        return due;
      }
      queue.remove();
      Slot slot = slots.get(first.id);
      if (slot != null && slot.generation == first.generation && !slot.busy) {
        slot.busy = true;
        late = Math.max(late, nowNanos - first.nanos);
        due.add(first.id);
      }
    }
  }

  /**
   * A check is over.
   *
   * @param soon it is to be repeated before its usual time
   */
  void done(String id, long nowNanos, boolean soon) {
    Slot slot = slots.get(id);
    if (slot == null || !slot.busy) {
      return;
    }
    slot.busy = false;
    long behind = nowNanos - slot.plannedNanos;
    if (behind >= 0) {
      slot.plannedNanos += (behind / slot.intervalNanos + 1) * slot.intervalNanos;
    }
    long next = slot.plannedNanos;
    if (soon && next - nowNanos > RETRY_NANOS) {
      next = nowNanos + RETRY_NANOS;
    }
    plan(id, slot, next);
  }

  /** How long nothing is due; at most so long. */
  long waitNanos(long nowNanos, long most) {
    Due first = queue.peek();
    return first == null ? most : Math.max(0, Math.min(most, first.nanos - nowNanos));
  }

  /** The longest time by which a check began too late since the last question. */
  long takeLateNanos() {
    long worst = late;
    late = 0;
    return worst;
  }
}
