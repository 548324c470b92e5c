// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.key.ApiKeyText;
import io.gatehouse.protocol.key.KeyEntry.State;
import io.gatehouse.protocol.key.KeyHash;
import io.gatehouse.protocol.key.Refusal;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A5: how long a refusal takes tells nothing of the key, because the work is the same. Clocks would
 * tell of the machine; what is compared is how often each amount of hashing was done, over many
 * calls in random order.
 */
class RefusalWorkTest {

  private static final long NOW = 1_790_000_000_000L;
  private static final int KEYS = 300;
  private static final int CALLS = 5_000;

  private final SecureRandom random = new SecureRandom();
  private final TestKeys keys = new TestKeys();

  @BeforeAll
  static void count() {
    CountingSha256.install();
  }

  @AfterAll
  static void stop() {
    CountingSha256.remove();
  }

  private List<String> issue(State state, long expires, String environment, List<String> allow) {
    return IntStream.range(0, KEYS)
        .mapToObj(
            i -> {
              TestKeys.Draft draft = new TestKeys.Draft();
              draft.state = state;
              draft.expires = expires;
              draft.environment = environment;
              draft.allow = allow;
              keys.put(draft.entry());
              return draft.text.text();
            })
        .toList();
  }

  private String wrongSecret(String good) {
    ApiKeyText other = ApiKeyText.generate("gh", "prod", random);
    return new ApiKeyText("gh", "prod", ApiKeyText.parse(good).id(), other.secret()).text();
  }

  /** What callers with a well-formed key send, by what comes of it. */
  private Map<Refusal, Supplier<String>> callers() {
    Random any = new Random(1);
    List<String> good = issue(State.ACTIVE, 0, "prod", List.of());
    Map<Refusal, List<String>> bad = new EnumMap<>(Refusal.class);
    bad.put(Refusal.DISABLED, issue(State.DISABLED, 0, "prod", List.of()));
    bad.put(Refusal.REVOKED, issue(State.REVOKED, 0, "prod", List.of()));
    bad.put(Refusal.EXPIRED, issue(State.ACTIVE, NOW, "prod", List.of()));
    bad.put(Refusal.ENVIRONMENT, issue(State.ACTIVE, 0, "test", List.of()));
    bad.put(Refusal.ADDRESS, issue(State.ACTIVE, 0, "prod", List.of("10.0.0.0/8")));
    Map<Refusal, Supplier<String>> callers = new EnumMap<>(Refusal.class);
    bad.forEach((why, texts) -> callers.put(why, () -> texts.get(any.nextInt(KEYS))));
    callers.put(Refusal.UNKNOWN, () -> ApiKeyText.generate("gh", "prod", random).text());
    callers.put(Refusal.WRONG_SECRET, () -> wrongSecret(good.get(any.nextInt(KEYS))));
    return callers;
  }

  @Test
  void a5_refusals_doTheSameWork() {
    assertSameWork("2 hashes of 64 bytes");
  }

  /** Keys of other systems are looked for in vain as often for all of them. */
  @Test
  void a5_refusalsBesideImportedKeys_doTheSameWork() {
    keys.put(KeyRingTest.imported(KeyHash.IMPORTED_SHA512, "legacy", new byte[32]));

    assertSameWork("4 hashes of 160 bytes");
  }

  private void assertSameWork(String expected) {
    Map<Refusal, Supplier<String>> callers = callers();
    KeyRing ring = new KeyRing("prod");
    ring.apply(keys.since(0));
    List<Refusal> kinds = List.copyOf(callers.keySet());
    Random order = new Random(2);
    Map<Refusal, Map<String, Integer>> work = new EnumMap<>(Refusal.class);
    for (int i = 0; i < CALLS; i++) {
      Refusal kind = kinds.get(order.nextInt(kinds.size()));
      String text = callers.get(kind).get();
      CountingSha256.takeWork();
      Verification verified = ring.verify(text, "192.0.2.1", RouteRule.ANY_KEY, NOW);
      String done = CountingSha256.takeWork();
      assertThat(verified.refusal()).isEqualTo(kind);
      work.computeIfAbsent(kind, unused -> new HashMap<>()).merge(done, 1, Integer::sum);
    }

    assertThat(work).hasSize(7);
    assertThat(work)
        .allSatisfy((kind, amounts) -> assertThat(amounts.keySet()).containsExactly(expected));
  }

  /** What is no key at all, or mistyped, costs nothing: the caller knows that by itself. */
  @Test
  void a5_textsThatAreNoKeys_areRefusedBeforeAnyWork() {
    String good = issue(State.ACTIVE, 0, "prod", List.of()).get(0);
    KeyRing ring = new KeyRing("prod");
    ring.apply(keys.since(0));
    CountingSha256.takeWork();

    ring.verify(good + "x", null, RouteRule.ANY_KEY, NOW);
    ring.verify("Bearer", null, RouteRule.ANY_KEY, NOW);
    ring.verify(null, null, RouteRule.ANY_KEY, NOW);

    assertThat(CountingSha256.takeWork()).isEqualTo("0 hashes of 0 bytes");
  }
}
