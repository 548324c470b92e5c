// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.catalog.Monitors.StoredMonitor;
import io.gatehouse.catalog.Monitors.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimetableTest {

  private static final long SECOND = 1_000_000_000L;

  private final Timetable timetable = new Timetable();

  private static Monitor monitor(String id, int seconds) {
    return new Monitor(
        new StoredMonitor(
            id,
            1,
            new Terms("tcp", id, "", "{}", "", seconds, 0),
            false,
            null,
            "up",
            0,
            "",
            0,
            0,
            0,
            "t"),
        MonitorSpec.http("http://example.com/"),
        Map.of());
  }

  /**
   * A day of 5,000 monitors whose checks take a while: each has its 1,440, always in the same
   * second of the minute.
   */
  @Test
  void day_of5000Monitors_hasNoDriftAndIsSpread() {
    List<Monitor> monitors =
        IntStream.range(0, 5_000).mapToObj(i -> monitor("monitor-" + i, 60)).toList();
    timetable.replace(monitors, 0, false);
    SplittableRandom random = new SplittableRandom(1);
    Map<String, Long> first = new HashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    Map<Long, List<String>> ending = new HashMap<>();
    int busiest = 0;
    long second = 0;
    for (; second < 24 * 3_600; second++) {
      for (String id : ending.getOrDefault(second, List.of())) {
        timetable.done(id, second * SECOND, false);
      }
      ending.remove(second);
      List<String> due = timetable.takeDue(second * SECOND);
      busiest = Math.max(busiest, due.size());
      for (String id : due) {
        first.putIfAbsent(id, second % 60);
        assertThat(second % 60).isEqualTo(first.get(id));
        counts.merge(id, 1, Integer::sum);
        ending
            .computeIfAbsent(second + 1 + random.nextInt(10), absent -> new ArrayList<>())
            .add(id);
      }
    }
    assertThat(counts).hasSize(5_000);
    // Whose first second was the last of a minute has one less within the day.
    assertThat(counts.values()).allMatch(count -> count == 1_440 || count == 1_439);
    assertThat(busiest).isLessThan(140);
  }

  @Test
  void slowCheck_isNotStartedTwiceAndWhatItMissedIsLeftOut() {
    timetable.replace(List.of(monitor("a", 10)), 0, true);
    assertThat(timetable.takeDue(0)).containsExactly("a");
    assertThat(timetable.takeDue(35 * SECOND)).isEmpty();
    timetable.done("a", 35 * SECOND, false);
    assertThat(timetable.takeDue(39 * SECOND)).isEmpty();
    assertThat(timetable.takeDue(40 * SECOND)).containsExactly("a");
  }

  @Test
  void failedCheck_isRepeatedSoonAndThenGoesOnInItsTime() {
    timetable.replace(List.of(monitor("a", 60)), 0, true);
    timetable.takeDue(0);
    timetable.done("a", SECOND, true);
    assertThat(timetable.takeDue(10 * SECOND)).isEmpty();
    assertThat(timetable.takeDue(11 * SECOND)).containsExactly("a");
    timetable.done("a", 12 * SECOND, false);
    assertThat(timetable.takeDue(59 * SECOND)).isEmpty();
    assertThat(timetable.takeDue(60 * SECOND)).containsExactly("a");
  }

  @Test
  void removedMonitor_isNotDueAnyMore() {
    timetable.replace(List.of(monitor("a", 60), monitor("b", 60)), 0, true);
    timetable.replace(List.of(monitor("b", 60)), 0, true);
    assertThat(timetable.takeDue(60 * SECOND)).containsExactly("b");
  }
}
