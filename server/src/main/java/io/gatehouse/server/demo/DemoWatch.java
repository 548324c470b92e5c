// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.demo;

import io.gatehouse.alerting.SpecJson;
import io.gatehouse.alerting.channel.Message.Item;
import io.gatehouse.alerting.channel.WebhookChannel;
import io.gatehouse.alerting.monitor.CheckResult;
import io.gatehouse.alerting.monitor.MonitorSpec;
import io.gatehouse.alerting.outbound.AddressBlock;
import io.gatehouse.alerting.rule.Backtest;
import io.gatehouse.alerting.rule.Envelope;
import io.gatehouse.alerting.rule.Metric;
import io.gatehouse.alerting.rule.RuleSpec;
import io.gatehouse.alerting.rule.SloSpec;
import io.gatehouse.catalog.AlertRules.StoredRule;
import io.gatehouse.catalog.Alerts.Alert;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Channels.StoredChannel;
import io.gatehouse.catalog.Monitors.StoredMonitor;
import io.gatehouse.catalog.Monitors.Terms;
import io.gatehouse.server.GatehouseServer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Monitors, rules and a channel of the simulated shop, with what they went through in a month. */
final class DemoWatch {

  private static final String CHANNEL = "Demo inbox";
  private static final int MOST_ALERTS = 12;

  private final GatehouseServer server;
  private final Catalog catalog;
  private final App app;
  private final DemoSite site;
  private final long nowMillis;

  private DemoWatch(GatehouseServer server, App app, DemoSite site, long nowMillis) {
    this.server = server;
    this.catalog = server.catalog();
    this.app = app;
    this.site = site;
    this.nowMillis = nowMillis;
  }

  /** Adds what is not there yet, and lets what is there look at the site of this start. */
  static void fill(GatehouseServer server, App app, DemoSite site, long nowMillis) {
    server.watch().guard().allow(AddressBlock.parse("127.0.0.1:" + site.port()));
    DemoWatch watch = new DemoWatch(server, app, site, nowMillis);
    StoredChannel channel = watch.channel();
    if (catalogIsEmpty(server, app)) {
      watch.addMonitors();
      watch.addRules(channel);
      DemoStatus.fill(server.catalog(), app, nowMillis);
    }
    watch.followSite();
    server.watch().monitorsChanged();
  }

  /** The channel is the workspace's, so it does not go with the app. */
  static void removeChannel(Catalog catalog, App app) {
    catalog.channels().list(app.workspaceId()).stream()
        .filter(channel -> channel.name().equals(CHANNEL))
        .forEach(catalog.channels()::delete);
  }

  private static boolean catalogIsEmpty(GatehouseServer server, App app) {
    return server.catalog().alertRules().list(app.number()).isEmpty();
  }

  private StoredChannel channel() {
    for (StoredChannel old : catalog.channels().list(app.workspaceId())) {
      if (old.name().equals(CHANNEL)) {
        String config = SpecJson.write(Map.of("url", site.url("/inbox")));
        catalog.channels().change(old, CHANNEL, config, old.sealed(), old.enabled());
        return old;
      }
    }
    String secret =
        server
            .watch()
            .configs()
            .seal(app.workspaceId(), Map.of("secret", WebhookChannel.newSecret()));
    String config = SpecJson.write(Map.of("url", site.url("/inbox")));
    return catalog.channels().create(app.workspaceId(), "webhook", CHANNEL, config, secret, "demo");
  }

  private void addMonitors() {
    http("Health", "Shop", "/health", DemoChecks.steady(6));
    http("Product search", "Shop", "/v1/products", DemoChecks.steady(45));
    http("Checkout", "Shop", "/v1/checkout", DemoChecks.failingHourly(18));
    StoredMonitor heartbeat =
        create(
            new Terms(
                "heartbeat",
                "Instances in " + DemoShop.PRODUCTION,
                "Shop",
                SpecJson.write(MonitorSpec.heartbeat(DemoShop.PRODUCTION)),
                "",
                15,
                0));
    past(heartbeat, DemoChecks.alive());
    StoredMonitor job = create(new Terms("push", "Nightly report", "Jobs", "{}", "", 86_400, 0));
    past(job, DemoChecks.daily());
  }

  private void http(String name, String group, String path, DemoChecks checks) {
    MonitorSpec spec = MonitorSpec.http(site.url(path));
    past(create(new Terms("http", name, group, SpecJson.write(spec), "", 30, 1)), checks);
  }

  private StoredMonitor create(Terms terms) {
    String secret =
        terms.kind().equals("push") ? io.gatehouse.catalog.Monitors.newPushSecret() : null;
    return catalog.monitors().create(app, terms, secret, "demo");
  }

