// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys.spring;

import static java.util.Objects.requireNonNull;

import io.gatehouse.apikeys.ApiKeys;
import io.gatehouse.apikeys.Verification;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;

/** Verifies what callers present as their key. */
public final class ApiKeyAuthenticationProvider implements AuthenticationProvider {

  private final ApiKeys keys;
  private final List<String> knownScopes;

  /**
   * @param knownScopes what the application asks for with {@code hasAuthority}: wildcards of keys
   *     become these authorities
   */
  public ApiKeyAuthenticationProvider(ApiKeys keys, Collection<String> knownScopes) {
    this.keys = requireNonNull(keys, "keys");
    this.knownScopes = List.copyOf(knownScopes);
  }

  /** Why a key was refused; the message tells no more than the caller is told. */
  public static final class Refused extends AuthenticationException {
    private static final long serialVersionUID = 1;

    private final transient Verification verification;

    Refused(Verification verification) {
      super("A valid API key is needed.");
      this.verification = verification;
    }

    /** What came of it. */
    public Verification verification() {
      return verification;
    }
  }

  /**
   * Takes the call from the rate limits of its key.
   *
   * @throws Refused when the key does not let the call in
   */
  @Override
  public @Nullable Authentication authenticate(Authentication authentication) {
    if (!(authentication instanceof ApiKeyAuthentication call)) {
      return null;
    }
    Verification verified =
        keys.verify(call.getCredentials(), call.address(), call.agent(), call.rule());
    if (!verified.isAccepted()) {
      throw new Refused(verified);
    }
    return call.verified(verified, knownScopes);
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return ApiKeyAuthentication.class.isAssignableFrom(authentication);
  }
}
