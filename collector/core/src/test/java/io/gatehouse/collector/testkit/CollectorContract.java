// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.collector.AppDirectory;
import io.gatehouse.collector.ByteBudget;
import io.gatehouse.collector.Clock;
import io.gatehouse.collector.Collector;
import io.gatehouse.collector.HttpCollector;
import io.gatehouse.collector.IngestAnswer;
import io.gatehouse.collector.IngestHead;
import io.gatehouse.collector.Intake;
import io.gatehouse.collector.Quota;
import io.gatehouse.collector.Upload;
import io.gatehouse.collector.intake.IngestCounters;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every protocol that arrives over HTTP has to keep. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
public abstract class CollectorContract {

  protected final FakeApps apps = new FakeApps();
  protected final RecordingIntake intake = new RecordingIntake();
  protected final ManualClock clock = new ManualClock(Batches.NOW_MILLIS);
  protected final IngestCounters counters = new IngestCounters(clock);
  protected final ByteBudget budget = new ByteBudget(64 << 20);
  private long quotaSeconds;

  protected abstract HttpCollector create(
      AppDirectory apps, Quota quota, Intake intake, IngestCounters counters, Clock clock);

  /** Requests of the known app, each with a body that is accepted and stored. */
  protected abstract Map<IngestHead, byte[]> validRequests();

  /** A request that names an app nobody knows. */
  protected abstract IngestHead unknownApp();

  private Collector collector() {
    HttpCollector protocol =
        create(apps, (app, peer, bytes) -> quotaSeconds, intake, counters, clock);
    return new Collector(List.of(protocol), budget);
  }

  protected IngestAnswer send(IngestHead head, byte[] body) {
    return start(head, body).toCompletableFuture().join();
  }

  protected CompletionStage<IngestAnswer> start(IngestHead head, byte[] body) {
    Upload upload = collector().open(head);
    for (int at = 0; at < body.length && upload.refusal() == null; at += 1000) {
      upload.add(body, at, Math.min(1000, body.length - at));
    }
    return upload.finish();
  }

  protected static IngestHead head(String path, String query, Map<String, String> headers) {
    return new IngestHead("POST", path, query, headers::get, "192.0.2.7", -1);
  }

  @Test
  void valid_isAcceptedOnceItIsDurable() {
    validRequests()
        .forEach(
            (head, body) -> {
              intake.hold();
              CompletableFuture<IngestAnswer> answer = start(head, body).toCompletableFuture();
              assertThat(answer).as(head.path()).isNotDone();
              intake.release();
              assertThat(answer.join().status()).as(head.path()).isBetween(200, 299);
            });
    assertThat(intake.batches()).isNotEmpty();
    assertThat(budget.used()).isZero();
  }

  @Test
  void valid_sentAgain_hasTheSameIdentity() {
    validRequests()
        .forEach(
            (head, body) -> {
              intake.batches().clear();
              assertThat(send(head, body).status()).isBetween(200, 299);
              int count = intake.batches().size();
              assertThat(send(head, body).status()).isBetween(200, 299);
              assertThat(intake.batches()).hasSize(2 * count);
              for (int i = 0; i < count; i++) {
                assertThat(intake.batches().get(i).messageId()).isNotNull();
                assertThat(intake.batches().get(count + i)).isEqualTo(intake.batches().get(i));
              }
            });
  }

  @Test
  void valid_logUnavailable_isAskedToComeAgain() {
    intake.setUnavailable(true);
    validRequests().forEach((head, body) -> assertComeAgain(send(head, body)));
    assertThat(budget.used()).isZero();
  }

  @Test
  void appsUnavailable_isAskedToComeAgain() {
    apps.setAvailable(false);
    validRequests().forEach((head, body) -> assertComeAgain(send(head, body)));
  }

  private static void assertComeAgain(IngestAnswer answer) {
    assertThat(answer.status()).isEqualTo(503);
    assertThat(Long.parseLong(answer.headers().getOrDefault("Retry-After", "0"))).isPositive();
  }

  @Test
  void overQuota_isAskedToComeAgainBeforeTheBodyIsRead() {
    quotaSeconds = 12;
    for (IngestHead head : validRequests().keySet()) {
      IngestAnswer refusal = collector().open(head).refusal();
      assertThat(refusal).isNotNull();
      assertThat(refusal.status()).isEqualTo(429);
      assertThat(refusal.headers()).containsEntry("Retry-After", "12");
    }
  }

  @Test
  void unknownApp_isRefusedBeforeTheBodyIsRead() {
    IngestAnswer refusal = collector().open(unknownApp()).refusal();
    assertThat(refusal).isNotNull();
    assertThat(refusal.status()).isIn(401, 404);
  }

  @Test
  void overBudget_isRefusedAtOnceAndNothingIsKept() {
    assertThat(budget.tryTake(budget.limit() - 10)).isTrue();
    validRequests().forEach((head, body) -> assertComeAgain(send(head, body)));
    assertThat(budget.used()).isEqualTo(budget.limit() - 10);
  }

  @Test
  void garbage_isAnsweredWithoutServerError() {
    for (IngestHead head : validRequests().keySet()) {
      for (byte[] body : garbage()) {
        IngestAnswer answer = send(head, body);
        assertThat(answer.status()).as(new String(body, UTF_8)).isLessThan(500);
      }
    }
    assertThat(budget.used()).isZero();
  }

  @Test
  void valid_withChangedBytes_isAnsweredWithoutServerError() {
    validRequests()
        .forEach(
            (head, body) -> {
              for (int seed = 0; seed < 300; seed++) {
                Random random = new Random(seed);
                byte[] changed = body.clone();
                for (int i = random.nextInt(4); i >= 0; i--) {
                  changed[random.nextInt(changed.length)] = (byte) random.nextInt();
                }
                assertThat(send(head, changed).status()).as("seed %d", seed).isLessThan(500);
              }
            });
  }

  private static List<byte[]> garbage() {
    byte[] zeros = new byte[5_000];
    byte[] noise = new byte[5_000];
    new Random(7).nextBytes(noise);
    byte[] gzipStart = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3};
    return List.of(
        new byte[0],
        zeros,
        noise,
        gzipStart,
        "null".getBytes(UTF_8),
        "[]".getBytes(UTF_8),
        "{}".getBytes(UTF_8),
        "{}{}".getBytes(UTF_8),
        "\"text\"".getBytes(UTF_8),
        "{\"requests\":".getBytes(UTF_8),
        "{\"requests\":{},\"timestamp\":[]}".getBytes(UTF_8),
        "[".repeat(5_000).getBytes(UTF_8),
        "{\"a\":".repeat(5_000).getBytes(UTF_8),
        new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'});
  }
}
