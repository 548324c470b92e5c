// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.monitor;

import io.gatehouse.alerting.outbound.Connections;
import io.gatehouse.alerting.outbound.Connections.Connected;
import io.gatehouse.alerting.outbound.OutboundException;
import io.gatehouse.alerting.outbound.Phases;
import java.time.Clock;
import java.time.Instant;

/** Connects to a port, with TLS or without, and closes again. */
public final class PortProbe implements Probe {

  private static final int DEFAULT_CERTIFICATE_DAYS = 14;

  private final Connections connections;
  private final Clock clock;

  public PortProbe(Connections connections, Clock clock) {
    this.connections = connections;
    this.clock = clock;
  }

  @Override
  public CheckResult check(Monitor monitor) {
    long at = clock.millis();
    MonitorSpec spec = monitor.spec();
    boolean secure = monitor.kind().equals("tls");
    String host = spec.host() == null ? "" : spec.host();
    int port = spec.port() == null ? 0 : spec.port();
    try {
      Connected connected = connections.tryOut(host, port, secure, monitor.timeout());
      return judged(at, spec, secure, connected);
    } catch (OutboundException e) {
      return CheckResult.down(at, String.valueOf(e.getMessage()), 0, Phases.NONE, null);
    }
  }

  private CheckResult judged(long at, MonitorSpec spec, boolean secure, Connected connected) {
    Instant until = connected.certificateUntil();
    Long certificate = until == null ? null : (Long) until.toEpochMilli();
    Integer days = spec.certificateDays();
    String cause =
        HttpProbe.certificateCause(
            secure && days == null ? Integer.valueOf(DEFAULT_CERTIFICATE_DAYS) : days,
            until,
            clock);
    Integer limit = spec.latencyLimitMs();
    long millis = connected.phases().total() / 1_000;
    if (cause == null && limit != null && millis > limit) {
      cause = "It took " + millis + " ms, longer than " + limit + " ms.";
    }
    return cause == null
        ? CheckResult.up(at, 0, connected.phases(), certificate)
        : CheckResult.down(at, cause, 0, connected.phases(), certificate);
  }
}
