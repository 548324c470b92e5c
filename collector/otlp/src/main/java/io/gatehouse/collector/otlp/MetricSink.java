// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.collector.decode.MessageIds;
import io.gatehouse.collector.decode.Normalise;
import io.gatehouse.collector.decode.TooLargeException;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.Limits;
import io.gatehouse.storage.CountSource;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.MessageId;
import io.gatehouse.storage.Rollup;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes exact counts of the histograms of HTTP servers; notes CPU and memory of the process. */
final class MetricSink extends SignalSink {

  private static final String DURATION = "http.server.request.duration";
  private static final String REQUEST_SIZE = "http.server.request.body.size";
  private static final String RESPONSE_SIZE = "http.server.response.body.size";
  private static final Set<String> HISTOGRAMS = Set.of(DURATION, REQUEST_SIZE, RESPONSE_SIZE);
  private static final Set<String> GAUGES =
      Set.of(
          "process.cpu.utilization",
          "jvm.cpu.recent_utilization",
          "jvm.cpu.count",
          "process.memory.usage",
          "jvm.memory.used",
          "process.uptime");

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long MAX_AGE_MILLIS = 7 * 86_400_000L;
  private static final long MAX_AHEAD_MILLIS = 5 * 60_000L;
  private static final int RECORD_BYTES = 400;

  private final CumulativeSeries series;
  private final CumulativeSeries.Changes changes;
  private final Map<Staging.Parts, Map<Key, Sums>> sums = new LinkedHashMap<>();
  private final Map<Staging.Parts, Map<String, Double>> gauges = new HashMap<>();
  private final Map<Staging.Parts, Long> times = new HashMap<>();

  private record Key(
      long minute, String method, String route, int status, @Nullable String consumer) {}

  /** What the points of one key add up to. */
  private static final class Sums {
    private long requests;
    private double seconds;
    private Histogram durations = Histogram.EMPTY;
    private double requestBytes;
    private Histogram requestSizes = Histogram.EMPTY;
    private double responseBytes;
    private Histogram responseSizes = Histogram.EMPTY;
    private long failed;
  }

  MetricSink(Sender sender, Corrections corrections, CumulativeSeries series) {
    super(Signal.METRICS, sender, corrections);
    this.series = series;
    this.changes = series.begin();
  }

  CumulativeSeries.Changes changes() {
    return changes;
  }

  /** A process that tells nothing but its memory leaves the counting to its spans. */
  @Override
  CountSource source(Staging.Parts parts) {
    return parts.countsRequests ? CountSource.METRICS : CountSource.SPANS;
  }

  @Override
  public boolean wants(String metric) {
    return metric.isEmpty() || HISTOGRAMS.contains(metric) || GAUGES.contains(metric);
  }

  @Override
  public void metric(MetricData metric) throws TooLargeException {
    long points = metric.points.size() + metric.passedOver;
    if (metric.histogram && HISTOGRAMS.contains(metric.name)) {
      for (PointData point : metric.points) {
        histogramPoint(metric, point);
      }
    } else if (!metric.histogram && GAUGES.contains(metric.name)) {
      Map<String, Double> known = gauges.computeIfAbsent(parts(), key -> new HashMap<>());
      for (PointData point : metric.points) {
        gauge(metric.name, point, known);
      }
    } else if (points > 0) {
      rejections.add(
          "kept are the metrics http.server.request.duration, http.server.request.body.size and"
              + " http.server.response.body.size as histograms, and the CPU and memory of the"
              + " process; others are dropped",
          points);
    }
  }

  private void gauge(String name, PointData point, Map<String, Double> known) {
    double value = point.value;
    if (!Double.isFinite(value) || value < 0) {
      return;
    }
    note(point.timeNanos);
    if (name.equals("jvm.memory.used")) {
      known.merge(name, value, Double::sum);
    } else {
      known.put(name, value);
    }
  }

  private void note(long timeNanos) {
    times.merge(parts(), timeNanos, Math::max);
  }

  private void histogramPoint(MetricData metric, PointData point) throws TooLargeException {
    Distribution total = Distribution.of(point);
    boolean timed = metric.temporality == MetricData.DELTA || point.startNanos > 0;
    boolean known =
        metric.temporality == MetricData.DELTA || metric.temporality == MetricData.CUMULATIVE;
    if (total == null || !known || !timed || point.timeNanos <= 0) {
      reject("point-invalid", "data point whose buckets, count, time or temporality do not fit");
      return;
    }
    long millis = point.timeNanos / NANOS_PER_MILLI;
    if (millis < sender.nowMillis() - MAX_AGE_MILLIS) {
      reject("point-too-old", "data point older than 7 days");
      return;
    }
    note(point.timeNanos);
    parts().countsRequests |= metric.name.equals(DURATION);
    long start = point.startNanos > 0 ? point.startNanos : point.timeNanos;
    Distribution values = total;
    if (metric.temporality == MetricData.CUMULATIVE) {
      CumulativeSeries.Step step =
          series.advance(
              seriesKey(metric, point),
              origin().instance(),
              point.startNanos,
              point.timeNanos,
              total,
              changes);
      if (step == null) {
        return;
      }
      start = step.startNanos();
      values = step.values();
    }
    if (values.count > 0) {
      count(metric, point.attributes, start, values);
    }
  }

