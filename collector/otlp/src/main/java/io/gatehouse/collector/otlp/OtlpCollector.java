// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.protobuf.InvalidProtocolBufferException;
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
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.IngestOutcome;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Takes OpenTelemetry's traces, metrics and logs, and so the Apitally SDKs of the second
 * generation, which send the same with extras. gRPC calls are taken as what they are on the wire:
 * requests with a framed body whose answer has trailers.
 */
public final class OtlpCollector implements HttpCollector {

  private static final String BEARER = "Bearer ";
  private static final long DOUBT_SECONDS = 5;
  private static final String NO_ENVIRONMENT = "default";

  /** Exporters wait 10 seconds by default. */
  private static final long ANSWER_MILLIS = 9_000;

  private static final String ENVIRONMENT_HEADER = "Apitally-Env";
  private static final String INTERVAL_HEADER = "Apitally-Export-Interval";
  private static final String CALM_SECONDS = "15";
  private static final String BUSY_SECONDS = "60";

  private final AppDirectory apps;
  private final Quota quota;
  private final Intake intake;
  private final IngestCounters counters;
  private final Clock clock;
  private final CumulativeSeries series;
  private final Newcomers newcomers = new Newcomers();
  private final List<Endpoint> endpoints = new ArrayList<>();

  private record Endpoint(RoutePattern route, Signal signal, boolean grpc) {}

  /**
   * What is known of a request before its body.
   *
   * @param answerMillis how long the sender waits
   * @param keys where its resources bring the key; null = the app is known
   */
  private record Call(
      int app,
      Signal signal,
      Encoding encoding,
      long answerMillis,
      @Nullable String environment,
      @Nullable PayloadKeys keys) {}

  public OtlpCollector(
      AppDirectory apps, Quota quota, Intake intake, IngestCounters counters, Clock clock) {
    this.apps = requireNonNull(apps, "apps");
    this.quota = requireNonNull(quota, "quota");
    this.intake = requireNonNull(intake, "intake");
    this.counters = requireNonNull(counters, "counters");
    this.clock = requireNonNull(clock, "clock");
    this.series = new CumulativeSeries(clock.epochMillis());
    for (Signal signal : Signal.values()) {
      endpoints.add(new Endpoint(RoutePattern.of(signal.httpPath()), signal, false));
      endpoints.add(new Endpoint(RoutePattern.of(signal.grpcPath()), signal, true));
    }
  }

  @Override
  public String name() {
    return "otlp";
  }

  @Override
  public List<RoutePattern> routes() {
    return endpoints.stream().map(Endpoint::route).toList();
  }

  private @Nullable Endpoint endpoint(IngestHead head) {
    for (Endpoint endpoint : endpoints) {
      if (endpoint.route.match(head.path()) != null) {
        return endpoint;
      }
    }
    return null;
  }

  @Override
  public Admission admit(IngestHead head) {
    Endpoint endpoint = endpoint(head);
    if (endpoint == null) {
      return refuse(404, "There is no such signal.");
    }
    if (!head.method().equals("POST")) {
      return new Admission.Refused(
          Answers.plain(405, "Telemetry is posted.").withHeader("Allow", "POST"));
    }
    if (head.headers().first("Origin") != null) {
      // No exporter sends it: a web page of somebody else does.
      counters.rejectedWithoutApp("from-browser");
      return refuse(403, "Browsers may not send telemetry.");
    }
    String key = key(head);
    if (key == null) {
      return admitUnknown(head, endpoint);
    }
    Resolution resolution = apps.resolveIngestToken(key);
    if (resolution instanceof Resolution.Known known) {
      return admitKnown(head, endpoint, known);
    }
    if (resolution instanceof Resolution.Unknown) {
      counters.rejectedWithoutApp("unknown-ingest-token");
      return unauthorized("This ingest key is unknown or was revoked.");
    }
    counters.rejectedWithoutApp("apps-unavailable");
    return new Admission.Refused(IngestAnswer.retryAfter(503, DOUBT_SECONDS));
  }