  private void past(StoredMonitor monitor, DemoChecks checks) {
    List<CheckResult> results = checks.until(nowMillis);
    server.watch().checks().fill(monitor.id(), results);
    checks
        .outages(results)
        .forEach(
            outage ->
                catalog
                    .monitors()
                    .recordOutage(monitor, outage.from(), outage.to(), outage.cause()));
    catalog.monitors().setState(monitor.id(), "up", nowMillis - 86_400_000L, "");
  }

  /** The site has another port after each start. */
  private void followSite() {
    for (StoredMonitor monitor : catalog.monitors().list(app)) {
      MonitorSpec spec = SpecJson.read(monitor.terms().spec(), MonitorSpec.class);
      String url = spec.url();
      if (url != null && url.startsWith("http://127.0.0.1:")) {
        String path = url.substring(url.indexOf('/', "http://127.0.0.1:".length()));
        Terms before = monitor.terms();
        catalog
            .monitors()
            .change(
                monitor,
                new Terms(
                    before.kind(),
                    before.name(),
                    before.group(),
                    SpecJson.write(MonitorSpec.http(site.url(path))),
                    before.sealed(),
                    before.intervalSeconds(),
                    before.retries()));
      }
    }
  }

  private void addRules(StoredChannel channel) {
    rule(channel, "Monitor down", "critical", RuleSpec.of(Metric.MONITOR_DOWN));
    rule(
        channel,
        "Server errors",
        "critical",
        RuleSpec.of(Metric.SERVER_ERROR_RATE, "above", 4, 15));
    rule(channel, "Slow answers", "warning", RuleSpec.of(Metric.P95, "above", 700, 15));
    rule(channel, "Traffic fell", "warning", RuleSpec.of(Metric.REQUESTS, "fall", 60, 60));
    rule(channel, "New exception", "warning", RuleSpec.of(Metric.NEW_EXCEPTION));
    rule(channel, "Consumer stopped", "info", RuleSpec.of(Metric.CONSUMER_SILENT));
    SloSpec works = new SloSpec("availability", 99.9, 30, null, null, null);
    RuleSpec burns = RuleSpec.burn(objective("Shop works", works));
    rule(channel, "Shop burns its budget", "critical", burns, works);
    objective("Search is fast", new SloSpec("latency", 98.5, 28, null, "path:/v1/search", 300));
  }

  private String objective(String name, SloSpec spec) {
    return catalog.slos().create(app.number(), name, SpecJson.write(spec), "demo").id();
  }

  private void rule(StoredChannel channel, String name, String severity, RuleSpec spec) {
    rule(channel, name, severity, spec, null);
  }

  private void rule(
      StoredChannel channel, String name, String severity, RuleSpec spec, @Nullable SloSpec slo) {
    StoredRule rule =
        catalog
            .alertRules()
            .create(
                app.number(),
                name,
                severity,
                true,
                SpecJson.write(spec),
                List.of(channel.id()),
                "demo");
    List<Backtest.Firing> firings =
        server.watch().backtest().run(spec, slo, app, nowMillis).firings();
    for (Backtest.Firing firing :
        firings.subList(Math.max(0, firings.size() - MOST_ALERTS), firings.size())) {
      if (firing.toMillis() > 0) {
        fired(rule, spec, channel, firing);
      }
    }
  }

  private void fired(
      StoredRule rule, RuleSpec spec, StoredChannel channel, Backtest.Firing firing) {
    Alert alert =
        new Alert(
            UUID.randomUUID().toString(),
            rule.id(),
            app.number(),
            UUID.randomUUID().toString(),
            "",
            firing.label(),
            rule.severity(),
            firing.fromMillis(),
            firing.toMillis(),
            firing.peak(),
            firing.peak(),
            false,
            spec.kind().hasSubjects() ? "" : spec.words(),
            0,
            "",
            "");
    catalog.alerts().start(alert);
    Item item =
        new Item(
            alert.id(),
            "resolved",
            rule.severity(),
            rule.name(),
            spec.words(),
            "",
            firing.fromMillis(),
            firing.toMillis());
    String id =
        catalog
            .outbox()
            .add(
                app.number(),
                channel.id(),
                alert.incident(),
                SpecJson.write(new Envelope(true, List.of(item))),
                firing.fromMillis(),
                Long.MAX_VALUE / 2);
    catalog.outbox().finish(id, "delivered", firing.fromMillis() + 11_000, 0, "HTTP 200: filed");
  }
}
