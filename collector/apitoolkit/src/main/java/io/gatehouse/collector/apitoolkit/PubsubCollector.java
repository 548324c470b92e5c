// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.apitoolkit;

import static java.util.Objects.requireNonNull;

import io.gatehouse.collector.Clock;
import io.gatehouse.collector.HttpCollector;
import io.gatehouse.collector.IngestAnswer;
import io.gatehouse.collector.IngestHead;
import io.gatehouse.collector.Intake;
import io.gatehouse.collector.Quota;
import io.gatehouse.collector.RoutePattern;
import io.gatehouse.collector.apitoolkit.Topics.TopicAnswer;
import io.gatehouse.collector.decode.MessageIds;
import io.gatehouse.collector.decode.TooLargeException;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.IngestCounters;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.CountSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes what SDKs of the first generation publish, in the place of Google's Pub/Sub: as gRPC, which
 * on the wire is a request with a framed body whose answer has trailers, and as JSON. No credential
 * comes with it but the topic, which is a secret, and the project named in each message.
 */
public final class PubsubCollector implements HttpCollector {

  private static final String PUBLISHER = "/google.pubsub.v1.Publisher/";
  private static final String PUBLISH = ":publish";
  private static final long DOUBT_SECONDS = 5;
  private static final String ENVIRONMENT = "default";

  private static final RoutePattern GRPC_PUBLISHER = RoutePattern.of(PUBLISHER + "{method}");
  private static final RoutePattern JSON = RoutePattern.of("/v1/projects/{project}/topics/{topic}");
  private static final List<RoutePattern> ROUTES =
      List.of(
          GRPC_PUBLISHER,
          RoutePattern.of("/google.pubsub.v1.Subscriber/{method}"),
          RoutePattern.of("/google.pubsub.v1.SchemaService/{method}"),
          JSON);

  private final Topics topics;
  private final Quota quota;
  private final Intake intake;
  private final IngestCounters counters;
  private final Clock clock;
  private final AtomicLong lastId;

  public PubsubCollector(
      Topics topics, Quota quota, Intake intake, IngestCounters counters, Clock clock) {
    this.topics = requireNonNull(topics, "topics");
    this.quota = requireNonNull(quota, "quota");
    this.intake = requireNonNull(intake, "intake");
    this.counters = requireNonNull(counters, "counters");
    this.clock = requireNonNull(clock, "clock");
    this.lastId = new AtomicLong(clock.epochMillis() * 100_000);
  }

  @Override
  public String name() {
    return "pubsub";
  }

  @Override
  public List<RoutePattern> routes() {
    return ROUTES;
  }

  @Override
  public Admission admit(IngestHead head) {
    if (!head.method().equals("POST")) {
      return refuse(501, "Messages are published with POST.");
    }
    List<String> json = JSON.match(head.path());
    if (json != null) {
      return admitJson(head, json.get(1).replace("%3A", ":"));
    }
    List<String> grpc = GRPC_PUBLISHER.match(head.path());
    if (!isGrpc(head)) {
      return refuse(415, "Send application/grpc.");
    }
    if (grpc != null && grpc.get(0).equals("Publish")) {
      return admitted(body -> publish(head, body));
    }
    if (grpc != null && grpc.get(0).equals("GetTopic")) {
      return admitted(this::getTopic);
    }
    return refuse(501, "Messages can only be published.");
  }

  private Admission admitJson(IngestHead head, String place) {
    if (!place.endsWith(PUBLISH)) {
      return refuse(501, "Messages can only be published.");
    }
    String topic = place.substring(0, place.length() - PUBLISH.length());
    TopicAnswer owner = topics.topic(topic);
    if (!(owner instanceof TopicAnswer.Known known)) {
      return new Admission.Refused(refusal(owner));
    }
    IngestAnswer over = overQuota(known, head);
    if (over != null) {
      return new Admission.Refused(over);
    }
    boolean gzip = "gzip".equalsIgnoreCase(head.headers().first("Content-Encoding"));
    return admitted(
        body -> {
          PublishRequest request =
              PublishRequest.ofJson(gzip ? PublishRequest.inflated(body) : body);
          return take(known, request, body, false);
        });
  }

  @FunctionalInterface
  private interface Call {
    CompletionStage<IngestAnswer> take(byte[] body) throws IOException;
  }

  private Admission admitted(Call call) {
    return new Admission.Admitted(
        PubsubLimits.WIRE_BYTES,
        body -> handle(call, body),
        () -> {
          counters.rejectedWithoutApp("too-large");
          return PubsubAnswers.plain(
              400, "The request is longer than %d bytes.".formatted(PubsubLimits.WIRE_BYTES));
        },
        () -> counters.rejectedWithoutApp("too-slow"));
  }

