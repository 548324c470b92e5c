// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.apikeys.FirstUses.First;
import io.gatehouse.protocol.key.KeySignal;
import io.gatehouse.protocol.key.KeySignal.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FirstUsesTest {

  private final FirstUses uses = new FirstUses();
  private final ApiKey key = new ApiKey(new TestKeys.Draft().entry());

  @Test
  void s2_networkAndAgent_areToldOnce() {
    FirstUses.Seen seen = uses.of(key);

    assertThat(seen.add("192.0.2.7", "curl/8"))
        .containsExactly(new First(Kind.NETWORK, "192.0.2.0/24"), new First(Kind.AGENT, "curl/8"));
    assertThat(seen.add("192.0.2.8", "curl/8")).isEmpty();
    assertThat(seen.add("192.0.3.8", "curl/8"))
        .containsExactly(new First(Kind.NETWORK, "192.0.3.0/24"));
    assertThat(seen.add("192.0.2.7", "okhttp")).containsExactly(new First(Kind.AGENT, "okhttp"));
  }

  /** What a snapshot says anew of a key does not make its callers new. */
  @Test
  void s2_keyThatIsToldAnew_isKnown() {
    uses.of(key).add("192.0.2.7", "curl/8");

    assertThat(uses.of(new ApiKey(key.entry())).isLast("192.0.2.7", "curl/8")).isTrue();
  }

  @Test
  void s2_sameCallerAgain_isKnownAtOnce() {
    FirstUses.Seen seen = uses.of(key);
    assertThat(seen.isLast(null, null)).isFalse();
    seen.add("192.0.2.7", null);

    assertThat(seen.isLast("192.0.2.7", null)).isTrue();
    assertThat(seen.isLast(new String("192.0.2.7"), null)).isTrue();
    assertThat(seen.isLast("192.0.2.7", "curl")).isFalse();
  }

  @Test
  void s2_networks_areInCidrNotation() {
    assertThat(FirstUses.network("10.20.255.4")).isEqualTo("10.20.255.0/24");
    assertThat(FirstUses.network("2001:db8:a:b::1")).isEqualTo("2001:db8:a::/48");
    assertThat(FirstUses.network("2001:db8:0:b::1")).isEqualTo("2001:db8::/48");
    assertThat(FirstUses.network("::1")).isEqualTo("::/48");
    assertThat(FirstUses.network("::ffff:10.0.0.1")).isEqualTo("10.0.0.0/24");
    assertThat(FirstUses.network("/var/run/socket")).isNull();
    assertThat(FirstUses.network(null)).isNull();
  }

  @Test
  void s2_longOrEmptyAgent_isCutOrLeftOut() {
    String pair = "\uD83D\uDE00";
    assertThat(FirstUses.agent("a".repeat(199) + pair)).isEqualTo("a".repeat(199));
    assertThat(FirstUses.agent("a".repeat(500))).hasSize(KeySignal.MAX_VALUE_CHARS);
    assertThat(FirstUses.agent(" \t")).isNull();
    assertThat(FirstUses.agent(null)).isNull();
  }

  @Test
  void s2_moreThanAKeyMayHave_areToldTogether() {
    FirstUses.Seen seen = uses.of(key);
    List<First> told = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      told.addAll(seen.add("10.0." + i + ".1", null));
    }

    assertThat(told).hasSize(FirstUses.MAX_OF_KEY + 1);
    assertThat(told.get(FirstUses.MAX_OF_KEY)).isEqualTo(new First(Kind.NETWORK, FirstUses.OTHER));
  }

  @Test
  void s2_manyThreads_tellEachOnce() {
    ConcurrentLinkedQueue<First> told = new ConcurrentLinkedQueue<>();
    IntStream.range(0, 20_000)
        .parallel()
        .forEach(i -> told.addAll(uses.of(key).add("10.0." + i % 20 + ".1", "agent " + i % 5)));

    assertThat(told).hasSize(25).doesNotHaveDuplicates();
  }
}
