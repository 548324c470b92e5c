// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyRolesTest {

  private static final Map<String, List<String>> ROLES =
      Map.of("reader", List.of("orders:read", "products:read"), "all", List.of("*"));

  @Test
  void a7_truthTable_ofScopesAndRoles() {
    assertThat(expanded()).isEmpty();
    assertThat(expanded("orders:write")).containsExactly("orders:write");
    assertThat(expanded("@reader")).containsExactly("orders:read", "products:read");
    assertThat(expanded("orders:read", "@reader")).containsExactly("orders:read", "products:read");
    assertThat(expanded("@all", "@reader")).containsExactly("*", "orders:read", "products:read");
    assertThat(expanded("@gone")).isEmpty();
    assertThat(expanded("@gone", "a")).containsExactly("a");
  }

  private static List<String> expanded(String... scopes) {
    return KeyRoles.expand(List.of(scopes), ROLES);
  }
}
