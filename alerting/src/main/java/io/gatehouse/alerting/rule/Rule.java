// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.rule;

import io.gatehouse.alerting.SpecJson;
import io.gatehouse.catalog.AlertRules.StoredRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule as evaluation needs it.
 *
 * @param slo the objective it is about; null = none, or it is gone
 */
record Rule(StoredRule stored, RuleSpec spec, Metric metric, @Nullable SloSpec slo) {

  /**
   * @param slos specifications of objectives by their ids
   */
  static Rule of(StoredRule stored, Map<String, SloSpec> slos) {
    RuleSpec spec = SpecJson.read(stored.spec(), RuleSpec.class);
    String slo = spec.slo();
    return new Rule(stored, spec, spec.kind(), slo == null ? null : slos.get(slo));
  }

  /** It looks at requests, and what it compares them with is there. */
  boolean readsTraffic() {
    return metric.isTraffic() && (metric != Metric.BURN_RATE || slo != null);
  }

  /**
   * It fires because there is much. What is missing of the last minute can only be more, so it is
   * looked at before that minute is whole.
   */
  boolean isQuick() {
    return metric.isTraffic()
        && metric != Metric.BURN_RATE
        && metric != Metric.CONSUMERS
        && "above".equals(spec.comparison());
  }

  boolean needsDurations() {
    return slo == null ? metric.needsDurations() : slo.needsDurations();
  }

  @Nullable String environment() {
    return slo == null ? spec.environment() : slo.environment();
  }

  String filter() {
    return slo == null ? spec.filterText() : slo.filterText();
  }

  String id() {
    return stored.id();
  }

  int app() {
    return stored.app();
  }
}
