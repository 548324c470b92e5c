// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.sdk;

import io.gatehouse.collector.AppDirectory;
import io.gatehouse.collector.Clock;
import io.gatehouse.collector.HttpCollector;
import io.gatehouse.collector.IngestHead;
import io.gatehouse.collector.Intake;
import io.gatehouse.collector.Quota;
import io.gatehouse.collector.intake.IngestCounters;
import io.gatehouse.collector.testkit.Batches;
import io.gatehouse.collector.testkit.CollectorContract;
import java.util.LinkedHashMap;
import java.util.Map;

class SdkContractTest extends CollectorContract {

  @Override
  protected HttpCollector create(
      AppDirectory apps, Quota quota, Intake intake, IngestCounters counters, Clock clock) {
    return new SdkCollector(apps, quota, intake, counters, clock, SettingsSource.NONE);
  }

  @Override
  protected Map<IngestHead, byte[]> validRequests() {
    String body =
        Sent.body(
            Batches.NOW_MILLIS,
            SdkCollectorTest.ROLLUP.formatted(Batches.NOW_MILLIS / 60_000),
            SdkCollectorTest.ERROR.formatted(Batches.NOW_MILLIS / 60_000),
            SdkCollectorTest.REQUEST,
            "{\"type\":\"consumer\",\"id\":\"acme\",\"name\":\"Acme\"}");
    Map<IngestHead, byte[]> requests = new LinkedHashMap<>();
    requests.put(Sent.head(Sent.headers(1, body)), Sent.gzip(body));
    requests.put(
        Sent.head(Sent.headers(2, body)), body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return requests;
  }

  @Override
  protected IngestHead unknownApp() {
    return Sent.head(Map.of("Authorization", "Bearer ghi_nobody"));
  }
}
