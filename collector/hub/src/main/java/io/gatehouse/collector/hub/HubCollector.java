// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import static java.util.Objects.requireNonNull;

import io.gatehouse.collector.AppDirectory;
import io.gatehouse.collector.AppDirectory.Resolution;
import io.gatehouse.collector.Clock;
import io.gatehouse.collector.HttpCollector;
import io.gatehouse.collector.IngestAnswer;
import io.gatehouse.collector.IngestHead;
import io.gatehouse.collector.Intake;
import io.gatehouse.collector.Quota;
import io.gatehouse.collector.RoutePattern;
import io.gatehouse.collector.decode.Normalise;
import io.gatehouse.collector.intake.IngestCounters;
import io.gatehouse.collector.intake.Limits;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The hub protocol: decides who may send and which handler takes the body.
 *
 * <p>The SDKs act on answers in ways that lose their users' data: 404 switches one off until its
 * process restarts, 4xx on a log file makes some resend it for ever, others delete it. So 404 is
 * said only when it is certain, and doubt is always 503.
 */
public final class HubCollector implements HttpCollector {

  private static final long DOUBT_SECONDS = 5;
  private static final long PAUSE_SECONDS = 300;

  private final AppDirectory apps;
  private final Quota quota;
  private final IngestCounters counters;
  private final List<Endpoint> endpoints;

  /** One path of the protocol. */
  private record Endpoint(RoutePattern route, boolean log, HubHandler handler) {}

  public HubCollector(
      AppDirectory apps, Quota quota, Intake intake, IngestCounters counters, Clock clock) {
    this.apps = requireNonNull(apps, "apps");
    this.quota = requireNonNull(quota, "quota");
    this.counters = requireNonNull(counters, "counters");
    endpoints =
        List.of(
            endpoint("sync", new SyncHandler(intake, counters, clock)),
            endpoint("startup", new StartupHandler(intake, counters, clock)),
            endpoint("log", new LogHandler(intake, counters, clock)),
            endpoint("logpush", new LogpushHandler(intake, counters, clock)));
  }

  private static Endpoint endpoint(String name, HubHandler handler) {
    RoutePattern route = RoutePattern.of("/v2/{client_id}/{env}/" + name);
    return new Endpoint(route, name.equals("log"), handler);
  }

  @Override
  public String name() {
    return "hub";
  }

  @Override
  public List<RoutePattern> routes() {
    return endpoints.stream().map(Endpoint::route).toList();
  }

  @Override
  public Admission admit(IngestHead head) {
    for (Endpoint endpoint : endpoints) {
      List<String> values = endpoint.route.match(head.path());
      if (values != null) {
        return admit(head, endpoint, values.get(0), values.get(1));
      }
    }
    return new Admission.Refused(IngestAnswer.of(404));
  }

  private Admission admit(IngestHead head, Endpoint endpoint, String clientId, String environment) {
    if (!head.method().equals("POST")) {
      return new Admission.Refused(IngestAnswer.of(405).withHeader("Allow", "POST"));
    }
    if (head.headers().first("Origin") != null) {
      // No SDK sends it: a web page of somebody else does.
      counters.rejectedWithoutApp("from-browser");
      return new Admission.Refused(IngestAnswer.of(403));
    }
    UUID id = Normalise.uuid(decode(clientId));
    Resolution resolution = id == null ? new Resolution.Unknown() : apps.resolveClientId(id);
    if (resolution instanceof Resolution.Known known) {
      return admitKnown(head, endpoint, known, decode(environment));
    }
    if (resolution instanceof Resolution.Unknown) {
      counters.rejectedWithoutApp("unknown-client-id");
      return new Admission.Refused(IngestAnswer.of(404));
    }
    counters.rejectedWithoutApp("apps-unavailable");
    return new Admission.Refused(IngestAnswer.retryAfter(503, DOUBT_SECONDS));
  }

  private Admission admitKnown(
      IngestHead head, Endpoint endpoint, Resolution.Known known, String environment) {
    Sender sender = Sender.of(known.app(), environment);
    if (known.paused()) {
      counters.rejected(sender.app(), sender.environment(), "app-paused", "");
      // With 402 the SDKs stop logging for a while; on other paths they would queue and resend.
      return new Admission.Refused(
          endpoint.log ? IngestAnswer.retryAfter(402, PAUSE_SECONDS) : IngestAnswer.accepted());
    }
    long wait = quota.take(sender.app(), head.peerAddress(), Math.max(0, head.contentLength()));
    if (wait > 0) {
      counters.rejected(sender.app(), sender.environment(), "over-quota", "");
      return new Admission.Refused(IngestAnswer.retryAfter(429, wait));
    }
    @Nullable String uuid = head.queryParameter("uuid");
    return new Admission.Admitted(
        Limits.WIRE_BYTES,
        body -> endpoint.handler.handle(sender, uuid, body),
        () -> tooLong(endpoint, sender),
        () -> counters.rejected(sender.app(), sender.environment(), "too-slow", ""));
  }

  /** A log file is taken off the sender's hands: some SDKs would send it again for ever. */
  private IngestAnswer tooLong(Endpoint endpoint, Sender sender) {
    String problem = "longer than %d bytes".formatted(Limits.WIRE_BYTES);
    counters.rejected(sender.app(), sender.environment(), "too-large", problem);
    return endpoint.log ? IngestAnswer.accepted() : HubAnswers.tooLarge(problem);
  }

  private static String decode(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return segment;
    }
  }
}
