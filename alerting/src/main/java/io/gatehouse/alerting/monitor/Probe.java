// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.monitor;

/** Checks a monitor once. Implementations are thread-safe and never throw for what they check. */
@FunctionalInterface
public interface Probe {

  CheckResult check(Monitor monitor);
}
