// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.apikeys.RouteRule;
import org.junit.jupiter.api.Test;

class ApiKeyAuthenticationTest {

  private final ApiKeyAuthentication presented =
      ApiKeyAuthentication.presented("gh_prod_secret", "192.0.2.1", "curl", RouteRule.ANY_KEY);

  @Test
  void a3_text_hasNoSecret() {
    assertThat(presented.toString()).doesNotContain("secret");
    presented.eraseCredentials();
    assertThat(presented.getCredentials()).isNull();
  }

  @Test
  void presentedKey_isNotTrusted() {
    assertThat(presented.isAuthenticated()).isFalse();
    assertThat(presented.getAuthorities()).isEmpty();
    assertThat(presented.getPrincipal()).isNull();
    assertThatThrownBy(() -> presented.setAuthenticated(true))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
