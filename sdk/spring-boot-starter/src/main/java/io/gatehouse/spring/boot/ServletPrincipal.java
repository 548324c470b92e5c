// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.HttpServerRequest;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Notes the name of a principal at the request, since outside of security it is not known. */
final class ServletPrincipal {

  private static final String ATTRIBUTE = "io.gatehouse.spring.principal";

  private ServletPrincipal() {}

  static void note(HttpServletRequest request, String name) {
    request.setAttribute(ATTRIBUTE, name);
  }

  static @Nullable Consumer consumer(HttpServerRequest request) {
    return request.unwrap() instanceof HttpServletRequest http
            && http.getAttribute(ATTRIBUTE) instanceof String name
        ? Consumer.of(name)
        : null;
  }
}
