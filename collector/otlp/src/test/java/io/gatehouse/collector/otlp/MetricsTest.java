// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import static io.gatehouse.collector.otlp.Payloads.NOW_NANOS;
import static io.gatehouse.collector.otlp.Payloads.get;
import static io.gatehouse.collector.otlp.Payloads.point;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.storage.CountSource;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.InstanceReport;
import io.gatehouse.storage.Rollup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private static final String DURATION = "http.server.request.duration";
  private static final long SECOND = 1_000_000_000L;

  /** Before the server started. */
  private static final long OLD = NOW_NANOS - 3_600 * SECOND;

  private static final Map<String, Object> OK = get("/users/{id}", 200);

  private final OtlpFixture otlp = new OtlpFixture();

  private void send(int temporality, ObjectNode... points) {
    Reply reply =
        otlp.send(
            Encoding.PROTOBUF,
            Signal.METRICS,
            Payloads.metrics(Payloads.histogram(DURATION, temporality, points)));
    assertThat(reply.code()).isZero();
    assertThat(reply.rejected()).isZero();
  }

  private long requests() {
    return otlp.intake.batches().stream()
        .flatMap(batch -> batch.rollups().stream())
        .mapToLong(Rollup::requests)
        .sum();
  }

  @Test
  void cumulative_processYoungerThanTheServer_countsFromItsStart() {
    send(2, point(NOW_NANOS, NOW_NANOS + 10 * SECOND, OK, 5, 0, 0));
    send(2, point(NOW_NANOS, NOW_NANOS + 20 * SECOND, OK, 7, 1, 0));
    send(2, point(NOW_NANOS, NOW_NANOS + 30 * SECOND, OK, 7, 1, 0));
    assertThat(requests()).isEqualTo(8);
    assertThat(otlp.intake.batches().get(0).source()).isEqualTo(CountSource.METRICS);
    assertThat(otlp.intake.batches().get(1).rollups().get(0).requests()).isEqualTo(3);
  }

  @Test
  void cumulative_processOlderThanTheServer_countsFromItsFirstPoint() {
    send(2, point(OLD, NOW_NANOS, OK, 500, 0, 0));
    send(2, point(OLD, NOW_NANOS + 10 * SECOND, OK, 502, 0, 0));
    // A series that appears later has its first requests since then, whatever its start says.
    send(2, point(OLD, NOW_NANOS + 20 * SECOND, get("/orders", 201), 4, 0, 0));
    assertThat(requests()).isEqualTo(6);
  }

  @Test
  void cumulative_twoProcessesOfOneInstance_doNotDisturbEachOther() {
    send(2, point(NOW_NANOS + 1, NOW_NANOS + 10 * SECOND, OK, 5, 0, 0));
    send(2, point(NOW_NANOS + 2, NOW_NANOS + 10 * SECOND, OK, 20, 0, 0));
    send(2, point(NOW_NANOS + 1, NOW_NANOS + 20 * SECOND, OK, 6, 0, 0));
    send(2, point(NOW_NANOS + 2, NOW_NANOS + 20 * SECOND, OK, 22, 0, 0));
    // One that ran before the server did is not counted from its start, whoever else is known.
    send(2, point(OLD, NOW_NANOS + 20 * SECOND, OK, 900, 0, 0));
    send(2, point(OLD, NOW_NANOS + 30 * SECOND, OK, 901, 0, 0));
    assertThat(requests()).isEqualTo(29);
  }

  @Test
  void cumulative_bucketsChanged_countsWhatCame() {
    send(2, point(NOW_NANOS, NOW_NANOS + 10 * SECOND, OK, 5, 0, 0));
    ObjectNode changed = point(NOW_NANOS, NOW_NANOS + 20 * SECOND, OK, 7, 0, 0);
    changed.replace("explicitBounds", Payloads.JSON.createArrayNode().add(0.2).add(2.0));
    send(2, changed);
    assertThat(requests()).isEqualTo(7);
  }

  @Test
  void cumulative_processStartedAgain_countsFromTheNewStart() {
    send(2, point(NOW_NANOS, NOW_NANOS + 10 * SECOND, OK, 5, 0, 0));
    send(2, point(NOW_NANOS + 15 * SECOND, NOW_NANOS + 20 * SECOND, OK, 2, 0, 0));
    assertThat(requests()).isEqualTo(7);
  }

  @Test
  void cumulative_notStored_isCountedWhenItComesAgain() {
    send(2, point(NOW_NANOS, NOW_NANOS + 10 * SECOND, OK, 5, 0, 0));
    otlp.intake.setUnavailable(true);
    Reply refused =
        otlp.send(
            Encoding.PROTOBUF,
            Signal.METRICS,
            Payloads.metrics(
                Payloads.histogram(
                    DURATION, 2, point(NOW_NANOS, NOW_NANOS + 20 * SECOND, OK, 6, 0, 0))));
    assertThat(refused.retryable()).isTrue();
    otlp.intake.setUnavailable(false);
    send(2, point(NOW_NANOS, NOW_NANOS + 20 * SECOND, OK, 6, 0, 0));
    assertThat(requests()).isEqualTo(6);
  }

  @Test
  void cumulative_pointOutOfOrder_addsNothing() {
    send(2, point(NOW_NANOS, NOW_NANOS + 20 * SECOND, OK, 6, 0, 0));
    send(2, point(NOW_NANOS, NOW_NANOS + 10 * SECOND, OK, 5, 0, 0));
    assertThat(requests()).isEqualTo(6);
  }

  @Test
  void bodySizes_joinTheirRequests() {
    ObjectNode size =
        Payloads.histogram(
            "http.server.response.body.size", 1, point(NOW_NANOS, NOW_NANOS + SECOND, OK, 1, 1, 0));
    ObjectNode stray =
        Payloads.histogram(
            "http.server.request.body.size",
            1,
            point(NOW_NANOS, NOW_NANOS + SECOND, get("/nobody", 200), 1, 0, 0));
    otlp.send(
        Encoding.JSON,
        Signal.METRICS,
        Payloads.metrics(
            size,
            stray,
            Payloads.histogram(DURATION, 1, point(NOW_NANOS, NOW_NANOS + SECOND, OK, 0, 2, 0))));
    assertThat(otlp.intake.batch().rollups()).hasSize(1);
    Rollup rollup = otlp.intake.batch().rollups().get(0);
    assertThat(rollup.requests()).isEqualTo(2);
    assertThat(rollup.responseSizes().total()).isEqualTo(2);
    assertThat(rollup.requestSizes()).isEqualTo(Histogram.EMPTY);
  }

  @Test
  void failedWithoutStatus_isAServerError() {
    Map<String, Object> attributes = new HashMap<>(OK);
    attributes.remove("http.response.status_code");
    attributes.put("error.type", "java.io.IOException");
    send(1, point(NOW_NANOS, NOW_NANOS + SECOND, attributes, 3, 0, 0));
    assertThat(otlp.intake.batch().rollups().get(0).failed()).isEqualTo(3);
  }

  @Test
  void processGauges_describeTheInstance() {
    otlp.send(
        Encoding.PROTOBUF,
        Signal.METRICS,
        Payloads.metrics(
            gauge("jvm.cpu.recent_utilization", 0.25),
            gauge("jvm.cpu.count", 2.0),
            gauge("jvm.memory.used", 100.0),
            gauge("jvm.memory.used", 50.0)));
    InstanceReport instance = otlp.intake.batch().instance();
    assertThat(instance).isNotNull();
    assertThat(instance.cpuPercent()).isEqualTo(50.0);
    assertThat(instance.memoryBytes()).isEqualTo(150);
    assertThat(instance.monitored()).isTrue();
    // They must not silence the counts from spans.
    assertThat(otlp.intake.batch().source()).isEqualTo(CountSource.SPANS);
  }

  @Test
  void durationWithoutNewRequests_isStillTheSourceOfCounts() {
    send(2, point(NOW_NANOS, NOW_NANOS + 10 * SECOND, OK, 5, 0, 0));
    send(2, point(NOW_NANOS, NOW_NANOS + 20 * SECOND, OK, 5, 0, 0));
    assertThat(otlp.intake.batches().get(1).rollups()).isEmpty();
    assertThat(otlp.intake.batches().get(1).source()).isEqualTo(CountSource.METRICS);
  }

  private static ObjectNode gauge(String name, double value) {
    ObjectNode number = Payloads.JSON.createObjectNode();
    number.put("timeUnixNano", Long.toString(NOW_NANOS));
    number.put("asDouble", value);
    return Payloads.metric(name, "gauge", 0, number);
  }

  @Test
  void exponential_scaleWidened_isSubtractedExactly() {
    PointData fine = exponential(5, 10, 4, 3, 2, 1);
    PointData coarse = exponential(3, 2, 9, 1);
    Distribution earlier = Distribution.of(fine);
    Distribution later = Distribution.of(coarse);
    assertThat(earlier).isNotNull();
    assertThat(later).isNotNull();
    // Of scale 5, the indexes 10 to 13 are 2 and 3 of scale 3: 7 values and 3.
    Distribution misfit = later.minus(earlier);
    assertThat(misfit).isNotNull();
    assertThat(misfit.count).isZero();
    Distribution grown = Distribution.of(exponential(3, 2, 9, 4));
    assertThat(grown).isNotNull();
    Distribution step = grown.minus(earlier);
    assertThat(step).isNotNull();
    assertThat(step.count).isEqualTo(3);
    assertThat(step.toHistogram(1).total()).isEqualTo(3);
  }

  @Test
  void exponential_ofOurScale_isTakenBucketByBucket() {
    Distribution same = Distribution.of(exponential(5, 64, 4, 0, 2));
    assertThat(same).isNotNull();
    assertThat(same.toHistogram(1)).isEqualTo(Histogram.of(new int[] {64, 66}, new long[] {4, 2}));
    Distribution finer = Distribution.of(exponential(7, 256, 1, 1, 1, 1, 2));
    assertThat(finer).isNotNull();
    assertThat(finer.toHistogram(1)).isEqualTo(Histogram.of(new int[] {64, 65}, new long[] {4, 2}));
  }

  private static PointData exponential(int scale, int offset, long... counts) {
    PointData point = new PointData();
    point.exponential = true;
    point.scale = scale;
    point.offset = offset;
    for (long count : counts) {
      point.addCount(count);
      point.count += count;
    }
    return point;
  }

  @Test
  void countsThatDoNotFit_areRejected() {
    ObjectNode wrong = point(NOW_NANOS, NOW_NANOS + SECOND, OK, 1, 2, 3).put("count", "7");
    ObjectNode negative = point(NOW_NANOS, NOW_NANOS + SECOND, OK, 1, 2, 3);
    negative.replace("explicitBounds", Payloads.JSON.createArrayNode().add(1.0).add(0.5));
    Reply reply =
        otlp.send(
            Encoding.PROTOBUF,
            Signal.METRICS,
            Payloads.metrics(Payloads.histogram(DURATION, 1, wrong, negative)));
    assertThat(reply.rejected()).isEqualTo(2);
  }

  @Test
  void resourceAndTemporalityAfterThePoints_giveTheSameRows() {
    ObjectNode request =
        Payloads.metrics(
            Payloads.histogram(DURATION, 1, point(NOW_NANOS, NOW_NANOS + SECOND, OK, 1, 2, 3)));
    otlp.send(Encoding.JSON, Signal.METRICS, request);
    ObjectNode resource = (ObjectNode) request.at("/resourceMetrics/0");
    for (ObjectNode object : List.of(resource, (ObjectNode) resource.at("/scopeMetrics/0"))) {
      var first = object.properties().iterator().next();
      object.remove(first.getKey());
      object.set(first.getKey(), first.getValue());
    }
    ArrayNode metrics = (ArrayNode) resource.at("/scopeMetrics/0/metrics");
    ObjectNode metric = (ObjectNode) metrics.get(0);
    var name = metric.remove("name");
    metric.set("name", name);
    assertThat(request.toString()).contains("}}],\"resource\":{");
    otlp.send(Encoding.JSON, Signal.METRICS, request);
    assertThat(otlp.intake.batches().get(1).rollups())
        .isEqualTo(otlp.intake.batches().get(0).rollups());
    assertThat(otlp.intake.batches().get(1).instance())
        .isEqualTo(otlp.intake.batches().get(0).instance());
  }
}
