// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.catalog.WatchTimes.Gap;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTimesTest {

  private static final long HOUR = 3_600_000;

  @TempDir Path directory;

  private Catalog catalog;
  private WatchTimes times;

  @BeforeEach
  void open() {
    catalog = Catalog.open(directory, Clock.systemUTC());
    times = catalog.watchTimes();
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  @Test
  void gaps_betweenRuns_areThereAndRestartsAreNone() {
    times.note(HOUR, 2 * HOUR);
    times.note(2 * HOUR + 30_000, 3 * HOUR);
    times.note(2 * HOUR + 30_000, 4 * HOUR);
    times.note(6 * HOUR, 9 * HOUR);
    assertThat(times.gaps(0, 10 * HOUR, 120_000)).containsExactly(new Gap(4 * HOUR, 6 * HOUR));
    assertThat(times.gaps(5 * HOUR, 5 * HOUR + 1, 120_000)).hasSize(1);
    assertThat(times.gaps(0, 4 * HOUR, 120_000)).isEmpty();
    assertThat(times.gaps(6 * HOUR, 10 * HOUR, 120_000)).isEmpty();
    assertThat(times.gaps(0, 10 * HOUR, 1)).hasSize(2);
  }

  /** A clock that was set back makes no gap of what was watched. */
  @Test
  void gaps_withOverlappingRuns_areNone() {
    times.note(HOUR, 9 * HOUR);
    times.note(2 * HOUR, 3 * HOUR);
    times.note(5 * HOUR, 6 * HOUR);
    assertThat(times.gaps(0, 10 * HOUR, 120_000)).isEmpty();
    times.prune(7 * HOUR);
    assertThat(times.gaps(0, 10 * HOUR, 120_000)).isEmpty();
  }
}
