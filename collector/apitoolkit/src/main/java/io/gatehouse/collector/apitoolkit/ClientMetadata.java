// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.apitoolkit;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gatehouse.collector.HttpCollector;
import io.gatehouse.collector.IngestAnswer;
import io.gatehouse.collector.IngestHead;
import io.gatehouse.collector.RoutePattern;
import io.gatehouse.collector.intake.IngestCounters;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers the call with which SDKs of the first generation start. They read exactly these keys, and
 * some of them do not start at all without an answer: it comes from memory.
 */
public final class ClientMetadata implements HttpCollector {

  /** The Google project that topics are said to belong to. */
  public static final String PUBSUB_PROJECT = "gatehouse";

  private static final RoutePattern ROUTE = RoutePattern.of("/api/client_metadata");
  private static final String BEARER = "Bearer ";
  private static final long DOUBT_SECONDS = 5;
  private static final int MAX_BODY_BYTES = 1024;

  private final Topics topics;
  private final Supplier<ServiceAccount> account;
  private final String publicUrl;
  private final IngestCounters counters;

  /**
   * @param account asked on decoding threads; may take the time that making a key pair takes
   * @param publicUrl where this server is reached; empty = as the request says
   */
  public ClientMetadata(
      Topics topics, Supplier<ServiceAccount> account, String publicUrl, IngestCounters counters) {
    this.topics = requireNonNull(topics, "topics");
    this.account = requireNonNull(account, "account");
    this.publicUrl = requireNonNull(publicUrl, "publicUrl");
    this.counters = requireNonNull(counters, "counters");
  }

  @Override
  public String name() {
    return "apitoolkit";
  }

  @Override
  public List<RoutePattern> routes() {
    return List.of(ROUTE);
  }

  @Override
  public Admission admit(IngestHead head) {
    if (!head.method().equals("GET")) {
      return refused(
          problem(405, "The client metadata is read with GET.").withHeader("Allow", "GET"));
    }
    String key = key(head);
    if (key == null) {
      counters.rejectedWithoutApp("token-missing");
      return refused(problem(401, "Send the ingest key as Authorization: Bearer <key>."));
    }
    Topics.KeyAnswer answer = topics.key(key);
    if (answer instanceof Topics.KeyAnswer.Known known) {
      String base = baseUrl(head);
      return new Admission.Admitted(
          MAX_BODY_BYTES,
          body -> CompletableFuture.completedFuture(metadata(known, base)),
          () -> problem(413, "The client metadata is read without a body."),
          () -> counters.rejectedWithoutApp("too-slow"));
    }
    if (answer instanceof Topics.KeyAnswer.Unknown) {
      counters.rejectedWithoutApp("unknown-ingest-token");
      return refused(problem(401, "This ingest key is unknown or was revoked."));
    }
    counters.rejectedWithoutApp("apps-unavailable");
    return refused(IngestAnswer.retryAfter(503, DOUBT_SECONDS));
  }

  private static @Nullable String key(IngestHead head) {
    String authorization = head.headers().first("Authorization");
    if (authorization == null) {
      return null;
    }
    String key =
        authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
            ? authorization.substring(BEARER.length()).strip()
            : authorization.strip();
    return key.isEmpty() ? null : key;
  }

  private String baseUrl(IngestHead head) {
    if (!publicUrl.isEmpty()) {
      return publicUrl;
    }
    String authority = head.headers().first(":authority");
    String host = authority != null ? authority : head.headers().first("Host");
    return "http://" + (host == null ? "localhost" : host);
  }

  private static Admission refused(IngestAnswer answer) {
    return new Admission.Refused(answer);
  }

  private static IngestAnswer problem(int status, String message) {
    return IngestAnswer.json(status, "{\"error\":\"" + message + "\"}");
  }

  /** One client maps it strictly: not a key more. Another reads the account as a map of texts. */
  private IngestAnswer metadata(Topics.KeyAnswer.Known known, String base) {
    ServiceAccount keys = account.get();
    StringWriter text = new StringWriter();
    try (JsonGenerator json = SdkJson.FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("project_id", known.projectId());
      json.writeStringField("pubsub_project_id", PUBSUB_PROJECT);
      json.writeStringField("topic_id", known.topicId());
      json.writeObjectFieldStart("pubsub_push_service_account");
      json.writeStringField("type", "service_account");
      json.writeStringField("project_id", PUBSUB_PROJECT);
      json.writeStringField("private_key_id", keys.keyId());
      json.writeStringField("private_key", keys.privateKeyPem());
      json.writeStringField(
          "client_email", "publisher@" + PUBSUB_PROJECT + ".iam.gserviceaccount.com");
      json.writeStringField("client_id", "1");
      json.writeStringField("auth_uri", base + "/auth");
      json.writeStringField("token_uri", base + "/token");
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text cannot be written", e);
    }
    return IngestAnswer.json(200, text.toString());
  }
}
