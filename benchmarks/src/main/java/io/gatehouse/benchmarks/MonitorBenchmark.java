// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.net.httpserver.HttpServer;
import io.gatehouse.alerting.SpecJson;
import io.gatehouse.alerting.Vault;
import io.gatehouse.alerting.monitor.CheckLog;
import io.gatehouse.alerting.monitor.HttpProbe;
import io.gatehouse.alerting.monitor.MonitorRunner;
import io.gatehouse.alerting.monitor.MonitorSpec;
import io.gatehouse.alerting.monitor.MonitorStates;
import io.gatehouse.alerting.monitor.SteadyTime;
import io.gatehouse.alerting.outbound.AddressBlock;
import io.gatehouse.alerting.outbound.Connections;
import io.gatehouse.alerting.outbound.Network;
import io.gatehouse.alerting.outbound.OutboundGuard;
import io.gatehouse.alerting.outbound.OutboundHttp;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.CheckHours.CheckHour;
import io.gatehouse.catalog.Monitors.Terms;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * 5,000 HTTP monitors each minute, one in a hundred of which hangs until it is given up: how late
 * checks begin, and what they cost, the server that is asked included.
 */
final class MonitorBenchmark {

  private static final int MONITORS = 5_000;
  private static final int INTERVAL_SECONDS = 60;
  private static final int MINUTES = Integer.getInteger("gatehouse.benchmark.minutes", 3);
  private static final int HANGS = 100;

  private MonitorBenchmark() {}

  static void run(Path directory, Report report) throws IOException, InterruptedException {
    ExecutorService threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "benchmark-target");
              thread.setDaemon(true);
              return thread;
            });
    HttpServer target =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
    target.setExecutor(threads);
    target.createContext(
        "/ok",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    // Never answered: the check gives up after its ten seconds.
    target.createContext("/hang", exchange -> {});
    target.start();
    try (Catalog catalog = Catalog.open(directory, Clock.systemUTC())) {
      measure(catalog, target.getAddress().getPort(), report);
    } finally {
      target.stop(0);
      threads.shutdownNow();
    }
  }

  private static void measure(Catalog catalog, int port, Report report)
      throws InterruptedException {
    App app = catalog.apps().create(catalog.members().createWorkspace("W"), "A", false);
    catalog.inTransaction(
        () -> {
          for (int i = 0; i < MONITORS; i++) {
            String path = i % HANGS == 0 ? "/hang" : "/ok";
            String spec = SpecJson.write(MonitorSpec.http("http://127.0.0.1:" + port + path));
            catalog
                .monitors()
                .create(
                    app, new Terms("http", "m" + i, "", spec, "", INTERVAL_SECONDS, 0), null, "b");
          }
          return app;
        });
    OutboundGuard guard =
        new OutboundGuard(Network.SYSTEM, List.of(AddressBlock.parse("127.0.0.1:" + port)));
    OperatingSystemMXBean machine =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    CheckLog checks = new CheckLog(catalog.checkHours());
    try (Connections connections = Connections.system(guard);
        MonitorRunner runner = runner(catalog, checks, connections)) {
      long cpu = machine.getProcessCpuTime();
      runner.start();
      long worst = 0;
      for (int minute = 1; minute <= MINUTES; minute++) {
        TimeUnit.SECONDS.sleep(60);
        long late = runner.takeLateMillis();
        worst = Math.max(worst, late);
        report.line("minute %d: latest check %d ms late", minute, late);
      }
      double cores = (machine.getProcessCpuTime() - cpu) / (MINUTES * 60e9);
      long now = System.currentTimeMillis();
      checks.flush(now);
      long up = 0;
      long down = 0;
      for (CheckHour sum : catalog.checkHours().totals(app.number(), now / 3_600_000 - 2)) {
        up += sum.up();
        down += sum.down();
      }
      report.line(
          "%d monitors at %d s: latest check %d ms late, %.2f cores, %d checks up, %d given up",
          MONITORS, INTERVAL_SECONDS, worst, cores, up, down);
    }
  }

  private static MonitorRunner runner(Catalog catalog, CheckLog checks, Connections connections) {
    Clock clock = Clock.systemUTC();
    return new MonitorRunner(
        new MonitorRunner.Parts(
            catalog.monitors(),
            catalog.checkHours(),
            new NoVault(),
            new HttpProbe(new OutboundHttp(connections, "Gatehouse/benchmark"), clock),
            new MonitorStates(catalog.monitors(), checks, List::of, change -> {}),
            checks,
            SteadyTime.system()));
  }

  /** These monitors have no secrets. */
  private static final class NoVault implements Vault {
    @Override
    public String seal(String context, String secret) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String open(String context, String sealed) {
      throw new UnsupportedOperationException();
    }
  }
}
