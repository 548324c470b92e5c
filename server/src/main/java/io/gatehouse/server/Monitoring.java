// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.catalog.Catalog;
import io.gatehouse.collector.intake.IngestCounters;
import io.gatehouse.collector.load.Loader;
import io.gatehouse.collector.load.LoaderStats;
import io.gatehouse.collector.log.LogStats;
import io.gatehouse.collector.log.SegmentIngestLog;
import io.gatehouse.server.api.StorageStatus;
import io.gatehouse.server.http.Probes;
import io.gatehouse.server.http.Response;
import io.gatehouse.storage.Storage;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How the server itself is: health checks, metrics in Prometheus' text form, the storage meter. */
final class Monitoring implements Probes {

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final long LAG_WARNING_MILLIS = 60_000;

  private final Path directory;
  private final Catalog catalog;
  private final Storage storage;
  private final SegmentIngestLog log;
  private final Loader loader;
  private final IngestRate rate;
  private final IngestCounters counters;

  Monitoring(
      Path directory,
      Catalog catalog,
      Storage storage,
      SegmentIngestLog log,
      Loader loader,
      IngestRate rate,
      IngestCounters counters) {
    this.directory = directory;
    this.catalog = catalog;
    this.storage = storage;
    this.log = log;
    this.loader = loader;
    this.rate = rate;
    this.counters = counters;
  }

  @Override
  public @Nullable Response answer(String path) {
    return switch (path) {
      case "/healthz" -> Response.text(200, TEXT, "ok\n");
      case "/readyz" -> ready();
      case "/metrics" -> Response.text(200, "text/plain; version=0.0.4; charset=utf-8", metrics());
      default -> null;
    };
  }

  private Response ready() {
    StringBuilder wrong = new StringBuilder();
    if (!catalog.isHealthy()) {
      wrong.append("catalog: does not answer\n");
    }
    Storage.Health health = storage.check();
    if (!health.ok()) {
      wrong.append("store: ").append(health.detail()).append('\n');
    }
    log.refusal().ifPresent(reason -> wrong.append("log: ").append(reason).append('\n'));
    return wrong.isEmpty()
        ? Response.text(200, TEXT, "ready\n")
        : Response.text(503, TEXT, wrong.toString());
  }

  StorageStatus storageStatus() {
    Storage.Health health = storage.check();
    LoaderStats stats = loader.stats();
    long logBytes = log.stats().bytes();
    long used = storage.maintenance().size().bytes() + logBytes;
    String refusal = log.refusal().orElse("");
    String detail =
        !refusal.isEmpty()
            ? "Nothing is taken in: " + refusal
            : !health.ok()
                ? health.detail()
                : stats.lagMillis() > LAG_WARNING_MILLIS
                    ? "The dashboard is " + stats.lagMillis() / 1000 + " s behind"
                    : "";
    return new StorageStatus(
        rate.perSecond(),
        used,
        used + GatehouseServer.usableBytes(directory),
        logBytes,
        stats.lagMillis(),
        detail.isEmpty(),
        detail);
  }

  private String metrics() {
    Metrics text = new Metrics();
    LoaderStats loaded = loader.stats();
    LogStats logged = log.stats();
    text.gauge("gatehouse_ingest_requests_per_second", "Requests counted", rate.perSecond());
    text.gauge("gatehouse_loader_lag_bytes", "Accepted but not yet stored", loaded.lagBytes());
    text.gauge("gatehouse_loader_lag_seconds", "Age of that", loaded.lagMillis() / 1000.0);
    text.counter("gatehouse_loader_batches_total", "Batches stored", loaded.batches());
    text.counter("gatehouse_loader_duplicates_total", "Batches known", loaded.duplicates());
    text.counter("gatehouse_loader_rows_total", "Rows stored", loaded.rows());
    text.counter("gatehouse_loader_transactions_total", "Commits", loaded.transactions());
    text.counter("gatehouse_loader_retries_total", "Failed tries", loaded.retries());
    text.counter("gatehouse_quarantined_total", "Records set aside", loaded.quarantined());
    text.gauge("gatehouse_log_bytes", "Size of the ingest log", logged.bytes());
    text.counter("gatehouse_log_syncs_total", "Group commits", logged.syncs());
    text.counter("gatehouse_log_refused_total", "Records not taken", logged.refused());
    new TreeMap<>(counters.totals())
        .forEach(
            (reason, count) ->
                text.counter(
                    "gatehouse_ingest_outcomes_total",
                    "Records not taken as they came",
                    "reason",
                    reason,
                    count));
    text.gauge(
        "process_start_time_seconds",
        "Start of the process",
        ManagementFactory.getRuntimeMXBean().getStartTime() / 1000.0);
    Runtime runtime = Runtime.getRuntime();
    text.gauge(
        "jvm_memory_used_bytes", "Heap in use", runtime.totalMemory() - runtime.freeMemory());
    text.gauge("jvm_memory_max_bytes", "Largest heap", runtime.maxMemory());
    return text.toString();
  }
}
