// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import io.gatehouse.protocol.WireRecord.Failure;
import io.gatehouse.protocol.WireRecord.Header;
import io.gatehouse.protocol.WireRecord.LogLine;
import io.gatehouse.protocol.WireRecord.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Redacted requests between two flushes; over the limit the oldest go. Thread-safe, lock-free. */
final class RequestLogQueue {

  private static final long FILLING_CHARS = 256L << 10;
  private static final long MAX_CHARS = 768L << 10;
  private static final long OVERHEAD_CHARS = 500;
  private static final long OVERHEAD_LINE_CHARS = 60;

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

  /** Whether it should be drained soon. */
  boolean isFilling() {
    return chars.get() > FILLING_CHARS;
  }

  private static long size(Request request) {
    long size = OVERHEAD_CHARS + request.url().length();
    size += chars(request.requestBody().text()) + chars(request.responseBody().text());
    size += chars(request.requestHeaders()) + chars(request.responseHeaders());
    for (LogLine line : request.logs()) {
      size += OVERHEAD_LINE_CHARS + line.message().length();
    }
    Failure failure = request.exception();
    return failure == null ? size : size + chars(failure.stacktrace()) + failure.message().length();
  }

  private static long chars(List<Header> headers) {
    long size = 0;
    for (Header header : headers) {
      size += OVERHEAD_LINE_CHARS + header.name().length() + header.value().length();
    }
    return size;
  }

  private static long chars(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