  private MessageId seriesKey(MetricData metric, PointData point) {
    String name =
        String.join(
            "\n",
            Integer.toString(app),
            origin().environment(),
            origin().instance().toString(),
            Long.toString(point.startNanos),
            scope,
            metric.name,
            JsonText.of(new TreeMap<>(point.attributes.asMap())));
    byte[] bytes = name.getBytes(UTF_8);
    return MessageIds.ofBytes(bytes, 0, bytes.length);
  }

  private void count(MetricData metric, Attributes attributes, long startNanos, Distribution values)
      throws TooLargeException {
    boolean apitally = scope.equals(SdkEvents.SCOPE);
    String method = attributes.text("http.request.method");
    String route = attributes.text("http.route");
    boolean keyLost = "true".equals(attributes.text("otel.metric.overflow"));
    if (apitally && (route == null || keyLost || "OPTIONS".equals(method))) {
      return;
    }
    long status = attributes.integer(0, "http.response.status_code");
    Key key =
        keyLost
            ? new Key(minute(startNanos), Normalise.OTHER_METHOD, Rollup.OTHER, 0, null)
            : new Key(
                minute(startNanos),
                Normalise.method(method),
                route == null
                    ? Rollup.UNMATCHED
                    : corrections.cut(route, Limits.ROUTE, "route-cut"),
                status >= 100 && status <= 599 ? (int) status : 0,
                Normalise.consumer(SpanSink.consumerId(attributes), corrections));
    Map<Key, Sums> places = sums.computeIfAbsent(parts(), missing -> new LinkedHashMap<>());
    staging.charge((places.containsKey(key) ? 0 : RECORD_BYTES) + 12L * values.size());
    Sums sum = places.computeIfAbsent(key, missing -> new Sums());
    boolean failed = key.status == 0 && attributes.has("error.type");
    add(sum, metric, values, failed);
  }

  private static void add(Sums sum, MetricData metric, Distribution values, boolean failed) {
    switch (metric.name) {
      case DURATION -> {
        double perSecond = metric.unit.equals("ms") ? 1_000 : 1;
        sum.requests += values.count;
        sum.seconds += values.sum / perSecond;
        sum.durations = sum.durations.plus(values.toHistogram(1_000_000 / perSecond));
        sum.failed += failed ? values.count : 0;
      }
      case REQUEST_SIZE -> {
        sum.requestBytes += values.sum;
        sum.requestSizes = sum.requestSizes.plus(values.toHistogram(1));
      }
      default -> {
        sum.responseBytes += values.sum;
        sum.responseSizes = sum.responseSizes.plus(values.toHistogram(1));
      }
    }
  }

  private long minute(long nanos) {
    long ahead = sender.nowMillis() + MAX_AHEAD_MILLIS;
    return Math.floorDiv(Math.min(nanos / NANOS_PER_MILLI, ahead), 60_000L);
  }

  /** Sizes of requests that were not counted are left out with them. */
  @Override
  void finish() {
    sums.forEach(
        (parts, keys) ->
            keys.forEach(
                (key, sum) -> {
                  if (sum.requests > 0) {
                    parts.rollups.add(rollup(key, sum));
                  }
                }));
    gauges.forEach(MetricSink::describe);
  }

  /** From now on new series of these instances are new, and not only unknown. */
  void stored() {
    times.forEach((parts, time) -> series.metricsTaken(parts.origin.instance(), time, changes));
  }

  private static Rollup rollup(Key key, Sums sum) {
    return new Rollup(
        key.minute,
        key.method,
        key.route,
        key.status,
        key.consumer,
        sum.requests,
        sum.durations,
        Math.round(sum.seconds * 1e6),
        Math.round(sum.requestBytes),
        sum.requestSizes,
        Math.round(sum.responseBytes),
        sum.responseSizes,
        sum.failed,
        0);
  }

  private static void describe(Staging.Parts parts, Map<String, Double> known) {
    Double share = known.get("process.cpu.utilization");
    if (share == null) {
      share = known.get("jvm.cpu.recent_utilization");
    }
    if (share != null) {
      // Told of all processors together, kept of one.
      parts.cpuPercent = share * 100 * known.getOrDefault("jvm.cpu.count", 1.0);
    }
    Double memory = known.get("process.memory.usage");
    if (memory == null) {
      memory = known.get("jvm.memory.used");
    }
    if (memory != null) {
      parts.memoryBytes = memory.longValue();
    }
  }
}
