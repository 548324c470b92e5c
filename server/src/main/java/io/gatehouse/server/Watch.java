// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.alerting.Vault;
import io.gatehouse.alerting.channel.ChannelKinds;
import io.gatehouse.alerting.channel.Mailer;
import io.gatehouse.alerting.delivery.AlertRunner;
import io.gatehouse.alerting.delivery.ChannelConfigs;
import io.gatehouse.alerting.delivery.Deliveries;
import io.gatehouse.alerting.monitor.CheckLog;
import io.gatehouse.alerting.monitor.HeartbeatFinder;
import io.gatehouse.alerting.monitor.HeartbeatProbe;
import io.gatehouse.alerting.monitor.HttpProbe;
import io.gatehouse.alerting.monitor.MonitorRunner;
import io.gatehouse.alerting.monitor.MonitorStates;
import io.gatehouse.alerting.monitor.MonitorStates.CachedQuietTimes;
import io.gatehouse.alerting.monitor.PortProbe;
import io.gatehouse.alerting.monitor.Probes;
import io.gatehouse.alerting.monitor.PushProbe;
import io.gatehouse.alerting.monitor.SteadyTime;
import io.gatehouse.alerting.outbound.Connections;
import io.gatehouse.alerting.outbound.Network;
import io.gatehouse.alerting.outbound.OutboundGuard;
import io.gatehouse.alerting.outbound.OutboundHttp;
import io.gatehouse.alerting.rule.AlertEngine;
import io.gatehouse.alerting.rule.Backtest;
import io.gatehouse.alerting.rule.Metric;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.server.config.ServerConfig;
import io.gatehouse.server.http.PublicPages;
import io.gatehouse.server.reports.ReportRunner;
import io.gatehouse.server.reports.Unsubscribe;
import io.gatehouse.server.status.StatusSite;
import io.gatehouse.storage.Storage;
import io.gatehouse.storage.StorageException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that watches and tells: monitors, rules, channels. */
public final class Watch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Watch.class);
  private static final long FIRST_EVALUATION_SECONDS = 15;
  private static final long ALERTS_KEPT_MILLIS = 400L * 24 * 3_600_000;
  private static final long MESSAGES_KEPT_MILLIS = 90L * 24 * 3_600_000;
  private static final long FIND_SECONDS = 30;

  private final Catalog catalog;
  private final Vault vault;
  private final SteadyTime time;
  private final OutboundGuard guard;
  private final Connections connections;
  private final OutboundHttp http;
  private final Mailer mailer;
  private final CheckLog checks;
  private final CachedQuietTimes quietTimes;
  private final PushProbe pushes;
  private final MonitorRunner monitors;
  private final AlertEngine engine;
  private final ChannelKinds kinds;
  private final ChannelConfigs configs;
  private final Deliveries deliveries;
  private final AlertRunner alerts;
  private final Backtest backtest;
  private final HeartbeatFinder finder;
  private final StatusSite statusSite;
  private final long startedAt;
  private final ReportRunner reports;
  private final ScheduledExecutorService finding =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "gatehouse-heartbeats");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * What the rest of the server gives.
   *
   * @param caughtUp whether what was reported can be seen
   * @param news of which apps something was reported lately
   * @param baseUrl under which people reach the dashboard
   */
  record Parts(
      ServerConfig config,
      Catalog catalog,
      Storage storage,
      Vault vault,
      Clock clock,
      BooleanSupplier caughtUp,
      AppNews news,
      Supplier<String> baseUrl) {}

  Watch(Parts parts) {
    catalog = parts.catalog();
    vault = parts.vault();
    Storage storage = parts.storage();
    time = new SteadyTime(parts.clock(), System::nanoTime);
    startedAt = time.millis();
    guard = new OutboundGuard(Network.SYSTEM, parts.config().outbound().allow());
    connections = Connections.system(guard);
    http = new OutboundHttp(connections, "Gatehouse/" + Version.CURRENT);
    checks = new CheckLog(catalog.checkHours());
    quietTimes = new CachedQuietTimes(catalog.quietTimes());
    pushes = new PushProbe(time);
    HeartbeatProbe.Instances instances =
        (app, environments, since) -> storage.instances().list(app, environments, since);
    engine =
        new AlertEngine(
            new AlertEngine.Parts(
                catalog, storage, time, parts.caughtUp(), quietTimes, parts.baseUrl()));
    MonitorStates states =
        new MonitorStates(
            catalog.monitors(),
            checks,
            quietTimes,
            change -> engine.changed(change.app(), Set.of(Metric.MONITOR_DOWN)));
    monitors =
        new MonitorRunner(
            new MonitorRunner.Parts(
                catalog.monitors(),
                catalog.checkHours(),
                vault,
                new Probes(
                    new HttpProbe(http, parts.clock()),
                    new PortProbe(connections, parts.clock()),
                    pushes,
                    new HeartbeatProbe(instances, parts.caughtUp(), time)),
                states,
                checks,
                time));
    backtest = new Backtest(storage, catalog.monitors());
    mailer = new Mailer(parts.config().mail().server());
    kinds = ChannelKinds.builtIn(http, mailer, parts.clock());
    configs = new ChannelConfigs(vault);
    deliveries = new Deliveries(catalog, kinds, configs, parts.baseUrl(), parts.clock());
    AppNews news = parts.news();
    alerts =
        new AlertRunner(
            engine::evaluate, () -> news.tell(engine::evaluateNews), deliveries, this::tidyUp);
    reports =
        new ReportRunner(
            new ReportRunner.Parts(
                catalog, storage, mailer, vault, parts.baseUrl(), parts.clock()));
    statusSite = new StatusSite(catalog, parts.clock());
    finder = new HeartbeatFinder(catalog.apps(), catalog.monitors(), instances);
  }

  void start() {
    monitors.start();
    alerts.start(FIRST_EVALUATION_SECONDS);
    reports.start();
    var unused =
        finding.scheduleWithFixedDelay(this::findHeartbeats, 5, FIND_SECONDS, TimeUnit.SECONDS);
    unused = finding.scheduleWithFixedDelay(this::noteRunning, 0, FIND_SECONDS, TimeUnit.SECONDS);
  }

  /** What is noted at most so long ago was watched. */
  private void noteRunning() {
    try {
      catalog.watchTimes().note(startedAt, time.millis());
    } catch (RuntimeException e) {
      log.error("it could not be noted that the server runs; charts may show a gap", e);
    }
  }

  private void findHeartbeats() {
    try {
      if (finder.find(time.millis())) {
        monitors.changed();
      }
    } catch (StorageException e) {
      log.warn("instances cannot be looked for at the moment", e);
    } catch (RuntimeException e) {
      log.error("heartbeats could not be made; it goes on", e);
    }
  }

  private void tidyUp() {
    long now = time.millis();
    catalog.outbox().prune(now - MESSAGES_KEPT_MILLIS);
    catalog.alerts().prune(now - ALERTS_KEPT_MILLIS);
    catalog.watchTimes().prune(now - ALERTS_KEPT_MILLIS);
  }

  /** Monitors were added, changed or removed. */
  public void monitorsChanged() {
    monitors.changed();
  }

  /** Services told something of the use of an app's API keys. */
  public void keysSignalled(int app) {
    engine.changed(app, Set.of(Metric.KEY_GUESSING, Metric.KEY_NEW_NETWORK));
  }

  /** Quiet times were added or ended. */
  public void quietTimesChanged() {
    quietTimes.refresh();
  }

  public Vault vault() {
    return vault;
  }

  public CheckLog checks() {
    return checks;
  }

  public PushProbe pushes() {
    return pushes;
  }

  public AlertEngine engine() {
    return engine;
  }

  public ChannelKinds kinds() {
    return kinds;
  }

  public ChannelConfigs configs() {
    return configs;
  }

  /** Tells when rules would have fired. */
  public Backtest backtest() {
    return backtest;
  }

  public Deliveries deliveries() {
    return deliveries;
  }

  /** Sends e-mails. */
  public Mailer mailer() {
    return mailer;
  }

  /** HTTP to where the guard lets through. */
  public OutboundHttp http() {
    return http;
  }

  /** Sends reports. */
  public ReportRunner reports() {
    return reports;
  }

  /** What anyone can open beside the dashboard. */
  List<PublicPages> publicPages() {
    return List.of(statusSite, new Unsubscribe(catalog, vault));
  }

  /** What the public can read. */
  public StatusSite statusSite() {
    return statusSite;
  }

  /** Decides where monitors, webhooks and sign-ins by providers may go. */
  public OutboundGuard guard() {
    return guard;
  }

  @Override
  public void close() throws InterruptedException {
    finding.shutdownNow();
    reports.close();
    monitors.close();
    alerts.close();
    connections.close();
  }
}
