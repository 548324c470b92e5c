// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gatehouse.protocol.key.ApiKeyText;
import io.gatehouse.protocol.key.KeySignal;
import io.gatehouse.protocol.key.KeySignal.Kind;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GuessTableTest {

  private static final long START = 1_790_000_000_000L;

  private final SecureRandom random = new SecureRandom();
  private final GuessTable table = new GuessTable(20);

  private String key() {
    return ApiKeyText.generate("gh", "prod", random).text();
  }

  private void guess(String address, int calls, long at) {
    for (int i = 0; i < calls; i++) {
      table.add(address, key(), at);
    }
  }

  @Test
  void s1_upToTheThreshold_isNobodysBusiness() {
    guess("192.0.2.1", 20, START);

    assertThat(table.due(START)).isNull();
  }

  @Test
  void s1_pastTheThreshold_isToldWithCallsAndIds() {
    String same = key();
    guess("192.0.2.1", 20, START);
    for (int i = 0; i < 10; i++) {
      table.add("192.0.2.1", same, START + i);
      table.add("192.0.2.1", "no key at all", START + i);
    }

    assertThat(table.due(START + 100))
        .containsExactly(new KeySignal(Kind.GUESSING, "", "192.0.2.1", 40, 21, START + 100));
    assertThat(table.due(START + 200)).isEmpty();
  }

  @Test
  void s1_goingOn_isToldAgainAMinuteLater() {
    guess("192.0.2.1", 30, START);
    assertThat(table.due(START)).hasSize(1);
    guess("192.0.2.1", 70, START + 50_000);
    assertThat(table.due(START + 59_999)).isEmpty();
    guess("192.0.2.1", 30, START + 60_000);

    assertThat(table.due(START + 60_001)).extracting(KeySignal::calls).containsExactly(100L);
    assertThat(table.due(START + 60_002)).isEmpty();
    assertThat(table.due(START + 120_002)).isNull();
  }

  @Test
  void s1_eachMinuteByItself_counts() {
    guess("192.0.2.1", 15, START);
    guess("192.0.2.1", 15, START + 60_000);

    assertThat(table.due(START + 60_000)).isNull();
  }

  @Test
  void s1_clockSetBack_countsOn() {
    guess("192.0.2.1", 15, START);
    guess("192.0.2.1", 21, START - 3_600_000);

    assertThat(table.due(START - 3_600_000)).hasSize(1);
  }

  /** However many addresses guess, the table stays as it is, and what they do is told. */
  @Test
  void s1_moreAddressesThanPlaces_areToldTogether() {
    int addresses = 4 * GuessTable.MAX_ADDRESSES;
    for (int i = 0; i < addresses; i++) {
      table.add("2001:db8::" + Integer.toHexString(i), "x", START);
    }

    List<KeySignal> told = table.due(START);
    assertThat(told).hasSize(1);
    assertThat(told.get(0).value()).isEqualTo(GuessTable.OTHER);
    assertThat(told.get(0).calls())
        .isBetween((long) addresses - GuessTable.MAX_ADDRESSES, (long) addresses);
  }

  @Test
  void s1_manyIds_areCountedUpToABound() {
    guess("192.0.2.1", 1_000, START);
    guess("192.0.2.2", 60, START);

    assertThat(table.due(START))
        .extracting(KeySignal::value, KeySignal::secrets)
        .containsExactlyInAnyOrder(tuple("192.0.2.1", GuessTable.MAX_IDS), tuple("192.0.2.2", 60));
  }

  @Test
  void s1_manyThreads_loseNoCall() {
    IntStream.range(0, 40_000).parallel().forEach(i -> table.add("192.0.2." + i % 4, "x", START));

    assertThat(table.due(START)).extracting(KeySignal::calls).containsOnly(10_000L).hasSize(4);
  }

  @Test
  void s1_unknownAddress_isAnAddress() {
    for (int i = 0; i < 21; i++) {
      table.add(null, "x", START);
    }

    assertThat(table.due(START)).extracting(KeySignal::value).containsExactly(GuessTable.UNKNOWN);
  }
}
