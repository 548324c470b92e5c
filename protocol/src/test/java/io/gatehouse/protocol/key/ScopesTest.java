// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopesTest {

  @ParameterizedTest
  @CsvSource({
    "orders:read,      orders:read,      true",
    "orders:read,      orders:write,     false",
    "orders:read,      orders,           false",
    "orders:read,      orders:read:own,  false",
    "orders,           orders:read,      false",
    "orders:*,         orders:read,      true",
    "orders:*,         orders:read:own,  true",
    "orders:*,         orders,           false",
    "orders:*,         orders:,          false",
    "orders:*,         ordersx:read,     false",
    "*,                orders:read,      true",
    "Orders:read,      orders:read,      false",
  })
  void a7_wildcards_standForWholeParts(String granted, String wanted, boolean covered) {
    assertThat(Scopes.of(List.of(granted)).grants(wanted)).isEqualTo(covered);
  }

  @Test
  void a7_noScope_isNoAccess() {
    Scopes none = Scopes.of(List.of());

    assertThat(none.grants("orders:read")).isFalse();
    assertThat(none.grantsAny(List.of("orders:read", "a"))).isFalse();
    assertThat(none.grantsAll(List.of("orders:read"))).isFalse();
    assertThat(none.grantsAll(List.of())).isTrue();
    assertThat(none.grantsAny(List.of())).isFalse();
  }

  @Test
  void a7_allAndAny_followTheirNames() {
    Scopes scopes = Scopes.of(List.of("orders:read", "items:*"));

    assertThat(scopes.grantsAll(List.of("orders:read", "items:write"))).isTrue();
    assertThat(scopes.grantsAll(List.of("orders:read", "orders:write"))).isFalse();
    assertThat(scopes.grantsAny(List.of("orders:write", "items:write"))).isTrue();
    assertThat(scopes.grantsAny(List.of("orders:write", "users:read"))).isFalse();
  }

  @Test
  void of_whatIsNoScope_namesIt() {
    for (String wrong : List.of("", "a b", "a:", ":a", "a::b", "a*", "*:a", "x".repeat(65))) {
      assertThatThrownBy(() -> Scopes.of(List.of("a", wrong)))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("\"" + wrong + "\"");
    }
  }
}
