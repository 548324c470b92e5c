// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.collector.load.Loader;
import io.gatehouse.collector.log.IngestLog;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.Storage;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/**
 * Erases one consumer everywhere: requests, bodies, log lines and names in the store, its name in
 * the catalog, and its traces in the ingest log and the quarantine. What it was counted as stays,
 * under a name that says nothing. One at a time.
 */
public final class ConsumerErasure {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Catalog catalog;
  private final Storage storage;
  private final IngestLog log;
  private final Loader loader;
  private final LongSupplier freeDiskBytes;
  private final IntConsumer keysChanged;
  private final Clock clock;

  /**
   * @param keysChanged told the number of an app whose API keys changed
   */
  ConsumerErasure(
      Catalog catalog,
      Storage storage,
      IngestLog log,
      Loader loader,
      LongSupplier freeDiskBytes,
      IntConsumer keysChanged,
      Clock clock) {
    this.catalog = catalog;
    this.storage = storage;
    this.log = log;
    this.loader = loader;
    this.freeDiskBytes = freeDiskBytes;
    this.keysChanged = keysChanged;
    this.clock = clock;
  }

  /**
   * Erases; repeating it after a failure goes on where it ended.
   *
   * @return false when neither store nor catalog knows the consumer
   * @throws GatehouseException when it cannot be done now
   */
  public synchronized boolean erase(App app, String identifier) {
    boolean named = catalog.consumers().find(app.number(), identifier).isPresent();
    LogPosition end = log.end();
    await(end);
    // Before the store forgets which name it stays under.
    int statements =
        catalog
            .statements()
            .rename(
                app.number(),
                identifier,
                storage.maintenance().pseudonym(app.number(), identifier).orElse("erased"));
    boolean stored =
        storage.maintenance().eraseConsumer(app.number(), identifier, freeDiskBytes.getAsLong());
    int keys = catalog.apiKeys().erase(app.number(), identifier);
    keysChanged.accept(app.number());
    if (!stored
        && !named
        && keys == 0
        && statements == 0
        && !catalog.consumers().wasErased(app.number(), identifier)) {
      return false;
    }
    catalog.consumers().erase(app.number(), identifier, clock.millis());
    if (!catalog.emptyWal()) {
      throw later("The catalog is busy, and its log still has the name; erase again.");
    }
    eraseFromLog(end, identifier);
    return true;
  }

  private void await(LogPosition end) {
    try {
      if (!loader.awaitApplied(end, PATIENCE)) {
        throw later("The store lags behind what was taken in; nothing was erased.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw later("Interrupted; nothing was erased.");
    }
  }

  private void eraseFromLog(LogPosition end, String identifier) {
    try {
      log.erase(end, List.of(identifier)).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw later("Interrupted before the ingest log was done; erase again.");
    } catch (ExecutionException | TimeoutException e) {
      GatehouseException failure =
          later("The store is done, but the ingest log could not be cleared; erase again.");
      failure.addSuppressed(e);
      throw failure;
    }
  }

  private static GatehouseException later(String message) {
    return GatehouseException.tryLater(ErrorCode.UNAVAILABLE, message, 30);
  }
}
