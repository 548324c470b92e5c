// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoutePatternTest {

  private final RoutePattern pattern = RoutePattern.of("/v2/{client_id}/{env}/sync");

  @Test
  void match_plainDoubledSlashesAndPrefix_givesValues() {
    assertThat(pattern.match("/v2/42/prod/sync")).containsExactly("42", "prod");
    assertThat(pattern.match("//v2/42/prod/sync")).containsExactly("42", "prod");
    assertThat(pattern.match("/some/prefix/v2/42/prod/sync")).containsExactly("42", "prod");
  }

  @Test
  void match_otherPaths_isNull() {
    assertThat(pattern.match("/v2/42/prod/log")).isNull();
    assertThat(pattern.match("/v2/42/sync")).isNull();
    assertThat(pattern.match("/v2/42/prod/sync/more")).isNull();
    assertThat(pattern.match("")).isNull();
  }
}
