// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.BatchHeader.InstanceFacts;
import io.gatehouse.protocol.BatchId;
import io.gatehouse.sdk.SendResult.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ReporterTest {

  private final SdkMetrics metrics = new SdkMetrics();
  private final Aggregation aggregation = new Aggregation(metrics, 1 << 20);
  private final VirtualClock clock = new VirtualClock();
  private final List<Payload> sent = new ArrayList<>();
  private SendResult answer = SendResult.ACCEPTED;
  private boolean away;
  private Callable<?> whileSending = () -> null;
  private final MemorySpool spool = new MemorySpool(8 << 20, metrics);
  private final Reporter reporter =
      new Reporter(
          aggregation,
          spool,
          this::send,
          metrics,
          new LiveSettings(10_000, RequestLogPolicy.off(), Redaction.defaults()),
          clock,
          new Random(3),
          "prod",
          new InstanceFacts("test", "1", null, null, null, null));

  @Test
  void d4_serverAwayForAnHour_losesNothing() throws Exception {
    away = true;
    for (int minute = 0; minute < 60; minute++) {
      count(100);
      clock.advanceNanos(60_000_000_000L);
      step();
    }
    away = false;
    clock.advanceNanos(121_000_000_000L);
    step();

    assertThat(metrics.sent()).isEqualTo(6_000);
    assertThat(metrics.dropped()).isZero();
    assertThat(metrics.spooled()).isZero();
    assertThat(sequences()).containsExactlyElementsOf(range(60));
  }

  /** So that what waits needs less room. */
  @Test
  void d4_whileTheServerIsAway_countsAreSealedOnceAMinute() throws Exception {
    away = true;
    for (int i = 0; i < 60; i++) {
      count(10);
      clock.advanceNanos(10_000_000_000L);
      step();
    }
    away = false;
    clock.advanceNanos(121_000_000_000L);
    step();

    assertThat(metrics.sent()).isEqualTo(600);
    assertThat(sequences()).hasSizeBetween(10, 12);
    count(1);
    step();
    count(1);
    step();
    assertThat(metrics.spooled()).isZero();
  }

  /** A kill takes what is not sealed, where there is no journal: not the last minute of a stop. */
  @Test
  void d4_endWhileTheServerIsAway_sealsAll() throws Exception {
    away = true;
    count(1);
    step();
    count(1);
    step();
    assertThat(spool.sealedIn(1)).isEqualTo(1);
    reporter.end();
    assertThat(spool.sealedIn(1)).isEqualTo(2);
  }

  /** What sends is waiting for the answer meanwhile. */
  @Test
  @Timeout(60)
  void h4_serverThatIsSlow_keepsNobodyFromSealing() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answers = new CountDownLatch(1);
    whileSending =
        () -> {
          asked.countDown();
          answers.await();
          return null;
        };
    count(1);
    reporter.seal();
    Thread sending = new Thread(this::sendAll);
    sending.start();
    asked.await();
    count(2);
    reporter.seal();
    assertThat(spool.sealedIn(1)).isEqualTo(2);
    answers.countDown();
    sending.join();

    assertThat(metrics.sent()).isEqualTo(3);
    assertThat(metrics.spooled()).isZero();
  }

  /** K8: it is in one of the figures, not in two. */
  @Test
  void k8_batchThatIsDroppedWhileItIsSent_isCountedOnce() throws Exception {
    byte[] large = new byte[8 << 20];
    new Random(1).nextBytes(large);
    count(1);
    reporter.seal();
    whileSending =
        () -> {
          BatchId id = new BatchId(spool.instance(), 1, 2);
          spool.add(List.of(new Spool.Entry(id, large, 0, 0)), 0);
          whileSending = () -> null;
          return null;
        };
    reporter.sendOne();

    assertThat(metrics.dropped()).isEqualTo(1);
    assertThat(metrics.sent()).isZero();
    assertThat(metrics.spooled()).isZero();
  }

  private void sendAll() {
    try {
      reporter.sendAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void h9_instance_isMadeByTheFirstBatchAndStays() throws Exception {
    assertThat(spool.hasInstance()).isFalse();

    UUID instance = spool.instance();
    assertThat(spool.hasInstance()).isTrue();
    assertThat(spool.instance()).isEqualTo(instance);
  }

  @Test
  void h5_answerLost_theSameBytesComeAgain() throws Exception {
    answer = new SendResult(Kind.RETRY_LATER, Duration.ZERO, "lost");
    count(1);
    step();
    answer = SendResult.ACCEPTED;
    clock.advanceNanos(60_000_000_000L);
    step();

    assertThat(sent).hasSize(2);
    assertThat(sent.get(1).id()).isEqualTo(sent.get(0).id());
    assertThat(sent.get(1).body()).isEqualTo(sent.get(0).body());
  }

  @Test
  void h3_retryAfter_isRespected() throws Exception {
    answer = new SendResult(Kind.RETRY_LATER, Duration.ofMinutes(2), "busy");
    count(1);
    step();
    clock.advanceNanos(119_000_000_000L);
    step();

    assertThat(sent).hasSize(1);
  }

  @Test
  void h6_wrongToken_stops() throws Exception {
    answer = HttpSender.result(401, null);
    count(1);
    step();
    answer = SendResult.ACCEPTED;
    clock.advanceNanos(3_600_000_000_000L);
    step();

    assertThat(sent).hasSize(1);
  }

  @Test
  void h6_badData_isDroppedAndCounted() throws Exception {
    answer = HttpSender.result(400, null);
    count(5);
    step();

    assertThat(metrics.dropped()).isEqualTo(5);
    assertThat(reporter.sendOne()).isFalse();
  }

  private void count(int exchanges) {
    for (int i = 0; i < exchanges; i++) {
      metrics.addRecorded();
      aggregation.add(
          clock.epochMillis() / 60_000,
          "GET",
          "/items/{id}",
          200,
          null,
          null,
          100,
          -1,
          5,
          false,
          false);
    }
  }

  private void step() throws IOException {
    reporter.seal();
    boolean more = true;
    while (more) {
      more = reporter.sendOne();
    }
  }

  private SendResult send(Payload payload) throws IOException {
    if (away) {
      throw new IOException("away");
    }
    try {
      whileSending.call();
    } catch (Exception e) {
      throw new IOException(e);
    }
    sent.add(payload);
    return answer;
  }

  private List<Long> sequences() {
    return sent.stream().map(Payload::id).map(BatchId::sequence).toList();
  }

  private static List<Long> range(int count) {
    List<Long> numbers = new ArrayList<>();
    for (long i = 1; i <= count; i++) {
      numbers.add(i);
    }
    return numbers;
  }
}
