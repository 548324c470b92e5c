// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.gatehouse.collector.ByteBudget;
import io.gatehouse.collector.Collector;
import io.gatehouse.collector.IngestAnswer;
import io.gatehouse.collector.Upload;
import io.gatehouse.collector.intake.IngestCounters;
import io.gatehouse.collector.testkit.Batches;
import io.gatehouse.collector.testkit.FakeApps;
import io.gatehouse.collector.testkit.ManualClock;
import io.gatehouse.collector.testkit.RecordingIntake;
import io.gatehouse.protocol.Protocol;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.BatchNumber;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.IngestOutcome;
import io.gatehouse.storage.KeyUse;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.Rollup;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SdkCollectorTest {

  static final String ROLLUP =
      "{\"type\":\"rollup\",\"minute\":%d,\"method\":\"GET\",\"route\":\"/orders/{id}\","
          + "\"status\":200,\"consumer\":\"acme\",\"requests\":3,\"durationMicros\":4500,"
          + "\"durations\":[320,2,340,1],\"responseBytes\":600,\"responseSizes\":[244,3]}";
  static final String ERROR =
      "{\"type\":\"error\",\"minute\":%d,\"method\":\"GET\",\"route\":\"/boom\","
          + "\"fingerprint\":\"00000000000000ff\",\"errorType\":\"java.io.IOException\","
          + "\"message\":\"gone\",\"stacktrace\":\"at x\",\"count\":2}";
  static final String REQUEST =
      "{\"type\":\"request\",\"id\":\"0b9f2c1e-8a51-4a52-9d7e-0c2f4f9a1b11\","
          + "\"startMicros\":1790000000000000,\"method\":\"POST\",\"route\":\"\","
          + "\"url\":\"/echo?a=1\",\"status\":422,\"durationMicros\":12,\"requestBytes\":5,"
          + "\"responseBytes\":-1,\"requestHeaders\":[[\"Accept\",\"*/*\"]],"
          + "\"requestBody\":{\"state\":\"captured\",\"text\":\"hello\"},"
          + "\"responseBody\":{\"state\":\"redacted\"},"
          + "\"exception\":{\"type\":\"E\",\"message\":\"m\"},"
          + "\"logs\":[{\"micros\":1790000000000001,\"level\":\"WARNING\",\"message\":\"w\"}]}";

  private static final long NOW = Batches.NOW_MILLIS;
  private static final long MINUTE = NOW / 60_000;

  private final FakeApps apps = new FakeApps();
  private final RecordingIntake intake = new RecordingIntake();
  private final ManualClock clock = new ManualClock(NOW);
  private final IngestCounters counters = new IngestCounters(clock);
  private final SettingsSource settings =
      (app, revision) -> revision == 7 ? null : "{\"settings\":{\"revision\":7}}";
  private final SdkCollector protocol =
      new SdkCollector(
          apps,
          (app, peer, bytes) -> 0,
          intake,
          counters,
          clock,
          (app, seen) -> settingsFor(app, seen));
  private final Collector collector = new Collector(List.of(protocol), new ByteBudget(64 << 20));

  private String settingsFor(int app, long seen) {
    return settings.answer(app, seen);
  }

  private IngestAnswer send(Map<String, String> headers, String body) {
    Upload upload = collector.open(Sent.head(headers));
    byte[] bytes = Sent.gzip(body);
    upload.add(bytes, 0, bytes.length);
    return upload.finish().toCompletableFuture().join();
  }

  private IngestAnswer send(long sequence, String... lines) {
    String body = Sent.body(NOW, lines);
    return send(Sent.headers(sequence, body), body);
  }

  private Batch sent(String... lines) {
    assertThat(send(1, lines).status()).isEqualTo(202);
    return intake.batch();
  }

  @Test
  void k5_keysAndRefusals_areTranslated() {
    String rollup =
        "{\"type\":\"rollup\",\"minute\":%d,\"method\":\"GET\",\"status\":401,%s\"requests\":2}";
    Batch batch =
        sent(
            rollup.formatted(MINUTE, "\"key\":\"0123456789ab\",\"refusal\":\"revoked\","),
            rollup.formatted(MINUTE, "\"key\":\"0123456789ab\","),
            rollup.formatted(MINUTE, "\"refusal\":\"unknown\","),
            rollup.formatted(MINUTE, ""),
            rollup.formatted(MINUTE, "\"key\":\"" + "x".repeat(33) + "\","),
            REQUEST,
            REQUEST
                .replace("0b9f2c1e", "0b9f2c1f")
                .replace(
                    "\"status\"", "\"key\":\"0123456789ab\",\"refusal\":\"scope\",\"status\""));

    assertThat(batch.requestLogs())
        .extracting(RequestLog::key)
        .containsExactly(null, new KeyUse("0123456789ab", "scope"));
    assertThat(batch.rollups())
        .extracting(Rollup::key)
        .containsExactly(
            new KeyUse("0123456789ab", "revoked"),
            new KeyUse("0123456789ab", ""),
            new KeyUse("", "unknown"),
            null);
    assertThat(batch.outcomes()).extracting(IngestOutcome::reason).containsExactly("key-invalid");
  }

  @Test
  void batch_ofAllKinds_isTranslated() {
    Batch batch =
        sent(
            ROLLUP.formatted(MINUTE),
            ERROR.formatted(MINUTE),
            REQUEST,
            "{\"type\":\"consumer\",\"id\":\" acme \",\"name\":\"Acme\",\"group\":\"gold\"}",
            "{\"type\":\"endpoint\",\"method\":\"GET\",\"route\":\"/never\"}",
            "{\"type\":\"rollup\",\"new\":{\"deep\":[1]},\"minute\":%d,\"requests\":1}"
                .formatted(MINUTE));

    assertThat(batch.app()).isEqualTo(FakeApps.APP);
    assertThat(batch.environment()).isEqualTo("prod");
    assertThat(batch.number()).isEqualTo(new BatchNumber(UUID.fromString(Sent.INSTANCE), 1, 1, 1));
    assertThat(batch.instance().client()).isEqualTo("gatehouse-java:servlet");
    assertThat(batch.instance().startup()).isTrue();
    assertThat(batch.instance().appVersion()).as("K4").isEqualTo("4.2");
    assertThat(batch.instance().versions())
        .contains(entry("app", "4.2"), entry("gatehouse", "0.1.0"), entry("runtime", "java 17"));
    assertThat(batch.rollups().get(0))
        .isEqualTo(
            new Rollup(
                MINUTE,
                "GET",
                "/orders/{id}",
                200,
                "acme",
                3,
                Histogram.of(new int[] {320, 340}, new long[] {2, 1}),
                4500,
                0,
                Histogram.EMPTY,
                600,
                Histogram.of(new int[] {244}, new long[] {3})));
    assertThat(batch.rollups().get(1).route()).isEqualTo(Rollup.UNMATCHED);
    assertThat(batch.errors().get(0).fingerprint()).isEqualTo(255);
    assertThat(batch.errors().get(0).count()).isEqualTo(2);
    RequestLog log = batch.requestLogs().get(0);
    assertThat(log.route()).isEqualTo(Rollup.UNMATCHED);
    assertThat(log.requestBody().text()).isEqualTo("hello");
    assertThat(log.responseBody().state()).isEqualTo(RequestLog.Body.State.MASKED);
    assertThat(log.logs().get(0).level()).isEqualTo("warn");
    assertThat(log.instance()).isEqualTo(UUID.fromString(Sent.INSTANCE));
    assertThat(batch.consumers().get(0).identifier()).isEqualTo("acme");
    assertThat(batch.endpoints()).hasSize(1);
    assertThat(batch.outcomes()).isEmpty();
  }

  @Test
  void records_thatCannotBeRight_areLeftOutAndCounted() {
    Batch batch =
        sent(
            ROLLUP.formatted(MINUTE),
            ROLLUP.formatted(MINUTE).replace("[320,2,340,1]", "[320,2,320,1]"),
            ROLLUP.formatted(MINUTE).replace("[320,2,340,1]", "[320,2,340,9]"),
            ROLLUP.formatted(MINUTE).replace("\"requests\":3", "\"requests\":\"x\""),
            ROLLUP.formatted(MINUTE).replace("\"status\":200", "\"status\":1000"),
            ROLLUP.formatted(MINUTE - 40 * 1440),
            "{\"type\":\"weather\",\"x\":[1,{}]}",
            "{\"minute\":1,\"type\":\"rollup\"}",
            "[1]",
            REQUEST.replace("0b9f2c1e", "zzzzzzzz"));

    assertThat(batch.rollups()).hasSize(1);
    assertThat(batch.requestLogs()).isEmpty();
    assertThat(batch.outcomes())
        .extracting(IngestOutcome::reason, IngestOutcome::count)
        .containsExactlyInAnyOrder(
            tuple("histogram-invalid", 1L),
            tuple("sum-invalid", 1L),
            tuple("requests-invalid", 1L),
            tuple("status-invalid", 1L),
            tuple("too-old", 1L),
            tuple("record-type-unknown", 2L),
            tuple("record-no-object", 1L),
            tuple("request-invalid", 1L));
  }

  @Test
  void minute_aheadOfUs_isHeldBack() {
    Batch batch = sent(ROLLUP.formatted(MINUTE + 60), ROLLUP.formatted(MINUTE + 4));
    assertThat(batch.rollups()).extracting(Rollup::epochMinute).containsExactly(MINUTE, MINUTE + 4);
    assertThat(batch.outcomes()).extracting(IngestOutcome::reason).containsExactly("clock-ahead");
  }

  @Test
  void u2_sameNumberAgain_isAcceptedWithoutWriting_andWithAnotherContentRefused() {
    assertThat(send(5, ROLLUP.formatted(MINUTE)).status()).isEqualTo(202);
    assertThat(send(5, ROLLUP.formatted(MINUTE)).status()).isEqualTo(202);
    assertThat(intake.batches()).hasSize(1);

    IngestAnswer other = send(5, ROLLUP.formatted(MINUTE - 1));
    assertThat(other.status()).isEqualTo(409);
    assertThat(new String(other.body(), UTF_8)).contains(Sent.INSTANCE + "/1/5");
    assertThat(counters.totals()).containsEntry("batch-conflict", 1L);
    assertThat(intake.batches()).hasSize(1);
  }

  @Test
  void repeat_whileTheFirstIsNotDurable_isNotAcknowledgedFromMemory() {
    intake.setUnavailable(true);
    assertThat(send(5, ROLLUP.formatted(MINUTE)).status()).isEqualTo(503);
    intake.setUnavailable(false);
    assertThat(send(5, ROLLUP.formatted(MINUTE)).status()).isEqualTo(202);
    assertThat(intake.batches()).hasSize(1);
  }

  @Test
  void settings_areSentUntilTheSenderHasThem() {
    String body = Sent.body(NOW);
    Map<String, String> headers = Sent.headers(1, body);
    assertThat(new String(send(headers, body).body(), UTF_8)).contains("\"revision\":7");
    headers.put(Protocol.SETTINGS_HEADER, "7");
    assertThat(new String(send(headers, body).body(), UTF_8)).isEqualTo("{}");
  }

  @Test
  void sealed_isKept() {
    String body = Sent.body(NOW);
    Map<String, String> headers = Sent.headers(3, body);
    headers.put(Protocol.SEALED_HEADER, "9");
    assertThat(send(headers, body).status()).isEqualTo(202);
    assertThat(intake.batch().number().sealed()).isEqualTo(9);
  }

  @Test
  void head_wrong_isRefusedNamingTheField() {
    String body = Sent.body(NOW);
    for (Map.Entry<String, String> wrong :
        List.of(
            entry(Protocol.BATCH_HEADER, "x/1/1"),
            entry(Protocol.BATCH_HEADER, Sent.INSTANCE + "/0/1"),
            entry(Protocol.HASH_HEADER, "ab"),
            entry(Protocol.HASH_HEADER, "0".repeat(64)),
            entry(Protocol.SEALED_HEADER, "many"),
            entry(Protocol.SETTINGS_HEADER, "-1"))) {
      Map<String, String> headers = Sent.headers(1, body);
      headers.put(wrong.getKey(), wrong.getValue());
      IngestAnswer answer = send(headers, body);
      assertThat(answer.status()).as(wrong.toString()).isEqualTo(400);
      assertThat(answer.contentType()).isEqualTo("application/problem+json");
      assertThat(new String(answer.body(), UTF_8)).contains(wrong.getKey());
    }
    assertThat(intake.batches()).isEmpty();
  }

  @Test
  void body_wrong_isRefused() {
    for (String body :
        List.of(
            "",
            "[]",
            "{}",
            "{\"gatehouse\":2}\n",
            Sent.body(NOW, "{\"type\":\"rollup\",\"minute\":"),
            Sent.body(NOW, "[".repeat(100)))) {
      IngestAnswer answer = send(Sent.headers(1, body), body);
      assertThat(answer.status()).as(body).isEqualTo(400);
    }
    String large = Sent.body(NOW, " ".repeat(Protocol.MAX_BODY_BYTES));
    assertThat(send(Sent.headers(1, large), large).status()).isEqualTo(413);
    assertThat(intake.batches()).isEmpty();
  }

  @Test
  void token_missingUnknownOrOfAPausedApp_isToldApart() {
    String body = Sent.body(NOW);
    Map<String, String> headers = Sent.headers(1, body);
    headers.remove("Authorization");
    assertThat(send(headers, body).status()).isEqualTo(401);
    headers.put("Authorization", "Bearer ghi_other");
    assertThat(send(headers, body).status()).isEqualTo(401);
    headers.put("Authorization", "Bearer " + FakeApps.PAUSED_TOKEN);
    assertThat(send(headers, body).status()).isEqualTo(202);
    headers.put("Origin", "https://example.com");
    assertThat(send(headers, body).status()).isEqualTo(403);
    assertThat(intake.batches()).isEmpty();
  }
}
