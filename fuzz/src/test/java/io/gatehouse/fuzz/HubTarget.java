// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.fuzz;

import io.gatehouse.collector.Quota;
import io.gatehouse.collector.hub.HubCollector;
import io.gatehouse.collector.intake.IngestCounters;
import io.gatehouse.collector.testkit.FakeApps;
import io.gatehouse.collector.testkit.ManualClock;
import java.util.Map;

/** The body of one kind of message of the hub protocol. */
final class HubTarget implements FuzzTarget {

  private final Decoding decoding =
      new Decoding(
          intake -> {
            ManualClock clock = new ManualClock(Decoding.NOW_MILLIS);
            return new HubCollector(
                new FakeApps(), Quota.UNLIMITED, intake, new IngestCounters(clock), clock);
          });

  private final String kind;

  /**
   * @param kind the last segment of the path
   */
  HubTarget(String kind) {
    this.kind = kind;
  }

  @Override
  public void run(byte[] input) {
    boolean lines = kind.startsWith("log");
    decoding.check(
        Decoding.head(
            "/v2/" + FakeApps.KNOWN + "/dev/" + kind,
            kind.equals("log") ? "uuid=e80f8544-3495-4ed8-ad5e-a901878f57fb" : "",
            Map.of()),
        lines ? Decoding.gzip(input) : input);
  }
}
