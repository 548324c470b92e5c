// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.key.ApiKeyText;
import io.gatehouse.protocol.key.KeyEntry;
import io.gatehouse.protocol.key.KeyEntry.Owner;
import io.gatehouse.protocol.key.KeyEntry.State;
import io.gatehouse.protocol.key.KeyHash;
import io.gatehouse.protocol.key.KeySnapshot;
import io.gatehouse.protocol.key.Refusal;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyRingTest {

  private static final long NOW = 1_790_000_000_000L;

  private final TestKeys keys = new TestKeys();
  private final KeyRing ring = new KeyRing("prod");

  private String put(Consumer<TestKeys.Draft> edit) {
    TestKeys.Draft draft = new TestKeys.Draft();
    edit.accept(draft);
    keys.put(draft.entry());
    ring.apply(keys.since(0));
    return draft.text.text();
  }

  private @Nullable Refusal refusal(@Nullable String text, String... scopes) {
    return ring.verify(text, "192.0.2.1", RouteRule.allOf(scopes), NOW).refusal();
  }

  @Test
  void verify_goodKey_isAcceptedWithItsConsumer() {
    Verification verified = ring.verify(put(draft -> {}), null, RouteRule.ANY_KEY, NOW);

    assertThat(verified.isAccepted()).isTrue();
    assertThat(verified.key().consumer().identifier()).isEqualTo("acme");
    assertThat(verified.key().consumer().group()).isEqualTo("gold");
    assertThat(verified.use().id()).isEqualTo(verified.key().id());
    assertThat(verified.use().refusal()).isNull();
  }

  /** Each way to be refused, and that the reason is counted. */
  @Test
  void k5_eachReason_isTold() {
    String good = put(draft -> {});
    ApiKeyText text = ApiKeyText.parse(good);
    String wrong =
        new ApiKeyText("gh", "prod", text.id(), "0".repeat(ApiKeyText.SECRET_CHARS)).text();

    assertThat(refusal(null)).isEqualTo(Refusal.MISSING);
    assertThat(refusal("")).isEqualTo(Refusal.MISSING);
    assertThat(refusal("hello")).isEqualTo(Refusal.MALFORMED);
    assertThat(refusal(good.substring(1))).isEqualTo(Refusal.MALFORMED);
    assertThat(refusal(ApiKeyText.generate("gh", "prod", new SecureRandom()).text()))
        .isEqualTo(Refusal.UNKNOWN);
    assertThat(refusal(wrong)).isEqualTo(Refusal.WRONG_SECRET);
    assertThat(refusal(put(draft -> draft.state = State.DISABLED))).isEqualTo(Refusal.DISABLED);
    assertThat(refusal(put(draft -> draft.state = State.REVOKED))).isEqualTo(Refusal.REVOKED);
    assertThat(refusal(put(draft -> draft.expires = NOW))).isEqualTo(Refusal.EXPIRED);
    assertThat(refusal(put(draft -> draft.expires = NOW + 1))).isNull();
    assertThat(refusal(put(draft -> draft.environment = "test"))).isEqualTo(Refusal.ENVIRONMENT);
    assertThat(refusal(put(draft -> draft.allow = List.of("10.0.0.0/8"))))
        .isEqualTo(Refusal.ADDRESS);
    assertThat(refusal(put(draft -> draft.deny = List.of("192.0.2.0/24"))))
        .isEqualTo(Refusal.ADDRESS);
    assertThat(refusal(put(draft -> draft.allow = List.of("192.0.2.1")))).isNull();
    assertThat(refusal(good, "orders:read")).isEqualTo(Refusal.SCOPE);
    assertThat(refusal(put(draft -> draft.scopes = List.of("orders:*")), "orders:read")).isNull();
    assertThat(refusal(put(draft -> draft.pepper = 7))).isEqualTo(Refusal.WRONG_SECRET);
  }

  @Test
  void a10_unknownAddress_isNeverAllowedByARule() {
    String allowed = put(draft -> draft.allow = List.of("0.0.0.0/0"));
    String denied = put(draft -> draft.deny = List.of("10.0.0.0/8"));

    for (String address : new String[] {null, "", "host.example"}) {
      assertThat(ring.verify(allowed, address, RouteRule.ANY_KEY, NOW).refusal())
          .isEqualTo(Refusal.ADDRESS);
      assertThat(ring.verify(denied, address, RouteRule.ANY_KEY, NOW).refusal())
          .isEqualTo(Refusal.ADDRESS);
    }
  }

  /** A3, A5: what a caller could learn is the same for all. */
  @Test
  void a5_refusals_lookTheSameToTheCaller() {
    for (Refusal refusal :
        List.of(
            Refusal.MISSING,
            Refusal.MALFORMED,
            Refusal.UNKNOWN,
            Refusal.WRONG_SECRET,
            Refusal.DISABLED,
            Refusal.REVOKED,
            Refusal.EXPIRED,
            Refusal.ENVIRONMENT,
            Refusal.ADDRESS)) {
      assertThat(refusal.status()).isEqualTo(401);
    }
  }

  /** A8: two secrets of one key. */
  @Test
  void a8_rotatedKey_hasTwoGoodSecrets() {
    String old =
        put(
            draft -> {
              draft.key = "one";
              draft.expires = NOW + 10;
            });
    String young = put(draft -> draft.key = "one");

    assertThat(ring.verify(old, null, RouteRule.ANY_KEY, NOW).key().key()).isEqualTo("one");
    assertThat(ring.verify(young, null, RouteRule.ANY_KEY, NOW).key().key()).isEqualTo("one");
    assertThat(ring.verify(old, null, RouteRule.ANY_KEY, NOW + 10).refusal())
        .isEqualTo(Refusal.EXPIRED);
    assertThat(ring.verify(young, null, RouteRule.ANY_KEY, NOW + 10).refusal()).isNull();
  }

  @Test
  void apply_changes_keepTheOthers() {
    String first = put(draft -> {});
    long known = keys.revision();
    TestKeys.Draft second = new TestKeys.Draft();
    keys.put(second.entry());
    ring.apply(keys.since(known));

    assertThat(refusal(first)).isNull();
    assertThat(refusal(second.text.text())).isNull();
    assertThat(ring.revision()).isEqualTo(keys.revision());
  }

  @Test
  void apply_allKeys_forgetsWhatIsNotAmongThem() {
    String first = put(draft -> {});
    ring.apply(new KeySnapshot("shop", 9, 0, 1, "gh", Map.of(1, TestKeys.PEPPER), List.of()));

    assertThat(refusal(first)).isEqualTo(Refusal.UNKNOWN);
    assertThat(ring.size()).isZero();
  }

  @Test
  void apply_keyThatCannotBeUnderstood_letsNobodyIn() {
    TestKeys.Draft draft = new TestKeys.Draft();
    keys.put(draft.entry());
    draft.allow = List.of("not a network");
    keys.put(draft.entry());
    ring.apply(keys.since(0));

    assertThat(refusal(draft.text.text())).isEqualTo(Refusal.UNKNOWN);
  }

  /** A2: keys of other systems, by what was kept of them there, hashed once more. */
  @Test
  void a2_importedHashes_areVerified() {
    for (KeyHash algorithm :
        List.of(KeyHash.IMPORTED_SHA256, KeyHash.IMPORTED_SHA512, KeyHash.IMPORTED_PREFIXED_KEY)) {
      String text = "AbCdEf12_legacy-" + algorithm.text();
      keys.put(imported(algorithm, "legacy" + algorithm, algorithm.of(TestKeys.PEPPER, text)));
      ring.apply(keys.since(0));

      assertThat(refusal(text)).isNull();
      assertThat(refusal(text + "x")).isEqualTo(Refusal.UNKNOWN);
      assertThat(refusal("x".repeat(513))).isEqualTo(Refusal.MALFORMED);
    }
  }

  /** A2: what was stolen from the database lets nobody in, not even with the pepper. */
  @Test
  void a2_stolenHash_verifiesNothing() {
    TestKeys.Draft draft = new TestKeys.Draft();
    keys.put(draft.entry());
    ring.apply(keys.since(0));
    byte[] stolen = draft.entry().hash();
    String id = draft.text.id();
    String hex = HexFormat.of().formatHex(stolen);

    for (String secret : List.of(hex.substring(0, 32), hex.substring(32), "0".repeat(32))) {
      assertThat(refusal(new ApiKeyText("gh", "prod", id, secret).text()))
          .isEqualTo(Refusal.WRONG_SECRET);
    }
    assertThat(refusal(hex)).isEqualTo(Refusal.MALFORMED);
    KeyRing withoutPepper = new KeyRing("prod");
    withoutPepper.apply(
        new KeySnapshot("shop", 9, 0, 1, "gh", Map.of(1, new byte[32]), List.of(draft.entry())));
    assertThat(withoutPepper.verify(draft.text.text(), null, RouteRule.ANY_KEY, NOW).refusal())
        .isEqualTo(Refusal.WRONG_SECRET);
  }

  /** A2: what is in the database is of no use without the pepper. */
  @Test
  void a2_importedHash_isNoneWithoutThePepper() {
    String text = "AbCdEf12_legacy";
    byte[] stolen = KeyHash.IMPORTED_SHA256.digest(text);
    keys.put(imported(KeyHash.IMPORTED_SHA256, "legacy", stolen));
    ring.apply(keys.since(0));

    assertThat(refusal(text)).isEqualTo(Refusal.UNKNOWN);
  }

  /** A key of another installation has the same form and is looked for as well. */
  @Test
  void a2_importedKeyOfTheSameForm_isVerified() {
    String text = new TestKeys.Draft().text.text();
    byte[] hash = KeyHash.IMPORTED_SHA256.of(TestKeys.PEPPER, text);
    keys.put(imported(KeyHash.IMPORTED_SHA256, "elsewhere", hash));
    ring.apply(keys.since(0));

    assertThat(refusal(text)).isNull();
    assertThat(refusal(new TestKeys.Draft().text.text())).isEqualTo(Refusal.UNKNOWN);
  }

  static KeyEntry imported(KeyHash algorithm, String id, byte[] hash) {
    return new KeyEntry(
        id,
        "old",
        algorithm,
        hash,
        1,
        State.ACTIVE,
        "Legacy",
        "prod",
        0,
        List.of(),
        List.of(),
        List.of(),
        new Owner("acme", null, null),
        List.of());
  }
}
