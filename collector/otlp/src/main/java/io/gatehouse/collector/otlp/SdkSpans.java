// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import io.gatehouse.collector.apitoolkit.MessageRows;
import io.gatehouse.collector.apitoolkit.SdkMessage;
import io.gatehouse.collector.apitoolkit.SdkSpan;
import io.gatehouse.collector.decode.InferredRoute;
import io.gatehouse.collector.decode.Normalise;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.ExceptionInfo;
import io.gatehouse.storage.RequestLog.Span;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.TraceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The spans that SDKs of APIToolkit and Monoscope add to those of OpenTelemetry. One inside a
 * server span tells more about the same request; one of an outgoing call lies beside the client
 * span of the same call. Used by one thread, for one export request.
 */
final class SdkSpans {

  private static final int MAX_STEPS = 50;
  private static final long SLACK_NANOS = 5_000_000;
  private static final int PARENT_REMOTE = 0x300;

  private final Corrections corrections;
  private final MessageRows rows;
  private final List<Told> requests = new ArrayList<>();
  private final List<Told> calls = new ArrayList<>();

  /** Parents of spans by trace and span, to find the server span above. */
  private final Map<String, String> parents = new HashMap<>();

  private final List<Client> clients = new ArrayList<>();

  SdkSpans(Corrections corrections, long nowMillis) {
    this.corrections = corrections;
    this.rows = new MessageRows(corrections, nowMillis);
  }

  /** One span of an SDK. */
  private record Told(
      Staging.Parts parts,
      SdkMessage message,
      String traceId,
      Span span,
      UUID id,
      @Nullable String consumer,
      List<Exceptions.Found> exceptions) {}

  /**
   * An outgoing call as OpenTelemetry sees it.
   *
   * @param attributes those that the SDK does not tell
   */
  private record Client(
      Staging.Parts parts,
      TraceSpan span,
      String method,
      @Nullable String host,
      String path,
      Map<String, @Nullable Object> attributes) {}

  /**
   * A request that is made of a server span.
   *
   * @param errors what it reports
   */
  record Merged(RequestLog request, List<ErrorRollup> errors) {}

  static boolean isOne(SpanData span) {
    return SdkSpan.isOne(span.name, span.attributes.asMap());
  }

  /** Remembers where a span stands. */
  void place(String traceId, String spanId, @Nullable String parentSpanId) {
    if (parentSpanId != null) {
      parents.put(traceId + spanId, parentSpanId);
    }
  }

  /** Remembers the span of an outgoing call; it may be told by an SDK as well. */
  void client(Staging.Parts parts, TraceSpan kept, Attributes attributes) {
    String method = attributes.text("http.request.method", "http.method");
    if (method == null) {
      return;
    }
    Map<String, @Nullable Object> others = new LinkedHashMap<>(attributes.asMap());
    others.remove("http.request.method");
    others.remove("http.response.status_code");
    others.remove("url.template");
    clients.add(
        new Client(
            parts,
            kept,
            method,
            attributes.text("http.host", "server.address", "net.peer.name"),
            new HttpFacts(attributes, corrections).path(),
            others));
  }

  void add(Staging.Parts parts, SpanData data, Span span, String traceId) {
    SdkMessage message =
        SdkSpan.read(data.attributes.asMap(), data.startNanos, data.endNanos, corrections);
    Told told =
        new Told(
            parts,
            message,
            traceId,
            span,
            identity(data, traceId, span),
            SpanSink.consumerId(data.attributes),
            List.copyOf(data.exceptions));
    if (message.isOutgoing()
        || (data.kind == SpanData.CLIENT && data.name.equals("monoscope.http"))) {
      calls.add(told);
    } else {
      requests.add(told);
    }
  }

  /** What is left to tell: names that neither the SDKs nor a request have a place for. */
  static Map<String, @Nullable Object> others(Attributes attributes) {
    Map<String, @Nullable Object> others = new LinkedHashMap<>();
    attributes
        .asMap()
        .forEach(
            (name, value) -> {
              if (!SdkSpan.isPlaced(name) && value != null) {
                others.put(name, value);
              }
            });
    return others;
  }

