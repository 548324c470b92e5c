// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.fuzz;

import io.gatehouse.collector.IngestHead;
import io.gatehouse.collector.Quota;
import io.gatehouse.collector.intake.IngestCounters;
import io.gatehouse.collector.sdk.SdkCollector;
import io.gatehouse.collector.sdk.SettingsSource;
import io.gatehouse.collector.testkit.FakeApps;
import io.gatehouse.collector.testkit.ManualClock;
import io.gatehouse.protocol.BatchWriter;
import io.gatehouse.protocol.Protocol;
import java.util.Map;

/** The body of a batch of our own SDK, as it is within the compression. */
final class NativeTarget implements FuzzTarget {

  private static final String BATCH = "7d1f0a52-4c3b-4f0e-9b7e-0d6c5a4b3c2d/1/1";

  private final Decoding decoding =
      new Decoding(
          intake -> {
            ManualClock clock = new ManualClock(Decoding.NOW_MILLIS);
            return new SdkCollector(
                new FakeApps(),
                Quota.UNLIMITED,
                intake,
                new IngestCounters(clock),
                clock,
                SettingsSource.NONE);
          });

  @Override
  public void run(byte[] input) {
    IngestHead head =
        Decoding.head(
            Protocol.BATCHES_PATH,
            "",
            Map.of(
                "Authorization",
                "Bearer " + FakeApps.TOKEN,
                Protocol.BATCH_HEADER,
                BATCH,
                Protocol.HASH_HEADER,
                BatchWriter.hash(input)));
    decoding.check(head, input);
  }
}
