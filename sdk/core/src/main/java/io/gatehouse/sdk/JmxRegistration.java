// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** Shows numbers over JMX until it is closed; a host without JMX goes without. */
final class JmxRegistration implements AutoCloseable {

  private static final Logger LOG = System.getLogger("io.gatehouse.sdk");
  private static final AtomicInteger IDS = new AtomicInteger();

  private final String name = "io.gatehouse:type=Sdk,id=" + IDS.incrementAndGet();

  JmxRegistration(SdkMetrics metrics) {
    try {
      StandardMBean bean = new StandardMBean(new Numbers(metrics), SdkMetricsMXBean.class, true);
      server().registerMBean(bean, new ObjectName(name));
    } catch (JMException | RuntimeException e) {
      LOG.log(Level.DEBUG, "Gatehouse: no numbers over JMX.", e);
    }
  }

  String name() {
    return name;
  }

  @Override
  public void close() {
    try {
      ObjectName registered = new ObjectName(name);
      if (server().isRegistered(registered)) {
        server().unregisterMBean(registered);
      }
    } catch (JMException | RuntimeException e) {
      LOG.log(Level.DEBUG, "Gatehouse: the numbers stay in JMX.", e);
    }
  }

  private static MBeanServer server() {
    return ManagementFactory.getPlatformMBeanServer();
  }

  private record Numbers(SdkMetrics metrics) implements SdkMetricsMXBean {

    @Override
    public long getRecorded() {
      return metrics.recorded();
    }

    @Override
    public long getSent() {
      return metrics.sent();
    }

    @Override
    public long getSpooled() {
      return metrics.spooled();
    }

    @Override
    public long getDropped() {
      return metrics.dropped();
    }

    @Override
    public long getDroppedRequestLogs() {
      return metrics.droppedRequestLogs();
    }

    @Override
    public long getDroppedErrors() {
      return metrics.droppedErrors();
    }

    @Override
    public long getDamagedBatches() {
      return metrics.damagedBatches();
    }

    @Override
    public long getUnjournaled() {
      return metrics.unjournaled();
    }

    @Override
    public long getUnfinished() {
      return metrics.unfinished();
    }
  }
}