  private CompletionStage<IngestAnswer> handle(Call call, byte[] body) {
    try {
      return call.take(body);
    } catch (TooLargeException e) {
      counters.rejectedWithoutApp("too-large");
      return done(PubsubAnswers.plain(400, "The request holds too much: " + e.getMessage()));
    } catch (IOException e) {
      counters.rejectedWithoutApp("malformed-publish-request");
      return done(PubsubAnswers.plain(400, "The request cannot be read."));
    }
  }

  private static CompletionStage<IngestAnswer> done(IngestAnswer answer) {
    return CompletableFuture.completedFuture(answer);
  }

  private CompletionStage<IngestAnswer> publish(IngestHead head, byte[] body) throws IOException {
    PublishRequest request = PublishRequest.ofGrpc(body);
    TopicAnswer owner = topics.topic(simpleName(request.topic()));
    if (!(owner instanceof TopicAnswer.Known known)) {
      return done(refusal(owner));
    }
    IngestAnswer over = overQuota(known, head);
    return over != null ? done(over) : take(known, request, body, true);
  }

  private static String simpleName(String topic) {
    return topic.substring(topic.lastIndexOf('/') + 1);
  }

  private CompletionStage<IngestAnswer> getTopic(byte[] body) throws IOException {
    PublishRequest request = PublishRequest.ofGrpc(body);
    TopicAnswer owner = topics.topic(simpleName(request.topic()));
    return done(
        owner instanceof TopicAnswer.Known ? PubsubAnswers.topic(request.topic()) : refusal(owner));
  }

  private IngestAnswer refusal(TopicAnswer owner) {
    if (owner instanceof TopicAnswer.Unavailable) {
      counters.rejectedWithoutApp("apps-unavailable");
      return IngestAnswer.retryAfter(503, DOUBT_SECONDS);
    }
    counters.rejectedWithoutApp("unknown-topic");
    return owner instanceof TopicAnswer.Revoked
        ? PubsubAnswers.plain(403, "The ingest key of this topic was revoked.")
        : PubsubAnswers.plain(404, "There is no such topic.");
  }

  private @Nullable IngestAnswer overQuota(TopicAnswer.Known owner, IngestHead head) {
    long wait = quota.take(owner.app(), head.peerAddress(), Math.max(0, head.contentLength()));
    if (wait <= 0) {
      return null;
    }
    counters.rejected(owner.app(), ENVIRONMENT, "over-quota", "");
    return IngestAnswer.retryAfter(429, wait);
  }

  private CompletionStage<IngestAnswer> take(
      TopicAnswer.Known owner, PublishRequest request, byte[] body, boolean grpc) {
    int count = request.messages().size();
    if (count == 0) {
      return done(PubsubAnswers.plain(400, "There is no message."));
    }
    IngestAnswer answer = PubsubAnswers.published(grpc, ids(count));
    if (owner.paused()) {
      counters.rejected(owner.app(), ENVIRONMENT, "app-paused", "");
      return done(answer);
    }
    Batch batch =
        batch(owner, request.messages())
            .messageId(MessageIds.ofBytes(body, 0, body.length))
            .build();
    return intake.accept(batch).thenApply(durable -> answer);
  }

  private List<String> ids(int count) {
    List<String> ids = new ArrayList<>(count);
    long first = lastId.getAndAdd(count);
    for (int i = 1; i <= count; i++) {
      ids.add(Long.toString(first + i));
    }
    return ids;
  }

  /** One message that is refused must not bring the others back. */
  private Batch.Builder batch(TopicAnswer.Known owner, List<byte[]> messages) {
    Corrections corrections = new Corrections();
    long now = clock.epochMillis();
    Published published = new Published(new MessageRows(corrections, now));
    for (byte[] data : messages) {
      SdkMessage message;
      try {
        message = MessageReader.read(data, corrections);
      } catch (IOException e) {
        corrections.rejected("message-undecodable", "%d bytes of no JSON".formatted(data.length));
        continue;
      }
      if (!owner.projectId().equalsIgnoreCase(message.projectId)) {
        corrections.rejected("project-mismatch", "a message of another project than its topic's");
      } else if (message.method == null && message.rawUrl == null) {
        corrections.rejected("message-empty", "neither method nor raw_url");
      } else {
        published.add(message);
      }
    }
    return published
        .into(Batch.builder(owner.app(), ENVIRONMENT, now).source(CountSource.SPANS))
        .outcomes(corrections.toOutcomes());
  }

  private static boolean isGrpc(IngestHead head) {
    String type = head.headers().first("Content-Type");
    return type != null && type.startsWith(PubsubAnswers.GRPC);
  }

  private static Admission refuse(int status, String message) {
    return new Admission.Refused(PubsubAnswers.plain(status, message));
  }

  @Override
  public IngestAnswer spell(IngestHead head, IngestAnswer answer) {
    return PubsubAnswers.spell(isGrpc(head), answer);
  }
}
