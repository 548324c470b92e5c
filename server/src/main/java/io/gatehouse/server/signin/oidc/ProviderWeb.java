// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.signin.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gatehouse.alerting.outbound.OutboundException;
import io.gatehouse.alerting.outbound.OutboundHttp;
import io.gatehouse.alerting.outbound.OutboundHttp.Answer;
import io.gatehouse.alerting.outbound.OutboundHttp.Call;
import io.gatehouse.alerting.outbound.OutboundUrl;
import io.gatehouse.server.signin.oidc.OidcException.Problem;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks providers, through the guard that every connection caused by users goes through. */
final class ProviderWeb {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int MAX_BYTES = 64 * 1_024;

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(32).build())
                  .build())
          .build();

  private final OutboundHttp http;

  ProviderWeb(OutboundHttp http) {
    this.http = http;
  }

  /** An answer in JSON, whatever its status. */
  record JsonAnswer(int status, JsonNode json) {}

  /** The JSON under an address. */
  JsonNode get(String url, Map<String, String> headers) throws OidcException {
    JsonAnswer answer = ask("GET", url, headers, new byte[0]);
    if (answer.status() != 200) {
      throw new OidcException(
          Problem.PROVIDER, "The provider answered " + answer.status() + " to GET " + url + ".");
    }
    return answer.json();
  }

  JsonAnswer post(String url, Map<String, String> form, Map<String, String> headers)
      throws OidcException {
    String body =
        form.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return ask("POST", url, headers, body.getBytes(UTF_8));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private JsonAnswer ask(String method, String url, Map<String, String> headers, byte[] body)
      throws OidcException {
    try {
      Answer answer =
          http.send(new Call(method, OutboundUrl.parse(url), headers, body, 0, TIMEOUT, MAX_BYTES));
      if (answer.cut()) {
        throw new OidcException(
            Problem.PROVIDER, "The answer of " + url + " is longer than " + MAX_BYTES + " bytes.");
      }
      return new JsonAnswer(answer.status(), JSON.readTree(answer.body()));
    } catch (OutboundException e) {
      throw new OidcException(
          Problem.PROVIDER, "The provider cannot be reached: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new OidcException(Problem.PROVIDER, "The answer of " + url + " is no JSON.", e);
    }
  }
}
