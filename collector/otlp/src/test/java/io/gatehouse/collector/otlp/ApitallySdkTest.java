// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gatehouse.collector.IngestAnswer;
import io.gatehouse.collector.testkit.ManualClock;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.ConsumerReport;
import io.gatehouse.storage.CountSource;
import io.gatehouse.storage.EndpointReport;
import io.gatehouse.storage.ErrorKind;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.Header;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.TraceLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Apitally's SDKs of the second generation send: several requests in one gzip stream. */
class ApitallySdkTest {

  /** A little after the recorded metrics. */
  private final OtlpFixture otlp = new OtlpFixture(new ManualClock(1_795_379_980_000L));

  private static byte[] fixture(String name) {
    try (InputStream in = ApitallySdkTest.class.getResourceAsStream("/apitally/" + name)) {
      return java.util.Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Batch send(Signal signal) {
    IngestAnswer answer =
        otlp.answer(
            OtlpFixture.head(
                Encoding.PROTOBUF,
                signal,
                Map.of("Content-Encoding", "gzip", "Apitally-Env", "Prod")),
            fixture(signal.name().toLowerCase(java.util.Locale.ROOT) + ".pb.gz"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers()).containsEntry("Apitally-Export-Interval", "15");
    return otlp.intake.batches().get(otlp.intake.batches().size() - 1);
  }

  @Test
  void traces_severalRequestsInOneStream_areOneBatch() {
    Batch batch = send(Signal.TRACES);
    assertThat(otlp.intake.batches()).hasSize(1);
    assertThat(batch.environment()).isEqualTo("prod");
    assertThat(batch.environmentSpelling()).isEqualTo("Prod");
    assertThat(batch.source()).isEqualTo(CountSource.SPANS);
    assertThat(batch.requestLogs()).hasSizeGreaterThan(1);
    assertThat(batch.spans()).hasSizeGreaterThanOrEqualTo(2);
    RequestLog user = batch.requestLogs().get(0);
    assertThat(user.route()).isEqualTo("/users/{user_id}");
    assertThat(user.consumer()).isEqualTo("alice@example.com");
    assertThat(user.url())
        .isEqualTo("https://api.example.com/users/42?expand=orders&token=%5BREDACTED%5D");
    assertThat(user.requestHeaders()).contains(new Header("accept", "text/plain"));
    assertThat(user.responseBody().text()).contains("Ann");
    assertThat(user.attributesJson()).contains("\"tenant\":\"eu-1\"");
    assertThat(batch.instance()).isNotNull();
    assertThat(batch.instance().client()).as("told at the start only").isNull();
    assertThat(batch.instance().versions()).isEmpty();
    // Errors come counted, so those on spans are shown with their request and not counted.
    assertThat(batch.errors()).isEmpty();
    assertThat(batch.requestLogs()).anyMatch(request -> request.exception() != null);
  }

  @Test
  void metrics_areExactCounts() {
    Batch batch = send(Signal.METRICS);
    assertThat(batch.source()).isEqualTo(CountSource.METRICS);
    assertThat(batch.rollups())
        .extracting(Rollup::route, Rollup::status, Rollup::consumer, Rollup::requests)
        .contains(
            tuple("/users/{user_id}", 200, "alice@example.com", 5L),
            tuple("/items", 200, null, 3L));
    Rollup users = batch.rollups().get(0);
    assertThat(users.durationMicros()).isEqualTo(310_000);
    assertThat(users.durations().total()).isEqualTo(5);
    assertThat(batch.instance()).isNotNull();
    assertThat(batch.instance().memoryBytes()).isNotNull();
    assertThat(batch.instance().cpuPercent()).isNotNull();
  }

  @Test
  void logs_holdEventsAndLines() {
    Batch batch = send(Signal.LOGS);
    assertThat(batch.instance()).isNotNull();
    assertThat(batch.instance().startup()).isTrue();
    assertThat(batch.instance().client()).isEqualTo("python:fastapi");
    assertThat(batch.instance().versions()).containsEntry("fastapi", "0.139.0");
    assertThat(batch.instance().versions()).containsEntry("apitally", "1.0.0");
    assertThat(batch.endpoints()).contains(new EndpointReport("GET", "/users/{user_id}"));
    assertThat(batch.consumers())
        .contains(new ConsumerReport("alice@example.com", "Alice", "Gold"));
    assertThat(batch.errors())
        .extracting(ErrorRollup::kind, ErrorRollup::type, ErrorRollup::consumer, ErrorRollup::count)
        .contains(
            tuple(ErrorKind.VALIDATION, "greater_than_equal", "alice@example.com", 4L),
            tuple(ErrorKind.SERVER, "builtins.ValueError", "alice@example.com", 2L),
            tuple(ErrorKind.SERVER, "TypeError", "alice@example.com", 3L),
            tuple(ErrorKind.SERVER, "TypeError", null, 1L));
    assertThat(batch.logs()).extracting(TraceLog::spanId).isNotEmpty().doesNotContainNull();
  }

  @Test
  void allSignals_areOfOneInstance() {
    List<Batch> batches = List.of(send(Signal.TRACES), send(Signal.METRICS), send(Signal.LOGS));
    assertThat(batches)
        .extracting(batch -> batch.instance().id())
        .containsOnly(java.util.UUID.fromString("7d0c5b8e-3f57-4b21-9f0e-0a6f1f3c2d11"));
  }

  @Test
  void sameBytesAgain_haveTheSameIdentity() {
    assertThat(send(Signal.METRICS).messageId()).isEqualTo(send(Signal.METRICS).messageId());
    assertThat(send(Signal.TRACES)).isEqualTo(send(Signal.TRACES));
  }

  @Test
  void json_givesTheSameRowsAsProtobuf() throws IOException {
    Batch protobuf = send(Signal.TRACES);
    OtlpFixture other = new OtlpFixture(otlp.clock);
    for (String part : List.of("traces-1.json", "traces-2.json")) {
      Reply reply =
          Reply.of(
              Encoding.JSON,
              other.answer(
                  OtlpFixture.head(Encoding.JSON, Signal.TRACES, Map.of("Apitally-Env", "Prod")),
                  fixture(part)));
      assertThat(reply.code()).isZero();
    }
    assertThat(
            other.intake.batches().stream().flatMap(batch -> batch.requestLogs().stream()).toList())
        .isEqualTo(protobuf.requestLogs());
    assertThat(other.intake.batches().stream().flatMap(batch -> batch.spans().stream()).toList())
        .isEqualTo(protobuf.spans());
  }

  @Test
  void busyServer_asksForAPause() {
    otlp.intake.setUnavailable(true);
    IngestAnswer answer =
        otlp.answer(
            OtlpFixture.head(Encoding.PROTOBUF, Signal.TRACES, Map.of("Apitally-Env", "prod")),
            fixture("traces.pb.gz"));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers()).containsEntry("Apitally-Export-Interval", "60");
  }
}
