// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import io.gatehouse.collector.AppDirectory;
import io.gatehouse.collector.Clock;
import io.gatehouse.collector.HttpCollector;
import io.gatehouse.collector.IngestHead;
import io.gatehouse.collector.Intake;
import io.gatehouse.collector.Quota;
import io.gatehouse.collector.intake.IngestCounters;
import io.gatehouse.collector.testkit.CollectorContract;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class HubContractTest extends CollectorContract {

  @Override
  protected HttpCollector create(
      AppDirectory apps, Quota quota, Intake intake, IngestCounters counters, Clock clock) {
    return new HubCollector(apps, quota, intake, counters, clock);
  }

  @Override
  protected Map<IngestHead, byte[]> validRequests() {
    Map<IngestHead, byte[]> requests = new LinkedHashMap<>();
    for (String name :
        List.of("js/express4/02-startup", "js/express4/03-sync-traffic", "js/express4/04-log")) {
      Fixture fixture = Fixture.load(name);
      requests.put(fixture.head(), fixture.body());
    }
    requests.put(
        head(Hub.BASE + "logpush", "", Map.of()),
        Hub.gzip(LogpushTest.events().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    return requests;
  }

  @Override
  protected IngestHead unknownApp() {
    return head("/v2/11111111-5c1d-4f6a-9e3b-7a4d0c9b1e2f/dev/sync", "", Map.of());
  }
}
