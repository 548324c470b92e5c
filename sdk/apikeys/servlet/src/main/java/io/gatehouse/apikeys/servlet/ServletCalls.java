// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys.servlet;

import io.gatehouse.apikeys.CallerAddress;
import io.gatehouse.apikeys.KeyPlaces;
import io.gatehouse.apikeys.RefusalAnswer;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Calls as servlets know them, for adapters of frameworks that run in a servlet container. */
public final class ServletCalls {

  private ServletCalls() {}

  /** What was presented as a key; null = nothing. */
  public static @Nullable String presented(KeyPlaces places, HttpServletRequest request) {
    return places.read(new View(request));
  }

  /** Where a call comes from; null when that is not known. */
  public static @Nullable String address(CallerAddress addresses, HttpServletRequest request) {
    return addresses.resolve(
        request.getRemoteAddr(), joined(request, "Forwarded"), joined(request, "X-Forwarded-For"));
  }

  /** Answers a call that was refused. */
  public static void refuse(RefusalAnswer refusal, HttpServletResponse response)
      throws IOException {
    response.setStatus(refusal.status());
    refusal.headers().forEach(response::setHeader);
    byte[] body = refusal.bytes();
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** Several headers of one name are one list. */
  private static @Nullable String joined(HttpServletRequest request, String name) {
    StringBuilder all = new StringBuilder();
    request
        .getHeaders(name)
        .asIterator()
        .forEachRemaining(value -> all.append(all.length() == 0 ? "" : ", ").append(value));
    return all.length() == 0 ? null : all.toString();
  }

  /** The container's own look at parameters would read form bodies. */
  private record View(HttpServletRequest request) implements KeyPlaces.Request {

    @Override
    public @Nullable String header(String name) {
      return request.getHeader(name);
    }

    @Override
    public @Nullable String query() {
      return request.getQueryString();
    }

    @Override
    public @Nullable String cookie(String name) {
      Cookie[] cookies = request.getCookies();
      if (cookies != null) {
        for (Cookie cookie : cookies) {
          if (cookie.getName().equals(name)) {
            return cookie.getValue();
          }
        }
      }
      return null;
    }
  }
}
