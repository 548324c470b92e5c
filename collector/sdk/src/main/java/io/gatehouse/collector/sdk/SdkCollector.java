// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.sdk;

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
import io.gatehouse.collector.decode.TooLargeException;
import io.gatehouse.collector.intake.IngestCounters;
import io.gatehouse.protocol.Protocol;
import io.gatehouse.protocol.ProtocolException;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.BatchNumber;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Takes batches of the native protocol. A batch is acknowledged when it is durable; its number
 * makes it count once however often it comes.
 */
public final class SdkCollector implements HttpCollector {

  private static final RoutePattern BATCHES = RoutePattern.of(Protocol.BATCHES_PATH);
  private static final String BEARER = "Bearer ";
  private static final long DOUBT_SECONDS = 5;

  /** Where messages are counted that were refused before they told their environment. */
  private static final String NO_ENVIRONMENT = "default";

  private final AppDirectory apps;
  private final Quota quota;
  private final Intake intake;
  private final IngestCounters counters;
  private final Clock clock;
  private final SettingsSource settings;
  private final RecentBatches recent = new RecentBatches();

  public SdkCollector(
      AppDirectory apps,
      Quota quota,
      Intake intake,
      IngestCounters counters,
      Clock clock,
      SettingsSource settings) {
    this.apps = requireNonNull(apps, "apps");
    this.quota = requireNonNull(quota, "quota");
    this.intake = requireNonNull(intake, "intake");
    this.counters = requireNonNull(counters, "counters");
    this.clock = requireNonNull(clock, "clock");
    this.settings = requireNonNull(settings, "settings");
  }

  @Override
  public String name() {
    return "sdk";
  }

  @Override
  public List<RoutePattern> routes() {
    return List.of(BATCHES);
  }

  @Override
  public Admission admit(IngestHead head) {
    if (!head.method().equals("POST")) {
      return refuse(
          Problems.of(405, "Method not allowed", "Batches are posted.")
              .withHeader("Allow", "POST"));
    }
    if (head.headers().first("Origin") != null) {
      // No SDK sends it: a web page of somebody else does.
      counters.rejectedWithoutApp("from-browser");
      return refuse(Problems.of(403, "Forbidden", "Browsers may not send batches."));
    }
    String authorization = head.headers().first("Authorization");
    if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, 7)) {
      counters.rejectedWithoutApp("token-missing");
      return refuse(unauthorized("Send the ingest token as Authorization: Bearer <token>."));
    }
    Resolution resolution =
        apps.resolveIngestToken(authorization.substring(BEARER.length()).strip());
    if (resolution instanceof Resolution.Known known) {
      return admitKnown(head, known);
    }
    if (resolution instanceof Resolution.Unknown) {
      counters.rejectedWithoutApp("unknown-ingest-token");
      return refuse(unauthorized("This ingest token is unknown or was revoked."));
    }
    counters.rejectedWithoutApp("apps-unavailable");
    return refuse(IngestAnswer.retryAfter(503, DOUBT_SECONDS));
  }

  private Admission admitKnown(IngestHead head, Resolution.Known known) {
    int app = known.app();
    long wait = quota.take(app, head.peerAddress(), Math.max(0, head.contentLength()));
    if (wait > 0) {
      counters.rejected(app, NO_ENVIRONMENT, "over-quota", "");
      return refuse(IngestAnswer.retryAfter(429, wait));
    }
    if (known.paused()) {
      counters.rejected(app, NO_ENVIRONMENT, "app-paused", "");
      return refuse(IngestAnswer.json(202, "{}"));
    }
    Sending sending;
    try {
      sending = Sending.of(head);
    } catch (ProtocolException e) {
      return refuse(malformed(app, e));
    }
    return new Admission.Admitted(
        Protocol.MAX_BODY_BYTES,
        body -> handle(app, sending, body),
        () ->
            tooLarge(
                app, "batch longer than %d bytes on the wire".formatted(Protocol.MAX_BODY_BYTES)),
        () -> counters.rejected(app, NO_ENVIRONMENT, "too-slow", ""));
  }

  private CompletionStage<IngestAnswer> handle(int app, Sending sending, byte[] body) {
    String taken = recent.hashOf(app, sending.id());
    if (taken != null) {
      return done(taken.equals(sending.hash()) ? accepted(app, sending) : conflict(app, sending));
    }
    Batch batch;
    try {
      batch = new BatchMessage(app, sending, clock.epochMillis()).read(body);
    } catch (TooLargeException e) {
      return done(tooLarge(app, "batch " + e.getMessage()));
    } catch (ProtocolException e) {
      return done(malformed(app, e));
    }
    return intake
        .accept(batch)
        .thenApply(
            position -> {
              recent.remember(app, sending.id(), sending.hash());
              return accepted(app, sending);
            });
  }

  private IngestAnswer tooLarge(int app, String hint) {
    counters.rejected(app, NO_ENVIRONMENT, "too-large", hint);
    return Problems.of(
        413,
        "Batch too large",
        "A batch may have %d bytes uncompressed.".formatted(Protocol.MAX_BODY_BYTES));
  }

  /** The number of the batch as the store keeps it. */
  static BatchNumber number(Sending sending) {
    return new BatchNumber(
        sending.id().instance(), sending.id().epoch(), sending.id().sequence(), sending.sealed());
  }

  private IngestAnswer accepted(int app, Sending sending) {
    @Nullable String news = settings.answer(app, sending.settings());
    return IngestAnswer.json(202, news == null ? "{}" : news);
  }

  private IngestAnswer conflict(int app, Sending sending) {
    counters.rejected(app, NO_ENVIRONMENT, "batch-conflict", sending.id().toString());
    return Problems.of(
        409,
        "Batch number taken",
        "Batch %s was taken before with another content: two processes share one identity."
            .formatted(sending.id()));
  }

  private IngestAnswer malformed(int app, ProtocolException problem) {
    String message = String.valueOf(problem.getMessage());
    counters.rejected(app, NO_ENVIRONMENT, "malformed-batch", message);
    return Problems.of(400, "Malformed batch", message);
  }

  private static IngestAnswer unauthorized(String detail) {
    return Problems.of(401, "Unauthorized", detail).withHeader("WWW-Authenticate", "Bearer");
  }

  private static Admission refuse(IngestAnswer answer) {
    return new Admission.Refused(answer);
  }

  private static CompletionStage<IngestAnswer> done(IngestAnswer answer) {
    return CompletableFuture.completedFuture(answer);
  }
}
