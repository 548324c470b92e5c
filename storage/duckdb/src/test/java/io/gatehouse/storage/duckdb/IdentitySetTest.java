// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdentitySetTest {

  @Test
  void add_randomIdentities_agreesWithASet() {
    Random random = new Random(1);
    IdentitySet identities = new IdentitySet(24, Integer.MAX_VALUE);
    Set<String> expected = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      int app = random.nextInt(3);
      long high = random.nextInt(40);
      long low = random.nextInt(400);
      boolean isNew = expected.add(app + " " + high + " " + low);
      assertThat(identities.add(app, high, low, i / 100)).isEqualTo(isNew);
    }
    assertThat(identities.size()).isEqualTo(expected.size());
  }

  @Test
  void add_zeroIdentity_isOneLikeOthers() {
    IdentitySet identities = new IdentitySet(24, 10);

    assertThat(identities.add(0, 0, 0, 0)).isTrue();
    assertThat(identities.add(0, 0, 0, 0)).isFalse();
  }

  @Test
  void add_beyondTheHorizon_isForgotten() {
    IdentitySet identities = new IdentitySet(24, 1_000);
    identities.add(1, 1, 1, 0);
    identities.add(1, 2, 2, 23 * 60);
    assertThat(identities.add(1, 1, 1, 23 * 60)).isFalse();
    identities.add(1, 3, 3, 24 * 60);

    assertThat(identities.size()).isEqualTo(2);
    assertThat(identities.add(1, 1, 1, 24 * 60)).isTrue();
  }

  @Test
  void add_overTheLimit_keepsTwoHours() {
    IdentitySet identities = new IdentitySet(24, 10);
    for (int hour = 0; hour < 10; hour++) {
      for (int i = 0; i < 100; i++) {
        identities.add(1, hour, i, hour * 60);
      }
    }

    assertThat(identities.size()).isEqualTo(300);
    assertThat(identities.add(1, 7, 5, 9 * 60)).isFalse();
    assertThat(identities.add(1, 6, 5, 9 * 60)).isTrue();
  }

  @Test
  void add_clockJumpedBack_isStillKnown() {
    IdentitySet identities = new IdentitySet(24, 1_000);
    identities.add(1, 1, 1, 100 * 60);
    identities.add(1, 2, 2, 10 * 60);

    assertThat(identities.add(1, 2, 2, 10 * 60)).isFalse();
    assertThat(identities.add(1, 2, 2, 100 * 60)).isFalse();
  }

  @Test
  void forget_oneApp_keepsOthers() {
    IdentitySet identities = new IdentitySet(24, 1_000);
    for (int i = 0; i < 500; i++) {
      identities.add(i % 2, 0, i, 0);
    }
    identities.forget(0);

    assertThat(identities.size()).isEqualTo(250);
    assertThat(identities.add(1, 0, 3, 0)).isFalse();
    assertThat(identities.add(0, 0, 2, 0)).isTrue();
  }
}