  /** That of the span above, which is the server span when there is one. */
  private static UUID identity(SpanData data, String traceId, Span span) {
    byte[] trace = data.traceId;
    byte[] own = data.spanId;
    byte[] parent = data.parentSpanId;
    if (trace == null || own == null) {
      throw new IllegalStateException("span without ids in " + traceId);
    }
    boolean remote = (data.flags & PARENT_REMOTE) == PARENT_REMOTE;
    boolean below = parent != null && span.parentSpanId() != null && !remote;
    return Ids.request(trace, below && parent != null ? parent : own);
  }

  /**
   * The identity of the highest span above that is known: when the server span comes in another
   * export, it is one of the same.
   */
  private UUID highest(Told told) {
    String at = told.span.parentSpanId();
    String above = at == null ? null : parents.get(told.traceId + at);
    if (above == null) {
      return told.id;
    }
    for (int step = 0; above != null && step < MAX_STEPS; step++) {
      at = above;
      above = parents.get(told.traceId + at);
    }
    HexFormat hex = HexFormat.of();
    return Ids.request(hex.parseHex(told.traceId), hex.parseHex(at));
  }

  /** What an SDK tells about the request of a server span, merged with it; null when none does. */
  @Nullable Merged merge(Staging.Parts parts, RequestLog request, List<ErrorRollup> errors) {
    for (int i = 0; i < requests.size(); i++) {
      Told told = requests.get(i);
      if (told.parts == parts
          && told.traceId.equals(request.traceId())
          && isBelow(told, request.spans().get(0).spanId())) {
        requests.remove(i);
        return merge(told, request, errors);
      }
    }
    return null;
  }

  private boolean isBelow(Told told, String serverSpanId) {
    String at = told.span.parentSpanId();
    for (int step = 0; at != null && step < MAX_STEPS; step++) {
      if (at.equals(serverSpanId)) {
        return true;
      }
      at = parents.get(told.traceId + at);
    }
    return false;
  }

  private Merged merge(Told told, RequestLog server, List<ErrorRollup> serverErrors) {
    RequestLog own = rows.request(told.message, told.id, told.traceId);
    int status = server.status() != 0 ? server.status() : own.status();
    String path = pathOf(own.url().isEmpty() ? server.url() : own.url());
    RequestLog merged =
        RequestLog.builder(
                server.id(),
                server.startEpochMicros(),
                own.method().equals(Normalise.OTHER_METHOD) ? server.method() : own.method(),
                route(told, own, server, path),
                server.url().isEmpty() ? own.url() : server.url())
            .status(status)
            .ending(server.status() != 0 ? server.ending() : own.ending())
            .weight(server.weight())
            .durationMicros(server.durationMicros())
            .consumer(consumer(told, server))
            .clientAddress(server.clientAddress())
            .traceId(server.traceId())
            .instance(server.instance())
            .requestHeaders(
                own.requestHeaders().isEmpty() ? server.requestHeaders() : own.requestHeaders())
            .responseHeaders(
                own.responseHeaders().isEmpty() ? server.responseHeaders() : own.responseHeaders())
            .requestBytes(server.requestBytes() >= 0 ? server.requestBytes() : own.requestBytes())
            .responseBytes(
                server.responseBytes() >= 0 ? server.responseBytes() : own.responseBytes())
            .requestBody(own.requestBody())
            .responseBody(own.responseBody())
            .exception(own.exception() != null ? own.exception() : exception(told, server))
            .corrected(own.corrected())
            .attributesJson(
                joined(
                    joined(own.attributesJson(), told.span.attributesJson()),
                    server.attributesJson()))
            .spans(server.spans())
            .build();
    return new Merged(merged, union(rows.errors(told.message, merged), told, serverErrors, merged));
  }

  private @Nullable String consumer(Told told, RequestLog server) {
    String consumer = Normalise.consumer(told.consumer, corrections);
    return consumer != null ? consumer : server.consumer();
  }

  private static @Nullable ExceptionInfo exception(Told told, RequestLog server) {
    ExceptionInfo info = server.exception();
    if (info != null || told.exceptions.isEmpty()) {
      return info;
    }
    return told.exceptions.get(told.exceptions.size() - 1).info(null);
  }

