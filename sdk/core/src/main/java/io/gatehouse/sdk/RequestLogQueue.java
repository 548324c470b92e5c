// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import io.gatehouse.protocol.WireRecord.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Redacted requests between two flushes; over the limit the oldest go. Thread-safe, lock-free. */
final class RequestLogQueue {

  private static final long MAX_CHARS = 4L << 20;
  private static final long OVERHEAD_CHARS = 500;

  private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();
  private final AtomicLong chars = new AtomicLong();
  private final SdkMetrics metrics;

  RequestLogQueue(SdkMetrics metrics) {
    this.metrics = metrics;
  }

  void add(Request request) {
    requests.add(request);
    long now = chars.addAndGet(size(request));
    while (now > MAX_CHARS) {
      Request oldest = requests.poll();
      if (oldest == null) {
        return;
      }
      now = chars.addAndGet(-size(oldest));
      metrics.addDropped(0, 1);
    }
  }

  List<Request> drain() {
    List<Request> drained = new ArrayList<>();
    for (Request one = requests.poll(); one != null; one = requests.poll()) {
      chars.addAndGet(-size(one));
      drained.add(one);
    }
    return drained;
  }

  private static long size(Request request) {
    String requestText = request.requestBody().text();
    String responseText = request.responseBody().text();
    long size = OVERHEAD_CHARS + request.url().length();
    size += requestText == null ? 0 : requestText.length();
    size += responseText == null ? 0 : responseText.length();
    size += 100L * (request.requestHeaders().size() + request.responseHeaders().size());
    String stack = request.exception() == null ? null : request.exception().stacktrace();
    return size + (stack == null ? 0 : stack.length());
  }
}
