// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import io.gatehouse.collector.decode.TooLargeException;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.storage.CountSource;
import io.gatehouse.storage.IngestOutcome;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What the sinks of the three signals have in common. Used by one thread, for one request. */
abstract class SignalSink implements OtlpSink {

  final Sender sender;
  final Corrections corrections;
  final Rejections rejections = new Rejections();
  final Staging staging = new Staging();
  private final Signal signal;
  private Staging.@Nullable Parts parts;
  String scope = "";

  /** Whose records are at hand. */
  int app;

  SignalSink(Signal signal, Sender sender, Corrections corrections) {
    this.signal = signal;
    this.sender = sender;
    this.app = sender.app;
    this.corrections = corrections;
  }

  /**
   * Who sends, and when.
   *
   * @param environment what a header says; null = the resource tells
   */
  record Sender(int app, @Nullable String environment, long nowMillis) {

    /** The app is told by each resource. */
    static final int BY_RESOURCE = -1;
  }

  /** What follows is of this app. */
  final void app(int number) {
    app = number;
  }

  @Override
  public final void resource(Attributes resource) throws TooLargeException {
    parts = staging.of(app, Origin.of(resource, sender.environment, corrections));
  }

  @Override
  public final void scope(String name) {
    scope = name;
  }

  /** Where the records at hand belong. */
  final Staging.Parts parts() {
    Staging.Parts known = parts;
    if (known == null) {
      throw new IllegalStateException("records before their resource");
    }
    return known;
  }

  final Origin origin() {
    return parts().origin;
  }

  final void reject(String counted, String reason) {
    reject(counted, reason, 1);
  }

  /**
   * @param counted identifier under which it is counted
   * @param reason for the sender
   */
  final void reject(String counted, String reason, long count) {
    rejections.add(reason, count);
    corrections.add(IngestOutcome.Kind.REJECTED, counted, reason, count);
  }

  @Override
  public final void overLimit(long items) {
    reject(
        "items-cut",
        "more than %d %s in one request".formatted(OtlpLimits.ITEMS, signal.items()),
        items);
  }

  @Override
  public void span(SpanData span) throws IOException {
    throw new IllegalStateException("spans only come with traces");
  }

  @Override
  public void log(LogData log) throws IOException {
    throw new IllegalStateException("log records only come with logs");
  }

  @Override
  public void metric(MetricData metric) throws IOException {
    throw new IllegalStateException("metrics only come with metrics");
  }

  @Override
  public boolean wants(String metric) {
    return false;
  }

  /** The request is whole: what follows from all of it together. */
  abstract void finish();

  /** What the counts of these parts are known from. */
  abstract CountSource source(Staging.Parts parts);
}
