// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.apitoolkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.collector.AppDirectory;
import io.gatehouse.collector.Clock;
import io.gatehouse.collector.HttpCollector;
import io.gatehouse.collector.IngestHead;
import io.gatehouse.collector.Intake;
import io.gatehouse.collector.Quota;
import io.gatehouse.collector.intake.IngestCounters;
import io.gatehouse.collector.testkit.CollectorContract;
import io.gatehouse.collector.testkit.FakeApps;
import java.util.List;
import java.util.Map;

class PubsubContractTest extends CollectorContract {

  @Override
  protected HttpCollector create(
      AppDirectory apps, Quota quota, Intake intake, IngestCounters counters, Clock clock) {
    FakeTopics topics = new FakeTopics();
    topics.available =
        !(apps.resolveIngestToken(FakeApps.TOKEN) instanceof AppDirectory.Resolution.Unavailable);
    return new PubsubCollector(topics, quota, intake, counters, clock);
  }

  @Override
  protected Map<IngestHead, byte[]> validRequests() {
    return Map.of(
        Pubsub.jsonHead(FakeTopics.TOPIC, Map.of()),
        Pubsub.publishJson(List.of(Pubsub.message("JsExpress").toString().getBytes(UTF_8))));
  }

  @Override
  protected IngestHead unknownApp() {
    return Pubsub.jsonHead("gh-other", Map.of());
  }
}
