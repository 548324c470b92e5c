// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.collector.load.StoreOwner;
import io.gatehouse.storage.ConsumerReport;
import io.gatehouse.storage.Storage;
import io.gatehouse.storage.StorageException;
import io.gatehouse.storage.TelemetryWriter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the store, and replaces one whose files cannot be read with an empty one. */
final class TelemetryStore implements StoreOwner {

  private static final Logger log = LoggerFactory.getLogger(TelemetryStore.class);

  private final Storage storage;
  private final Catalog catalog;

  TelemetryStore(Storage storage, Catalog catalog) {
    this.storage = storage;
    this.catalog = catalog;
  }

  /**
   * Waits until the store is open; a damaged one is moved aside and filled again from the log by
   * the loader.
   */
  void finishOpening(CompletableFuture<Void> opening) {
    try {
      opening.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StorageException failure
          && failure.kind() == StorageException.Kind.DAMAGED) {
        replaceDamaged(failure);
        return;
      }
      throw e;
    }
  }

  @Override
  public TelemetryWriter writer() {
    return storage.writer();
  }

  @Override
  public void replaceDamaged(StorageException damage) {
    log.error(
        "the telemetry store cannot be read; it is moved aside and rebuilt from the ingest log",
        damage);
    storage.moveAside();
    storage.open();
    for (App app : catalog.apps().all()) {
      List<ConsumerReport> consumers =
          catalog.consumers().list(app.number()).stream().map(CatalogConsumers::report).toList();
      storage.writer().describeConsumers(app.number(), consumers);
    }
  }
}
