// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.monitor;

import io.gatehouse.alerting.SpecJson;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Apps;
import io.gatehouse.catalog.Monitors;
import io.gatehouse.catalog.Monitors.StoredMonitor;
import io.gatehouse.catalog.Monitors.Terms;
import io.gatehouse.storage.InstanceQueries.InstanceRow;
import java.util.Set;
import java.util.TreeSet;

/** Makes a heartbeat for each environment whose instances report, without anybody asking. */
public final class HeartbeatFinder {

  private static final long RECENT_MILLIS = 3_600_000;

  private final Apps apps;
  private final Monitors monitors;
  private final HeartbeatProbe.Instances instances;

  public HeartbeatFinder(Apps apps, Monitors monitors, HeartbeatProbe.Instances instances) {
    this.apps = apps;
    this.monitors = monitors;
    this.instances = instances;
  }

  /**
   * Looks for environments that have none.
   *
   * @return whether there are new ones
   */
  public boolean find(long nowMillis) {
    boolean made = false;
    for (App app : apps.all()) {
      Set<String> wanted = new TreeSet<>();
      for (InstanceRow row : instances.list(app.number(), Set.of(), nowMillis - RECENT_MILLIS)) {
        if (row.monitored()) {
          wanted.add(row.environment());
        }
      }
      if (!wanted.isEmpty()) {
        for (StoredMonitor monitor : monitors.list(app)) {
          if (monitor.terms().kind().equals("heartbeat")) {
            wanted.remove(environment(monitor));
          }
        }
      }
      for (String environment : wanted) {
        monitors.create(app, terms(environment), null, "gatehouse");
        made = true;
      }
    }
    return made;
  }

  private static String environment(StoredMonitor monitor) {
    return String.valueOf(SpecJson.read(monitor.terms().spec(), MonitorSpec.class).environment());
  }

  private static Terms terms(String environment) {
    return new Terms(
        "heartbeat",
        "Instances in " + environment,
        "",
        SpecJson.write(MonitorSpec.heartbeat(environment)),
        "",
        15,
        0);
  }
}
