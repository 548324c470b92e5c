// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import io.gatehouse.collector.decode.TooLargeException;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.ConsumerReport;
import io.gatehouse.storage.CountSource;
import io.gatehouse.storage.EndpointReport;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.InstanceReport;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.TraceLog;
import io.gatehouse.storage.TraceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one request brought, by environment and instance, until it is whole. */
final class Staging {

  private final Map<Key, Parts> parts = new LinkedHashMap<>();
  private long bytes;

  private record Key(int app, String environment, UUID instance) {}

  /** What one instance sent. */
  static final class Parts {
    final int app;
    final Origin origin;
    final List<Rollup> rollups = new ArrayList<>();
    final List<ErrorRollup> errors = new ArrayList<>();
    final List<RequestLog> requestLogs = new ArrayList<>();
    final List<TraceSpan> spans = new ArrayList<>();
    final List<TraceLog> logs = new ArrayList<>();
    final List<EndpointReport> endpoints = new ArrayList<>();
    final Map<String, String> versions = new HashMap<>();
    private final Map<String, ConsumerReport> consumers = new LinkedHashMap<>();
    boolean startup;

    /** Its metrics tell of requests, even if of none in this interval. */
    boolean countsRequests;

    @Nullable String framework;
    @Nullable Double cpuPercent;
    @Nullable Long memoryBytes;

    private Parts(int app, Origin origin) {
      this.app = app;
      this.origin = origin;
      this.versions.putAll(origin.versions());
    }

    void consumer(ConsumerReport report) {
      consumers.put(report.identifier(), report);
    }

    Batch.Builder batch(long nowMillis, CountSource source, boolean monitored) {
      // Apitally's SDKs tell these once, at their start; told later they would replace more with
      // less.
      boolean tellsFacts = startup || !origin.apitally();
      String client = tellsFacts ? origin.client() : null;
      if (client != null && framework != null) {
        client = client.substring(0, client.indexOf(':') + 1) + framework;
      }
      return Batch.builder(app, origin.environment(), nowMillis)
          .environmentSpelling(origin.environmentSpelling())
          .instance(
              new InstanceReport(
                  origin.instance(),
                  startup,
                  client,
                  tellsFacts ? versions : Map.of(),
                  null,
                  cpuPercent,
                  memoryBytes,
                  monitored))
          .source(source)
          .rollups(rollups)
          .errors(errors)
          .requestLogs(requestLogs)
          .spans(spans)
          .logs(logs)
          .consumers(new ArrayList<>(consumers.values()))
          .endpoints(endpoints);
    }
  }

  Parts of(int app, Origin origin) throws TooLargeException {
    Key key = new Key(app, origin.environment(), origin.instance());
    Parts known = parts.get(key);
    if (known == null) {
      if (parts.size() >= OtlpLimits.INSTANCES) {
        throw new TooLargeException(
            "tells of more than %d processes: send smaller batches"
                .formatted(OtlpLimits.INSTANCES));
      }
      known = new Parts(app, origin);
      parts.put(key, known);
    }
    return known;
  }

  Iterable<Parts> all() {
    return parts.values();
  }

  /** Counts what is kept until the request is whole. */
  void charge(long more) throws TooLargeException {
    bytes += more;
    if (bytes > OtlpLimits.STAGED_BYTES) {
      throw new TooLargeException(
          "holds more than %d bytes to keep: send smaller batches"
              .formatted(OtlpLimits.STAGED_BYTES));
    }
  }
}
