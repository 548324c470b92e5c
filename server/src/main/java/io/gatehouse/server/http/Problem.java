// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gatehouse.server.GatehouseException;
import org.jspecify.annotations.Nullable;

/** Problem details of RFC 9457. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    @Nullable String field,
    String requestId) {

  static final String CONTENT_TYPE = "application/problem+json";

  static Response of(GatehouseException failure, String requestId) {
    Problem problem =
        new Problem(
            "about:blank",
            failure.code().title(),
            failure.code().status(),
            String.valueOf(failure.getMessage()),
            failure.code().text(),
            failure.field(),
            requestId);
    Response response = Response.json(failure.code().status(), problem);
    Response typed =
        new Response(response.status(), CONTENT_TYPE, response.body(), response.headers());
    return failure.retryAfterSeconds() == 0
        ? typed
        : typed.withHeader("Retry-After", Integer.toString(failure.retryAfterSeconds()));
  }
}
