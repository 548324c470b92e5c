// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.catalog.Catalog;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down once a minute when client ids and ingest tokens were last used, and rule hits. */
final class LastUsedSaver implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LastUsedSaver.class);

  private final Catalog catalog;
  private final RuleHits hits;
  private final ScheduledExecutorService timer;
  private final ScheduledFuture<?> saving;

  LastUsedSaver(Catalog catalog, RuleHits hits) {
    this.catalog = catalog;
    this.hits = hits;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "gatehouse-last-used");
              thread.setDaemon(true);
              return thread;
            });
    saving = timer.scheduleWithFixedDelay(this::save, 60, 60, TimeUnit.SECONDS);
  }

  private void save() {
    try {
      catalog.apps().saveLastUsed();
      catalog.ingestTokens().saveLastUsed();
      hits.save();
    } catch (RuntimeException e) {
      log.warn("cannot note last uses and hits of rules; trying again in a minute", e);
    }
  }

  @Override
  public void close() {
    saving.cancel(false);
    timer.shutdownNow();
    save();
  }
}