  /** The SDK's, unless the server span knows a template and the SDK does not. */
  private static String route(Told told, RequestLog own, RequestLog server, String path) {
    String other = MessageRows.template(server.route());
    boolean known = told.message.hasRoute() && !own.route().equals(Rollup.UNMATCHED);
    boolean better = !known || (!own.route().contains("{") && other.contains("{"));
    return better && MessageRows.matches(other, path) ? other : own.route();
  }

  private static String pathOf(String url) {
    int scheme = url.indexOf("://");
    int path = scheme < 0 ? 0 : url.indexOf('/', scheme + 3);
    String target = path < 0 ? "/" : url.substring(path);
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** An error that both tell is one. */
  private static List<ErrorRollup> union(
      List<ErrorRollup> own, Told told, List<ErrorRollup> ofServer, RequestLog request) {
    Map<List<String>, ErrorRollup> all = new LinkedHashMap<>();
    for (ErrorRollup error : own) {
      all.putIfAbsent(List.of(error.type(), error.message()), error);
    }
    List<ErrorRollup> others = new ArrayList<>(ofServer);
    others.addAll(SpanSink.errors(told.exceptions, request));
    for (ErrorRollup error : others) {
      all.putIfAbsent(List.of(error.type(), error.message()), SpanSink.placed(error, request));
    }
    return new ArrayList<>(all.values());
  }

  static String joined(String one, String other) {
    if (other.length() <= 2) {
      return one;
    }
    return one.length() <= 2
        ? other
        : one.substring(0, one.length() - 1) + "," + other.substring(1);
  }

  /** The request is whole: what no server span was found for, and the outgoing calls. */
  void finish() {
    for (Told told : requests) {
      RequestLog request =
          rows.request(told.message, highest(told), told.traceId).toBuilder()
              .consumer(Normalise.consumer(told.consumer, corrections))
              .instance(told.parts.origin.instance())
              .spans(List.of(told.span))
              .build();
      request =
          request.toBuilder()
              .attributesJson(joined(request.attributesJson(), told.span.attributesJson()))
              .exception(exception(told, request))
              .build();
      told.parts.requestLogs.add(request);
      told.parts.errors.addAll(union(rows.errors(told.message, request), told, List.of(), request));
    }
    for (Told told : calls) {
      call(told);
    }
  }

  /** The two views of a call are one: named as OpenTelemetry does, told as the SDK does. */
  private void call(Told told) {
    Span own = told.span;
    Client found = null;
    for (Client client : clients) {
      if (found == null && isSame(told, client)) {
        found = client;
      }
    }
    if (found == null) {
      told.parts.spans.add(
          rows.outgoing(told.message, told.traceId, own.spanId(), own.parentSpanId()));
      return;
    }
    clients.remove(found);
    Span client = found.span.span();
    TraceSpan call =
        rows.outgoing(told.message, told.traceId, client.spanId(), client.parentSpanId());
    boolean unknown = told.message.isWithoutPlace() && found.host != null;
    if (!unknown) {
      found.attributes.remove("server.address");
      found.attributes.remove("url.full");
    }
    Span merged =
        new Span(
            client.spanId(),
            client.parentSpanId(),
            unknown
                ? found.method + " " + found.host + InferredRoute.ofPath(found.path)
                : call.span().name(),
            "CLIENT",
            client.startEpochNanos(),
            client.endEpochNanos(),
            call.span().status(),
            joined(call.span().attributesJson(), JsonText.of(found.attributes)));
    found.parts.spans.remove(found.span);
    told.parts.spans.add(new TraceSpan(told.traceId, merged));
  }

  private static boolean isSame(Told told, Client client) {
    Span own = told.span;
    Span other = client.span.span();
    String host = told.message.host();
    return client.parts == told.parts
        && client.span.traceId().equals(told.traceId)
        && String.valueOf(other.parentSpanId()).equals(String.valueOf(own.parentSpanId()))
        && client.method.equalsIgnoreCase(told.message.method())
        && other.startEpochNanos() >= own.startEpochNanos() - SLACK_NANOS
        && other.endEpochNanos() <= own.endEpochNanos() + SLACK_NANOS
        && (host.isEmpty()
            || client.host == null
            || host.split(":", 2)[0].equals(client.host.split(":", 2)[0]));
  }
}
