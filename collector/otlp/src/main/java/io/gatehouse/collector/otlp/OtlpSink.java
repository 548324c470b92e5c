// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import java.io.IOException;

/** Takes what a request holds, in order; objects are valid during the call. */
interface OtlpSink {

  /** What follows was sent by this resource. */
  void resource(Attributes resource) throws IOException;

  /** What follows was made by this instrumentation scope. */
  void scope(String name);

  void span(SpanData span) throws IOException;

  void log(LogData log) throws IOException;

  void metric(MetricData metric) throws IOException;

  /** Whether points of this metric are worth reading; also asked before its name is known (""). */
  boolean wants(String metric);

  /** Items beyond what one request may hold. */
  void overLimit(long items);
}
