// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.monitor;

/** Checks a monitor in the way of its kind. */
public record Probes(Probe http, Probe port, Probe push, Probe heartbeat) implements Probe {

  @Override
  public CheckResult check(Monitor monitor) {
    return switch (monitor.kind()) {
      case "http" -> http.check(monitor);
      case "tcp", "tls" -> port.check(monitor);
      case "push" -> push.check(monitor);
      case "heartbeat" -> heartbeat.check(monitor);
      default -> throw new IllegalArgumentException("a monitor of the kind " + monitor.kind());
    };
  }
}
