// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.load;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.ConsumerReport;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to a batch between log and store; confined to the loader's thread. */
final class Preparation {

  private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

  private final ConsumerRegistry consumers;

  Preparation(ConsumerRegistry consumers) {
    this.consumers = consumers;
  }

  Batch prepare(Batch batch) {
    List<ConsumerReport> effective = effectiveConsumers(batch);
    if (effective.equals(batch.consumers())) {
      return batch;
    }
    return batch.toBuilder().consumers(effective).build();
  }

  private List<ConsumerReport> effectiveConsumers(Batch batch) {
    try {
      return consumers.observe(batch);
    } catch (RuntimeException e) {
      // Names are decoration: telemetry does not wait for the catalog.
      LOG.warn("consumers of app {} keep the names their client reports", batch.app(), e);
      return batch.consumers();
    }
  }
}
