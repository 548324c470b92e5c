// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.collector.AppDirectory;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells collectors which app a client id or an ingest token belongs to. */
final class CatalogApps implements AppDirectory {

  private static final Logger log = LoggerFactory.getLogger(CatalogApps.class);

  private final Catalog catalog;

  CatalogApps(Catalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public Resolution resolveClientId(UUID clientId) {
    try {
      Optional<App> app = catalog.apps().byClientId(clientId);
      return app.<Resolution>map(known -> new Resolution.Known(known.number(), known.paused()))
          .orElseGet(Resolution.Unknown::new);
    } catch (RuntimeException e) {
      // "Unknown" would switch the sender off until it restarts, so doubt must not say it.
      log.warn("the catalog cannot tell whose client id {} is", clientId, e);
      return new Resolution.Unavailable();
    }
  }

  @Override
  public Resolution resolveIngestToken(String token) {
    try {
      return catalog
          .ingestTokens()
          .ownerOf(token)
          .<Resolution>map(owner -> new Resolution.Known(owner.app(), owner.paused()))
          .orElseGet(Resolution.Unknown::new);
    } catch (RuntimeException e) {
      log.warn("the catalog cannot tell whose ingest token this is", e);
      return new Resolution.Unavailable();
    }
  }
}
