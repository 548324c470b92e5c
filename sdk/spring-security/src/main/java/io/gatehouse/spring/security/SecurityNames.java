// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.security;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Names of principals as Spring Security knows them. */
final class SecurityNames {

  private SecurityNames() {}

  /** Null = nobody, or somebody without a name. */
  static @Nullable String of(Authentication authentication) {
    if (authentication instanceof AnonymousAuthenticationToken) {
      return null;
    }
    try {
      return authentication.getName();
    } catch (RuntimeException e) {
      // The application's own type. Without a name the consumer is anonymous, nothing else.
      return null;
    }
  }
}
