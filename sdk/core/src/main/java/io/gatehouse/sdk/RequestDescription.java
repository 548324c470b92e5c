// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import io.gatehouse.protocol.Settings.Target;
import io.gatehouse.protocol.WireRecord.Body;
import io.gatehouse.protocol.WireRecord.Failure;
import io.gatehouse.protocol.WireRecord.Header;
import io.gatehouse.protocol.WireRecord.LogLine;
import io.gatehouse.protocol.WireRecord.Request;
import io.gatehouse.protocol.key.Refusal;
import io.gatehouse.protocol.redact.Redactor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Tells one exchange in full, redacted: nothing raw leaves here. Used by one thread. */
final class RequestDescription {

  private static final int MAX_HEADERS = 100;
  private static final int TRACE_CHARS = 32;

  private final RecordingExchange exchange;
  private final HttpServerResponse response;
  private final Redactor redactor;
  private final boolean tellsHeaders;
  private final String route;
  private final String endpoint;

  /**
   * The measured facts of one exchange.
   *
   * @param requestBytes −1 = unknown, {@code responseBytes} likewise
   */
  record Outcome(
      long startMicros,
      long durationMicros,
      int status,
      @Nullable Consumer consumer,
      long requestBytes,
      long responseBytes,
      boolean failed,
      boolean aborted) {

    long minute() {
      return minute(startMicros);
    }

    static long minute(long epochMicros) {
      return epochMicros / 60_000_000;
    }
  }

  RequestDescription(RecordingExchange exchange, HttpServerResponse response) {
    this.exchange = exchange;
    this.response = response;
    this.redactor = exchange.settings().redactor();
    this.tellsHeaders = exchange.settings().requestLog().tellsHeaders();
    this.route = exchange.route();
    this.endpoint = exchange.method() + ' ' + route;
  }

  Request describe(Outcome outcome, @Nullable Failure failure) {
    HttpServerRequest request = exchange.request();
    Consumer consumer = outcome.consumer();
    KeyUse key = exchange.keyUse();
    Refusal refusal = key == null ? null : key.refusal();
    MaskedHeaders headers = new MaskedHeaders();
    return new Request(
        newId(),
        outcome.startMicros(),
        exchange.method(),
        route,
        redactor.url(endpoint, route, request.path(), request.query()),
        outcome.status(),
        consumer == null ? null : consumer.identifier(),
        key == null ? null : key.id(),
        refusal == null ? null : refusal.text(),
        outcome.failed(),
        outcome.aborted(),
        outcome.durationMicros(),
        outcome.requestBytes(),
        outcome.responseBytes(),
        redactor.address(request.peerAddress()),
        traceId(request.header("traceparent")),
        headers.ofRequest(request),
        headers.ofResponse(response),
        body(Target.REQUEST_BODY, exchange.openRequestBody()),
        body(Target.RESPONSE_BODY, exchange.openResponseBody()),
        failure,
        logs());
  }

  private List<LogLine> logs() {
    List<LogLine> lines = exchange.logLines();
    if (lines.isEmpty()) {
      return lines;
    }
    List<LogLine> redacted = new ArrayList<>(lines.size());
    for (LogLine line : lines) {
      String message = redactor.text(endpoint, line.message());
      redacted.add(new LogLine(line.epochMicros(), line.level(), message, line.logger()));
    }
    return redacted;
  }

  /**
   * A random UUID of RFC 9562, version 4. It is no secret, so that no lock of the JDK is needed.
   */
  private static UUID newId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (random.nextLong() & ~0xf000L) | 0x4000L;
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  /** Masks header fields as they are shown, and keeps the first hundred that may be told. */
  private final class MaskedHeaders implements HeaderVisitor {
    private Target target = Target.REQUEST_HEADER;
    private Header[] kept = new Header[12];
    private int count;

    private List<Header> ofRequest(HttpServerRequest request) {
      if (tellsHeaders) {
        request.headers(this);
      }
      return taken();
    }

    private List<Header> ofResponse(HttpServerResponse response) {
      target = Target.RESPONSE_HEADER;
      if (tellsHeaders) {
        response.headers(this);
      }
      return taken();
    }

    @Override
    public void header(String name, String value) {
      if (count == MAX_HEADERS) {
        return;
      }
      String masked = redactor.header(target, endpoint, name, value);
      if (masked != null) {
        if (count == kept.length) {
          kept = Arrays.copyOf(kept, 2 * count);
        }
        kept[count++] = new Header(name, masked);
      }
    }

    private List<Header> taken() {
      List<Header> taken = List.of(count == kept.length ? kept : Arrays.copyOf(kept, count));
      count = 0;
      return taken;
    }
  }

  private Body body(Target target, @Nullable BodyTap tap) {
    if (tap == null || !tap.isKept()) {
      return Body.NONE;
    }
    return tap.told(redactor, target, endpoint);
  }

  /** Out of {@code 00-<trace id>-<span id>-<flags>}. */
  static @Nullable String traceId(@Nullable String traceparent) {
    if (traceparent == null || traceparent.length() < 3 + TRACE_CHARS) {
      return null;
    }
    String id = traceparent.substring(3, 3 + TRACE_CHARS);
    for (int i = 0; i < TRACE_CHARS; i++) {
      char c = id.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return null;
      }
    }
    return id;
  }
}