  private static @Nullable String key(IngestHead head) {
    String authorization = head.headers().first("Authorization");
    if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return authorization.substring(BEARER.length()).strip();
    }
    if (authorization != null && !authorization.isBlank()) {
      return authorization.strip();
    }
    String key = head.headers().first("x-api-key");
    return key == null || key.isBlank() ? null : key.strip();
  }

  /** The encoding of the body; null when it is none of ours. */
  private static @Nullable Encoding encoding(IngestHead head, Endpoint endpoint) {
    Encoding encoding = Encoding.of(head.headers().first("Content-Type"));
    String compression = head.headers().first(endpoint.grpc ? "grpc-encoding" : "Content-Encoding");
    boolean fits = encoding != null && (encoding == Encoding.GRPC) == endpoint.grpc;
    return fits && isReadable(compression) ? encoding : null;
  }

  private static Admission unreadable() {
    return refuse(
        415, "Send application/x-protobuf or application/json, as it is or compressed with gzip.");
  }

  /** Some SDKs bring the key in the payload, so that it has to be read first. */
  private Admission admitUnknown(IngestHead head, Endpoint endpoint) {
    Encoding encoding = encoding(head, endpoint);
    if (encoding == null) {
      return unreadable();
    }
    if (!newcomers.admits(head.peerAddress(), clock.epochMillis())) {
      counters.rejectedWithoutApp("token-missing");
      return new Admission.Refused(IngestAnswer.retryAfter(429, 1));
    }
    PayloadKeys keys = new PayloadKeys(apps, quota, counters, head);
    Call call =
        new Call(
            SignalSink.Sender.BY_RESOURCE,
            endpoint.signal,
            encoding,
            answerMillis(head),
            head.headers().first(ENVIRONMENT_HEADER),
            keys);
    return new Admission.Admitted(
        OtlpLimits.UNKNOWN_WIRE_BYTES,
        body -> handle(call, body),
        () -> tooLarge(call.app, "longer than %d bytes".formatted(OtlpLimits.UNKNOWN_WIRE_BYTES)),
        () -> counters.rejectedWithoutApp("too-slow"));
  }

  private Admission admitKnown(IngestHead head, Endpoint endpoint, Resolution.Known known) {
    Encoding encoding = encoding(head, endpoint);
    if (encoding == null) {
      return unreadable();
    }
    int app = known.app();
    if (known.paused()) {
      counters.rejected(app, NO_ENVIRONMENT, "app-paused", "");
      return new Admission.Refused(
          Answers.taken(encoding, endpoint.signal, 0, "The app is paused: nothing is kept."));
    }
    long wait = quota.take(app, head.peerAddress(), Math.max(0, head.contentLength()));
    if (wait > 0) {
      counters.rejected(app, NO_ENVIRONMENT, "over-quota", "");
      return new Admission.Refused(IngestAnswer.retryAfter(429, wait));
    }
    Call call =
        new Call(
            app,
            endpoint.signal,
            encoding,
            answerMillis(head),
            head.headers().first(ENVIRONMENT_HEADER),
            null);
    return new Admission.Admitted(
        OtlpLimits.WIRE_BYTES,
        body -> handle(call, body),
        () -> tooLarge(app, "longer than %d bytes on the wire".formatted(OtlpLimits.WIRE_BYTES)),
        () -> counters.rejected(app, NO_ENVIRONMENT, "too-slow", ""));
  }

  private static long answerMillis(IngestHead head) {
    return Math.min(ANSWER_MILLIS, GrpcTimeout.millis(head.headers().first("grpc-timeout")));
  }

  private static boolean isReadable(@Nullable String compression) {
    return compression == null
        || switch (compression.strip().toLowerCase(Locale.ROOT)) {
          case "", "identity", "gzip" -> true;
          default -> false;
        };
  }

  private CompletionStage<IngestAnswer> handle(Call call, byte[] body) {
    SignalSink.Sender sender =
        new SignalSink.Sender(call.app, call.environment, clock.epochMillis());
    ExportRequest request =
        new ExportRequest(call.signal, call.encoding, sender, series, call.keys);
    List<Batch> batches;
    try {
      batches = request.read(body);
    } catch (TooLargeException e) {
      return CompletableFuture.completedFuture(tooLarge(call.app, String.valueOf(e.getMessage())));
    } catch (MalformedOtlpException
        | InvalidProtocolBufferException
        | JsonProcessingException
        | ZipException
        | EOFException e) {
      return CompletableFuture.completedFuture(malformed(call.app, e));
    } catch (IOException e) {
      throw new IllegalStateException("a body in memory cannot be read", e);
    }
    PayloadKeys keys = call.keys;
    if (keys != null) {
      IngestAnswer refusal = keys.refusal();
      if (refusal != null) {
        request.undo();
        return CompletableFuture.completedFuture(refusal);
      }
      newcomers.welcome(keys.peerAddress());
    }
    if (batches.isEmpty() && keys == null) {
      for (IngestOutcome outcome : request.corrections().toOutcomes()) {
        counters.count(
            call.app,
            NO_ENVIRONMENT,
            outcome.kind(),
            outcome.reason(),
            outcome.hint(),
            outcome.count());
      }
    }
    return store(call, request, batches);
  }

  private CompletionStage<IngestAnswer> store(
      Call call, ExportRequest request, List<Batch> batches) {
    List<CompletableFuture<?>> all = new ArrayList<>(batches.size());
    for (Batch batch : batches) {
      all.add(intake.accept(batch));
    }
    CompletableFuture<Void> durable =
        CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))
            .whenComplete(
                (stored, failure) -> {
                  if (failure == null) {
                    request.stored();
                  } else {
                    request.undo();
                  }
                });
    ExportRequest.IngestAnswerText text = request.answer();
    return durable
        .thenApply(
            stored -> Answers.taken(call.encoding, call.signal, text.rejected(), text.message()))
        .orTimeout(call.answerMillis, TimeUnit.MILLISECONDS)
        .exceptionally(OtlpCollector::late);
  }

  /** It may be stored yet; when the sender comes again, that is recognised. */
  private static IngestAnswer late(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof TimeoutException) {
      return IngestAnswer.retryAfter(503, DOUBT_SECONDS);
    }
    throw new CompletionException(cause);
  }

  private IngestAnswer tooLarge(int app, String problem) {
    rejected(app, "too-large", problem);
    return Answers.plain(413, "The request " + problem + ".");
  }

  private IngestAnswer malformed(int app, IOException problem) {
    String detail =
        problem instanceof JsonProcessingException json
            ? json.getOriginalMessage()
            : String.valueOf(problem.getMessage());
    String message = "The body cannot be read: " + detail;
    rejected(app, "malformed-otlp", message);
    return Answers.plain(400, message);
  }

  private void rejected(int app, String reason, String hint) {
    if (app == SignalSink.Sender.BY_RESOURCE) {
      counters.rejectedWithoutApp(reason);
    } else {
      counters.rejected(app, NO_ENVIRONMENT, reason, hint);
    }
  }

  private static Admission unauthorized(String message) {
    return new Admission.Refused(
        Answers.plain(401, message).withHeader("WWW-Authenticate", "Bearer"));
  }

  private static Admission refuse(int status, String message) {
    return new Admission.Refused(Answers.plain(status, message));
  }

  /** In the request's encoding, with the interval at which Apitally's SDKs may come again. */
  @Override
  public IngestAnswer spell(IngestHead head, IngestAnswer answer) {
    IngestAnswer spelled = Answers.spell(Encoding.of(head.headers().first("Content-Type")), answer);
    if (head.headers().first(ENVIRONMENT_HEADER) == null) {
      return spelled;
    }
    boolean busy = answer.status() == 429 || answer.status() == 503;
    return spelled.withHeader(INTERVAL_HEADER, busy ? BUSY_SECONDS : CALM_SECONDS);
  }

  /** Telemetry at an address that is not ours: exporters do not always add the path. */
  @Override
  public @Nullable IngestAnswer misdirected(IngestHead head) {
    String contentType = head.headers().first("Content-Type");
    Encoding encoding = Encoding.of(contentType);
    if (encoding == null || !head.method().equals("POST")) {
      return null;
    }
    return Answers.spell(
        encoding,
        Answers.plain(
            404,
            "There is no OTLP endpoint at %s. Traces go to /v1/traces, metrics to /v1/metrics, logs"
                    .formatted(head.path())
                + " to /v1/logs; the variables for one signal are used as they are, so they need"
                + " the whole path."));
  }
}
