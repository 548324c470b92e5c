// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** An application that answers with a little JSON, and now and then with an error. */
final class StubService implements FilterChain {

  /** Where Spring MVC tells the route. */
  static final String ROUTE_ATTRIBUTE =
      "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

  private static final byte[] BODY =
      "{\"id\":4711,\"name\":\"kettle\",\"price\":\"39.90\",\"stock\":12}".getBytes(UTF_8);

  private final int errorEvery;
  private int requests;

  /**
   * Serves one thread.
   *
   * @param errorEvery so manieth request fails with 500; 0 = none
   */
  StubService(int errorEvery) {
    this.errorEvery = errorEvery;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response) throws IOException {
    request.setAttribute(ROUTE_ATTRIBUTE, "/items/{id}");
    response.setContentType("application/json");
    if (errorEvery > 0 && ++requests % errorEvery == 0) {
      ((HttpServletResponse) response).setStatus(500);
    }
    response.getOutputStream().write(BODY);
  }
}
