// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Calls of a running server's REST API. */
final class RestCalls {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final URI server;
  private final String token;

  /**
   * @param server base URL, with the prefix under which it is reached
   */
  RestCalls(URI server, String token) {
    this.server = server;
    this.token = token;
  }

  /**
   * Calls, and reads the answer as JSON.
   *
   * @param path below {@code /api/v1}
   * @param body sent as JSON; null = none
   * @throws CommandException when the server does not answer, or refuses: with its reason
   */
  JsonNode call(String method, String path, @Nullable Object body) {
    String text = text(method, path, body);
    try {
      return text.isEmpty() ? JSON.missingNode() : JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new CommandException("What answers at " + server + " is no Gatehouse server.", e);
    }
  }

  /** The same, with the answer as it came. */
  String text(String method, String path, @Nullable Object body) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(base() + path))
              .timeout(TIMEOUT)
              .header("Authorization", "Bearer " + token);
      if (body == null) {
        request.method(method, HttpRequest.BodyPublishers.noBody());
      } else {
        request.header("Content-Type", "application/json");
        request.method(
            method, HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
      }
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (answer.statusCode() >= 300) {
        throw new CommandException(reason(answer));
      }
      return answer.body();
    } catch (IOException e) {
      throw new CommandException(
          "The server at " + server + " does not answer: " + e.getClass().getSimpleName() + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("Interrupted while the server worked.", e);
    }
  }

  private String base() {
    String base = server.toString();
    return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/api/v1";
  }

  private static String reason(HttpResponse<String> answer) {
    String plain = "The server answered " + answer.statusCode() + ".";
    try {
      return JSON.readTree(answer.body()).path("detail").asText(plain);
    } catch (JsonProcessingException noProblem) {
      return plain;
    }
  }
}
