// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.collector.ByteBudget;
import io.gatehouse.collector.Collector;
import io.gatehouse.collector.IngestAnswer;
import io.gatehouse.collector.IngestHead;
import io.gatehouse.collector.Upload;
import io.gatehouse.collector.intake.IngestCounters;
import io.gatehouse.collector.testkit.Batches;
import io.gatehouse.collector.testkit.FakeApps;
import io.gatehouse.collector.testkit.ManualClock;
import io.gatehouse.collector.testkit.RecordingIntake;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A collector that takes OTLP, and exporters that send to it. */
final class OtlpFixture {

  final FakeApps apps = new FakeApps();
  final RecordingIntake intake = new RecordingIntake();
  final ManualClock clock;
  final IngestCounters counters;
  final ByteBudget budget = new ByteBudget(96 << 20);
  final Collector collector;
  long quotaSeconds;

  OtlpFixture() {
    this(new ManualClock(Batches.NOW_MILLIS));
  }

  OtlpFixture(ManualClock clock) {
    this.clock = clock;
    this.counters = new IngestCounters(clock);
    this.collector =
        new Collector(
            List.of(
                new OtlpCollector(
                    apps, (app, peer, bytes) -> quotaSeconds, intake, counters, clock)),
            budget);
  }

  static IngestHead head(Encoding encoding, Signal signal, Map<String, String> more) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Content-Type", encoding.contentType());
    headers.put("Authorization", "Bearer " + FakeApps.TOKEN);
    headers.putAll(more);
    headers.values().removeIf(String::isEmpty);
    String path = encoding == Encoding.GRPC ? signal.grpcPath() : signal.httpPath();
    return new IngestHead("POST", path, "", headers::get, "192.0.2.7", -1);
  }

  IngestAnswer answer(IngestHead head, byte[] body) {
    Upload upload = collector.open(head);
    for (int at = 0; at < body.length && upload.refusal() == null; at += 65_536) {
      upload.add(body, at, Math.min(65_536, body.length - at));
    }
    return upload.finish().toCompletableFuture().join();
  }

  Reply send(Encoding encoding, Signal signal, JsonNode request) {
    return sendBytes(encoding, signal, Wire.write(encoding, signal, request));
  }

  Reply sendBytes(Encoding encoding, Signal signal, byte[] body) {
    return Reply.of(encoding, answer(head(encoding, signal, Map.of()), body));
  }

  /** The answer given before the body is read; null when the body is welcome. */
  @Nullable Reply refusal(Encoding encoding, Signal signal, Map<String, String> headers) {
    IngestAnswer refusal = collector.open(head(encoding, signal, headers)).refusal();
    return refusal == null ? null : Reply.of(encoding, refusal);
  }
}
