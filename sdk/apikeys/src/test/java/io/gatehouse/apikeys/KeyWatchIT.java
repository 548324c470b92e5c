// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.protocol.key.ApiKeyText;
import io.gatehouse.protocol.key.KeySignal;
import io.gatehouse.protocol.key.KeySignal.Kind;
import io.gatehouse.protocol.key.KeySignalCodec;
import io.gatehouse.protocol.key.Refusal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told of calls, and that calls do not wait for it. */
class KeyWatchIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long NOW = 1_790_000_000_000L;

  private final TestKeys keys = new TestKeys();
  private final KeyRing ring = new KeyRing("prod");
  private final SecureRandom random = new SecureRandom();
  private final Queue<KeySignal> told = new ConcurrentLinkedQueue<>();
  private final Set<String> tellers = ConcurrentHashMap.newKeySet();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile int status = 202;
  private final KeyWatch watch = new KeyWatch(20, () -> NOW, this::send);

  @AfterEach
  void close() {
    watch.close();
  }

  private int send(String message) throws IOException {
    asked.incrementAndGet();
    tellers.add(Thread.currentThread().getName());
    if (status / 100 == 2) {
      told.addAll(KeySignalCodec.read(message));
    }
    return status;
  }

  private TestKeys.Draft issue() {
    TestKeys.Draft draft = new TestKeys.Draft();
    keys.put(draft.entry());
    ring.apply(keys.since(0));
    return draft;
  }

  private @Nullable Refusal call(String text, @Nullable String address, @Nullable String agent) {
    Verification verified = ring.verify(text, address, RouteRule.ANY_KEY, NOW);
    watch.saw(verified, text, address, agent);
    return verified.refusal();
  }

  private String unknown() {
    return ApiKeyText.generate("gh", "prod", random).text();
  }

  private String wrongSecret(TestKeys.Draft key) {
    String secret = ApiKeyText.generate("gh", "prod", random).secret();
    return new ApiKeyText("gh", "prod", key.text.id(), secret).text();
  }

  private List<KeySignal> awaitTold(int count) {
    await().atMost(PATIENCE).until(() -> told.size() >= count);
    return new ArrayList<>(told);
  }

  @Test
  void s1_badKeysOfOneAddress_areTold() {
    TestKeys.Draft key = issue();
    for (int i = 0; i < 10; i++) {
      assertThat(call(unknown(), "203.0.113.7", "x")).isEqualTo(Refusal.UNKNOWN);
      assertThat(call(wrongSecret(key), "203.0.113.7", "x")).isEqualTo(Refusal.WRONG_SECRET);
      assertThat(call("password", "203.0.113.7", "x")).isEqualTo(Refusal.MALFORMED);
      call(unknown(), "203.0.113.8", "x");
    }

    assertThat(awaitTold(1))
        .containsExactly(new KeySignal(Kind.GUESSING, "", "203.0.113.7", 30, 11, NOW));
    assertThat(tellers).containsExactly("gatehouse-key-signals");
  }

  /** Nothing is a guess that was let in once, nor what comes without any key. */
  @Test
  void s1_expiredKeysAndNone_areNoGuesses() {
    TestKeys.Draft old = new TestKeys.Draft();
    old.expires = NOW;
    keys.put(old.entry());
    ring.apply(keys.since(0));
    for (int i = 0; i < 100; i++) {
      assertThat(call(old.text.text(), "203.0.113.7", "x")).isEqualTo(Refusal.EXPIRED);
      watch.saw(KeyRing.refused(Refusal.MISSING), null, "203.0.113.7", "x");
    }

    assertThat(awaitTold(2)).extracting(KeySignal::kind).doesNotContain(Kind.GUESSING);
  }

  @Test
  void s2_firstUses_areToldOnce() {
    TestKeys.Draft key = issue();
    for (int i = 0; i < 100; i++) {
      assertThat(call(key.text.text(), "198.51.100." + i % 9, "curl/8.5")).isNull();
    }

    String id = key.text.id();
    assertThat(awaitTold(2))
        .containsExactly(
            new KeySignal(Kind.NETWORK, id, "198.51.100.0/24", 1, 0, NOW),
            new KeySignal(Kind.AGENT, id, "curl/8.5", 1, 0, NOW));
    assertThat(watch.counts()).isEqualTo(new KeySignalCounts(2, 0, 0));
  }

  @Test
  void s2_serverThatIsAway_isToldLater() {
    status = 503;
    TestKeys.Draft key = issue();
    call(key.text.text(), "198.51.100.1", null);
    await().atMost(PATIENCE).until(() -> asked.get() > 1);
    assertThat(watch.counts()).isEqualTo(new KeySignalCounts(0, 1, 0));
    status = 202;

    assertThat(awaitTold(1)).extracting(KeySignal::value).containsExactly("198.51.100.0/24");
  }

  /** K8: what is lost is counted, and calls go on. */
  @Test
  void s2_moreThanCanWait_isDroppedAndCounted() {
    status = 503;
    for (int i = 0; i < SignalPost.MAX_WAITING / 2 + 50; i++) {
      TestKeys.Draft draft = new TestKeys.Draft();
      Verification verified = Verification.accepted(new ApiKey(draft.entry()));
      watch.saw(verified, draft.text.text(), "198.51.100.1", "curl");
    }

    assertThat(watch.counts()).isEqualTo(new KeySignalCounts(0, SignalPost.MAX_WAITING, 100));
  }

  @Test
  void s2_whatTheServerCannotRead_isDroppedAndCounted() {
    status = 404;
    call(issue().text.text(), "198.51.100.1", null);

    await().atMost(PATIENCE).until(() -> watch.counts().dropped() == 1);
    assertThat(watch.counts().waiting()).isZero();
  }

  @Test
  void s2_close_tellsWhatIsLeft() {
    call(issue().text.text(), "198.51.100.1", null);
    watch.close();

    assertThat(told).hasSize(1);
  }

  /** S1: while others guess, and the server hangs, a good key waits for nobody. */
  @Test
  void s1_goodKeysWhileOthersGuess_areNotBlocked() throws InterruptedException {
    TestKeys.Draft key = issue();
    CountDownLatch hanging = new CountDownLatch(1);
    KeyWatch hung =
        new KeyWatch(
            20,
            () -> NOW,
            message -> {
              tellers.add(Thread.currentThread().getName());
              try {
                hanging.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return 202;
            });
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    List<Thread> callers = new ArrayList<>();
    ConcurrentLinkedQueue<ThreadInfo> infos = new ConcurrentLinkedQueue<>();
    for (int caller = 0; caller < 5; caller++) {
      boolean guesses = caller > 0;
      String bad = unknown();
      callers.add(
          new Thread(
              () -> {
                for (int i = 0; i < 40_000; i++) {
                  String text = guesses ? bad : key.text.text();
                  String address = guesses ? "203.0." + i % 256 + ".7" : "198.51.100.1";
                  Verification verified = ring.verify(text, address, RouteRule.ANY_KEY, NOW);
                  hung.saw(verified, text, address, "agent");
                }
                infos.add(threads.getThreadInfo(Thread.currentThread().getId()));
              }));
    }
    // Classes are loaded under locks; they are here before anything is measured.
    threads.getThreadInfo(Thread.currentThread().getId());
    call(key.text.text(), "198.51.100.1", "agent");
    call(unknown(), "198.51.100.1", "agent");
    callers.forEach(Thread::start);
    for (Thread caller : callers) {
      caller.join();
    }

    assertThat(infos).hasSize(5).allSatisfy(info -> assertThat(info.getWaitedCount()).isZero());
    assertThat(infos).allSatisfy(info -> assertThat(info.getBlockedCount()).isZero());
    await().atMost(PATIENCE).until(() -> tellers.contains("gatehouse-key-signals"));
    assertThat(tellers).containsExactly("gatehouse-key-signals");
    hanging.countDown();
    hung.close();
  }

  @Test
  void s2_nothingToTell_startsNoThread() {
    call("password", "203.0.113.9", "x");
    watch.saw(KeyRing.refused(Refusal.MISSING), null, null, null);

    assertThat(watch.isStarted()).isFalse();
  }
}
