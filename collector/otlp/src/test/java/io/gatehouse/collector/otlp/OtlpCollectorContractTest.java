// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import io.gatehouse.collector.AppDirectory;
import io.gatehouse.collector.Clock;
import io.gatehouse.collector.HttpCollector;
import io.gatehouse.collector.IngestHead;
import io.gatehouse.collector.Intake;
import io.gatehouse.collector.Quota;
import io.gatehouse.collector.intake.IngestCounters;
import io.gatehouse.collector.testkit.CollectorContract;
import java.util.LinkedHashMap;
import java.util.Map;

class OtlpCollectorContractTest extends CollectorContract {

  @Override
  protected HttpCollector create(
      AppDirectory apps, Quota quota, Intake intake, IngestCounters counters, Clock clock) {
    return new OtlpCollector(apps, quota, intake, counters, clock);
  }

  @Override
  protected Map<IngestHead, byte[]> validRequests() {
    Map<IngestHead, byte[]> requests = new LinkedHashMap<>();
    for (Encoding encoding : new Encoding[] {Encoding.PROTOBUF, Encoding.JSON}) {
      requests.put(
          OtlpFixture.head(encoding, Signal.TRACES, Map.of()),
          Wire.write(
              encoding,
              Signal.TRACES,
              Payloads.traces(Payloads.server(Payloads.get("/users/{id}", 200)))));
      requests.put(
          OtlpFixture.head(encoding, Signal.LOGS, Map.of()),
          Wire.write(
              encoding,
              Signal.LOGS,
              Payloads.logs(Payloads.log(Payloads.TRACE, Payloads.SPAN, "hello", Map.of()))));
      requests.put(
          OtlpFixture.head(encoding, Signal.METRICS, Map.of()),
          Wire.write(
              encoding,
              Signal.METRICS,
              Payloads.metrics(
                  Payloads.histogram(
                      "http.server.request.duration",
                      MetricData.DELTA,
                      Payloads.point(
                          Payloads.NOW_NANOS - 1,
                          Payloads.NOW_NANOS,
                          Payloads.get("/users/{id}", 200),
                          1,
                          2,
                          3)))));
    }
    return requests;
  }

  @Override
  protected IngestHead unknownApp() {
    return OtlpFixture.head(
        Encoding.PROTOBUF, Signal.TRACES, Map.of("Authorization", "Bearer ghi_other"));
  }
}
