// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.protocol.key.Refusal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the caller is answered when a call is refused: a problem (RFC 9457) that depends on the
 * status only, so that all refusals of one status are equal, whatever was wrong with the key. The
 * same for all adapters.
 *
 * @param headers all of the answer's, in their order
 */
public record RefusalAnswer(int status, Map<String, String> headers, String body) {

  /** Type of the body. */
  public static final String CONTENT_TYPE = "application/problem+json";

  private static final long RETRY_SECONDS = 5;

  private static final String PROBLEM =
      "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}";

  public RefusalAnswer {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /**
   * The answer to a call.
   *
   * @throws IllegalArgumentException when the call was not refused
   */
  public static RefusalAnswer of(Verification verified) {
    Refusal refusal = verified.refusal();
    if (refusal == null) {
      throw new IllegalArgumentException("the call was let in");
    }
    int status = refusal.status();
    Map<String, String> headers = new LinkedHashMap<>(verified.limitHeaders());
    headers.put("Content-Type", CONTENT_TYPE);
    headers.put("Cache-Control", "no-store");
    switch (status) {
      case 401 -> headers.put("WWW-Authenticate", "Bearer");
      case 429, 503 -> headers.put("Retry-After", Long.toString(retrySeconds(verified)));
      default -> headers.put("WWW-Authenticate", "Bearer error=\"insufficient_scope\"");
    }
    return new RefusalAnswer(status, headers, problem(status));
  }

  private static long retrySeconds(Verification verified) {
    Verification.LimitStanding limit = verified.limit();
    return limit == null ? RETRY_SECONDS : limit.resetSeconds();
  }

  private static String problem(int status) {
    return switch (status) {
      case 401 -> PROBLEM.formatted("Unauthorized", status, "A valid API key is needed.");
      case 403 -> PROBLEM.formatted("Forbidden", status, "The API key may not do this.");
      case 429 -> PROBLEM.formatted("Too Many Requests", status, "The API key is used too often.");
      default ->
          PROBLEM.formatted("Service Unavailable", status, "API keys cannot be checked now.");
    };
  }

  /** The body as it is sent. */
  public byte[] bytes() {
    return body.getBytes(UTF_8);
  }
}
