// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.rule;

import io.gatehouse.alerting.SpecJson;
import io.gatehouse.catalog.AlertRules.StoredRule;

/** A rule as evaluation needs it. */
record Rule(StoredRule stored, RuleSpec spec, Metric metric) {

  static Rule of(StoredRule stored) {
    RuleSpec spec = SpecJson.read(stored.spec(), RuleSpec.class);
    return new Rule(stored, spec, spec.kind());
  }

  String id() {
    return stored.id();
  }

  int app() {
    return stored.app();
  }
}
