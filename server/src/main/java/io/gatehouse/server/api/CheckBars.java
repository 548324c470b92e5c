// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.alerting.monitor.CheckResult;
import io.gatehouse.alerting.monitor.CheckResult.Outcome;
import io.gatehouse.alerting.outbound.Phases;
import org.jspecify.annotations.Nullable;

/** Checks of one bar of a chart. */
final class CheckBars {

  private final long at;
  private final Mean dns = new Mean();
  private final Mean connect = new Mean();
  private final Mean tls = new Mean();
  private final Mean firstByte = new Mean();
  private final Mean total = new Mean();
  private int up;
  private int down;
  private int maintained;

  CheckBars(long at) {
    this.at = at;
  }

  private static final class Mean {
    private long sum;
    private int count;

    void add(long micros) {
      if (micros >= 0) {
        sum += micros;
        count++;
      }
    }

    @Nullable Double millis() {
      return count == 0 ? null : MonitorPages.Check.millis(sum / count);
    }
  }

  long at() {
    return at;
  }

  void add(CheckResult result) {
    switch (result.outcome()) {
      case UP -> up++;
      case DOWN -> down++;
      case MAINTAINED -> maintained++;
      case NO_DATA -> throw new IllegalArgumentException("never kept");
    }
    if (result.outcome() == Outcome.UP) {
      Phases phases = result.phases();
      dns.add(phases.dns());
      connect.add(phases.connect());
      tls.add(phases.tls());
      firstByte.add(phases.firstByte());
      total.add(phases.total());
    }
  }

  MonitorPages.CheckBar bar() {
    return new MonitorPages.CheckBar(
        Times.ofMillis(at),
        up,
        down,
        maintained,
        dns.millis(),
        connect.millis(),
        tls.millis(),
        firstByte.millis(),
        total.millis());
  }
}
