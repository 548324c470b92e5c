// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.alerting.rule.Metric;
import io.gatehouse.alerting.rule.RuleSpec;
import io.gatehouse.catalog.App;
import java.util.ArrayList;
import java.util.List;

/** Rules to begin with. */
final class RuleTemplates {

  private RuleTemplates() {}

  record Template(String id, String name, String severity, RuleSpec condition, String words) {}

  static List<Template> of(App app) {
    List<Template> templates = new ArrayList<>();
    templates.add(
        template(
            "error-rate",
            "Error rate",
            "critical",
            with(RuleSpec.of(Metric.SERVER_ERROR_RATE, "above", 5, 5), 2, 20)));
    templates.add(
        template(
            "p95",
            "Slow answers",
            "warning",
            with(RuleSpec.of(Metric.P95, "above", Math.max(1_000, 2 * app.apdexMs()), 10), 5, 20)));
    templates.add(
        template(
            "no-traffic",
            "No traffic",
            "critical",
            with(RuleSpec.of(Metric.REQUESTS, "below", 1, 10), 5, 0)));
    templates.add(
        template("new-exception", "New exception", "warning", RuleSpec.of(Metric.NEW_EXCEPTION)));
    templates.add(
        template(
            "consumer-silent", "Consumer stopped", "info", RuleSpec.of(Metric.CONSUMER_SILENT)));
    templates.add(
        template("monitor-down", "Monitor down", "critical", RuleSpec.of(Metric.MONITOR_DOWN)));
    templates.add(
        template(
            "certificate",
            "Certificate ends",
            "warning",
            RuleSpec.of(Metric.CERTIFICATE_EXPIRING)));
    templates.add(
        template("key-expiring", "API key expires", "info", RuleSpec.of(Metric.KEY_EXPIRING)));
    templates.add(
        template(
            "key-guessing", "API keys are guessed", "critical", RuleSpec.of(Metric.KEY_GUESSING)));
    return templates;
  }

  private static RuleSpec with(RuleSpec spec, int holds, int least) {
    return new RuleSpec(
        spec.metric(),
        null,
        null,
        spec.comparison(),
        spec.threshold(),
        spec.windowMinutes(),
        holds,
        null,
        null,
        least == 0 ? null : (Integer) least,
        null,
        null,
        null,
        null);
  }

  private static Template template(String id, String name, String severity, RuleSpec spec) {
    return new Template(id, name, severity, spec, spec.words());
  }
}
