// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import java.io.IOException;

/** Lets through what resources with a good key sent, each to its app. Used by one thread. */
final class KeyedSink implements OtlpSink {

  private final SignalSink target;
  private final PayloadKeys keys;
  private boolean open;

  KeyedSink(SignalSink target, PayloadKeys keys) {
    this.target = target;
    this.keys = keys;
  }

  @Override
  public void resource(Attributes resource) throws IOException {
    int app = keys.appOf(resource);
    open = app != PayloadKeys.NONE;
    if (open) {
      target.app(app);
      target.resource(resource);
    }
  }

  @Override
  public void scope(String name) {
    target.scope(name);
  }

  private boolean refuses() {
    if (!open) {
      target.reject("key-in-payload-refused", "the ingest key of a resource is unknown");
    }
    return !open;
  }

  @Override
  public void span(SpanData span) throws IOException {
    if (!refuses()) {
      target.span(span);
    }
  }

  @Override
  public void log(LogData log) throws IOException {
    if (!refuses()) {
      target.log(log);
    }
  }

  @Override
  public void metric(MetricData metric) throws IOException {
    if (!refuses()) {
      target.metric(metric);
    }
  }

  @Override
  public boolean wants(String metric) {
    return open && target.wants(metric);
  }

  @Override
  public void overLimit(long items) {
    target.overLimit(items);
  }
}
