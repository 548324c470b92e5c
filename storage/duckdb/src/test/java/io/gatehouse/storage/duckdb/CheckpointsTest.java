// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckpointsTest {

  @Test
  void hasSpace_needsTwiceTheLogAndAReserve() {
    long megabyte = 1 << 20;

    assertThat(Checkpoints.hasSpace(64 * megabyte, 0)).isFalse();
    assertThat(Checkpoints.hasSpace(64 * megabyte + 1, 0)).isTrue();
    assertThat(Checkpoints.hasSpace(164 * megabyte, 50 * megabyte)).isFalse();
    assertThat(Checkpoints.hasSpace(165 * megabyte, 50 * megabyte)).isTrue();
  }
}
