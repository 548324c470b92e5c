// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Consumers.NamedConsumer;
import io.gatehouse.collector.load.ConsumerRegistry;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.ConsumerReport;
import java.util.ArrayList;
import java.util.List;

/** Lets the catalog learn environments and consumers from the stream, and decide on names. */
final class CatalogConsumers implements ConsumerRegistry {

  private final Catalog catalog;

  CatalogConsumers(Catalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public List<ConsumerReport> observe(Batch batch) {
    catalog.environments().observe(batch.app(), batch.environment(), batch.environmentSpelling());
    List<ConsumerReport> effective = new ArrayList<>(batch.consumers().size());
    for (ConsumerReport report : batch.consumers()) {
      catalog.consumers().observe(batch.app(), report.identifier(), report.name(), report.group());
      effective.add(
          catalog
              .consumers()
              .find(batch.app(), report.identifier())
              .map(CatalogConsumers::report)
              .orElse(report));
    }
    return effective;
  }

  static ConsumerReport report(NamedConsumer consumer) {
    return new ConsumerReport(consumer.identifier(), consumer.name(), consumer.group());
  }
}
