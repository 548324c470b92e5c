// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import static io.gatehouse.storage.testkit.Data.APP;
import static io.gatehouse.storage.testkit.Data.START;
import static io.gatehouse.storage.testkit.Data.batch;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.gatehouse.storage.FileFormat;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.KeyUse;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.Storage;
import io.gatehouse.storage.StoredFile;
import io.gatehouse.storage.TimeRange;
import io.gatehouse.storage.UsageQueries.By;
import io.gatehouse.storage.UsageQueries.Per;
import io.gatehouse.storage.UsageQueries.Selection;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageExportTest {

  private static final int ROUTES = 20;
  private static final int MINUTES = 10_000;

  @TempDir Path directory;

  private static Rollup calls(long minute, int route) {
    return new Rollup(
        minute,
        "GET",
        "/r" + route,
        200,
        "acme",
        3,
        Histogram.EMPTY,
        3_000,
        0,
        Histogram.EMPTY,
        300,
        Histogram.EMPTY,
        0,
        0,
        new KeyUse("aaaaaaaaaaaa", ""));
  }

  /** K12: what is written does not go through our memory. */
  @Test
  void k12_manyRows_allocateNextToNothing() {
    try (Storage storage = TestStorage.create(directory)) {
      storage.open();
      for (int part = 0; part < ROUTES; part++) {
        List<Rollup> rollups = new ArrayList<>();
        for (int minute = 0; minute < MINUTES; minute++) {
          rollups.add(calls(START + minute, part));
        }
        storage
            .writer()
            .append(
                List.of(batch(START + MINUTES).rollups(rollups).build()),
                new LogPosition(0, 1 + part));
      }
      Selection all =
          new Selection(APP, Set.of(), new TimeRange(START, START + MINUTES), Set.of(), null);
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      for (FileFormat format : FileFormat.values()) {
        long before = threads.getCurrentThreadAllocatedBytes();
        try (StoredFile file =
            storage.usage().export(all, EnumSet.allOf(By.class), Per.MINUTE, List.of(), format)) {
          long allocated = threads.getCurrentThreadAllocatedBytes() - before;
          assertThat(file.rows()).isEqualTo(ROUTES * MINUTES);
          assertThat(allocated).as("bytes for %s", format).isLessThan(2_000_000);
        }
      }
    }
  }
}
