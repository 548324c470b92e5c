// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** An application that answers with a little JSON, and now and then with an error. */
final class StubService implements FilterChain {

  /** Where Spring MVC tells the route. */
  static final String ROUTE_ATTRIBUTE =
      "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

  private final int errorEvery;
  private final byte[] answer;
  private final byte[] buffer = new byte[8_192];
  private int requests;

  /**
   * Serves one thread.
   *
   * @param errorEvery so manieth request fails with 500; 0 = none
   * @param answer JSON
   */
  StubService(int errorEvery, byte[] answer) {
    this.errorEvery = errorEvery;
    this.answer = answer;
  }

  /** JSON of about that many bytes. */
  static byte[] json(int bytes) {
    StringBuilder json = new StringBuilder("{\"items\":[");
    int number = 0;
    while (json.length() < bytes - 45) {
      json.append(number == 0 ? "" : ",");
      json.append("{\"id\":").append(number++).append(",\"name\":\"kettle\",\"price\":\"39.90\"}");
    }
    return json.append("]}").toString().getBytes(UTF_8);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response) throws IOException {
    request.setAttribute(ROUTE_ATTRIBUTE, "/items/{id}");
    response.setContentType("application/json");
    if (errorEvery > 0 && ++requests % errorEvery == 0) {
      ((HttpServletResponse) response).setStatus(500);
    }
    ServletInputStream body = request.getInputStream();
    int read = request.getContentLength() < 0 ? -1 : body.read(buffer);
    while (read >= 0) {
      read = body.read(buffer);
    }
    response.getOutputStream().write(answer);
  }
}
