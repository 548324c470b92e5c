// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tries what was once a finding, without Jazzer. */
class SeedsTest {

  @ParameterizedTest
  @EnumSource
  void seeds_keepTheProperty(Targets target) throws Exception {
    FuzzTarget property = target.create();
    assertThat(target.seeds()).isNotEmpty();
    for (Path seed : target.seeds()) {
      byte[] input = Files.readAllBytes(seed);
      assertThatCode(() -> property.run(input)).as(seed.toString()).doesNotThrowAnyException();
    }
  }
}
