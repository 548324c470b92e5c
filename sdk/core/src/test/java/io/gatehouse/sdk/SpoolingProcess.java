// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import io.gatehouse.protocol.BatchHeader.InstanceFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/** Seals one exchange after the other and says so, until it is killed. */
final class SpoolingProcess {

  private SpoolingProcess() {}

  public static void main(String[] args) throws IOException {
    SdkMetrics metrics = new SdkMetrics();
    Aggregation aggregation = new Aggregation(metrics, 1 << 20);
    try (Spool spool = DiskSpool.open(Path.of(args[0]), 64 << 20, metrics)) {
      Reporter reporter =
          new Reporter(
              aggregation,
              spool,
              payload -> {
                throw new IOException("away");
              },
              metrics,
              new LiveSettings(10_000, RequestLogPolicy.off(), Redaction.defaults()),
              Clock.SYSTEM,
              new Random(1),
              "prod",
              new InstanceFacts("test", "1", null, null, null, null));
      for (int i = 1; i < 1_000_000; i++) {
        String consumer = spool.epoch() + "-" + i;
        aggregation.add(1, "GET", "/a", 200, Consumer.of(consumer), null, 1, -1, -1, false, false);
        reporter.seal();
        System.out.println(consumer);
      }
    }
  }
}
