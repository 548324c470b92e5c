// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys.spring;

import static java.util.Objects.requireNonNull;

import io.gatehouse.apikeys.ApiKeys;
import io.gatehouse.apikeys.RefusalAnswer;
import io.gatehouse.apikeys.RouteRule;
import io.gatehouse.apikeys.Verification;
import io.gatehouse.apikeys.servlet.ServletCalls;
import io.gatehouse.sdk.CurrentExchange;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;

/** Answers calls that are refused with a problem (RFC 9457), and tells why for the count. */
public final class ApiKeyRefusals implements AuthenticationEntryPoint, AccessDeniedHandler {

  private final ApiKeys keys;
  private final AccessDeniedHandler others = new AccessDeniedHandlerImpl();

  public ApiKeyRefusals(ApiKeys keys) {
    this.keys = requireNonNull(keys, "keys");
  }

  /** A call whose key was refused, or that has none. */
  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
      throws IOException {
    refuse(
        exception instanceof ApiKeyAuthenticationProvider.Refused refused
            ? refused.verification()
            : keys.verify(null, null, RouteRule.ANY_KEY),
        response);
  }

  /** A call whose key is good and does not suffice; calls without a key are left to Spring. */
  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException exception)
      throws IOException, ServletException {
    Verification verified = verification();
    if (verified == null || response.isCommitted()) {
      others.handle(request, response, exception);
      return;
    }
    refuse(verified.withoutScope(), response);
  }

  private static @Nullable Verification verification() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication instanceof ApiKeyAuthentication call ? call.verification() : null;
  }

  private static void refuse(Verification verified, HttpServletResponse response)
      throws IOException {
    verified.tell(CurrentExchange.get());
    ServletCalls.refuse(RefusalAnswer.of(verified), response);
  }
}
