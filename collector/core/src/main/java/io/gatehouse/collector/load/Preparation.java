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
  private final CardinalityLimiter limiter;

  Preparation(ConsumerRegistry consumers, CardinalityLimiter limiter) {
    this.consumers = consumers;
    this.limiter = limiter;
  }

  Batch prepare(Batch batch) {
    Batch limited = limiter.limit(batch);
    List<ConsumerReport> effective = effectiveConsumers(limited);
    if (effective.equals(limited.consumers())) {
      return limited;
    }
    return Batches.copy(limited).consumers(effective).build();
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
