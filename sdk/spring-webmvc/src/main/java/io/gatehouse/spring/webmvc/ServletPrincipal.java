// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.webmvc;

import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.HttpServerRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Notes the name of a principal at the request, since outside of security it is not known. Tells it
 * at the end to the SDK:
 *
 * <pre>{@code
 * Gatehouse.builder().consumers(ServletPrincipal::consumer)
 * }</pre>
 */
public final class ServletPrincipal {

  private static final String ATTRIBUTE = "io.gatehouse.spring.principal";

  private static final String BY_SECURITY = "io.gatehouse.spring.principalBySecurity";

  private ServletPrincipal() {}

  /** Whoever knows the principal notes its name; the last one counts. */
  public static void note(HttpServletRequest request, String name) {
    request.setAttribute(ATTRIBUTE, name);
  }

  /** Spring Security tells the principal: asking the request for it would make it load one. */
  public static void leaveToSecurity(HttpServletRequest request) {
    request.setAttribute(BY_SECURITY, true);
  }

  /** Notes the principal that the container or a filter knows. */
  static void noteUnlessLeft(HttpServletRequest request) {
    if (request.getAttribute(BY_SECURITY) == null) {
      Principal principal = request.getUserPrincipal();
      if (principal != null) {
        note(request, principal.getName());
      }
    }
  }

  /**
   * The principal that was noted while the request was inside.
   *
   * @return null = nobody, or a request that is none of servlets
   */
  public static @Nullable Consumer consumer(HttpServerRequest request) {
    return request.unwrap() instanceof HttpServletRequest http
            && http.getAttribute(ATTRIBUTE) instanceof String name
        ? Consumer.of(name)
        : null;
  }
}
