// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gatehouse.alerting.InvalidSpecException;
import io.gatehouse.alerting.SpecJson;
import io.gatehouse.alerting.outbound.OutboundException;
import io.gatehouse.alerting.outbound.OutboundHttp;
import io.gatehouse.alerting.outbound.OutboundHttp.Answer;
import io.gatehouse.alerting.outbound.OutboundHttp.Call;
import io.gatehouse.alerting.outbound.OutboundUrl;
import io.gatehouse.alerting.outbound.Texts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A channel that takes JSON over HTTP. Redirects are not followed. */
abstract class HttpChannel implements Channel {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int MAX_ANSWER = 4_096;
  private static final int MAX_RETRY_AFTER_SECONDS = 3_600;

  private final OutboundHttp http;

  HttpChannel(OutboundHttp http) {
    this.http = http;
  }

  /**
   * What is sent.
   *
   * @param url where to
   */
  record Post(String url, Map<String, String> headers, Object body) {}

  /** The request for a message. */
  abstract Post post(Message message, Map<String, String> config);

  @Override
  public void check(Map<String, String> config) {
    for (Field field : fields()) {
      String value = config.getOrDefault(field.name(), "");
      if (field.required() && value.isBlank()) {
        throw new InvalidSpecException(field.name(), "The field " + field.name() + " is missing.");
      }
      if (field.name().equals("url") && !value.isBlank()) {
        checkUrl(value);
      }
    }
  }

  private static void checkUrl(String value) {
    try {
      OutboundUrl.parse(value);
    } catch (OutboundException e) {
      throw new InvalidSpecException("url", "The field url: " + e.getMessage());
    }
  }

  @Override
  public Sent send(Message message, Map<String, String> config) throws OutboundException {
    Post post = post(message, config);
    Map<String, String> headers = new LinkedHashMap<>(post.headers());
    headers.put("Content-Type", "application/json");
    byte[] body = json(post.body());
    headers.putAll(signature(message, config, body));
    Answer answer =
        http.send(
            new Call("POST", OutboundUrl.parse(post.url()), headers, body, 0, TIMEOUT, MAX_ANSWER));
    return judge(answer);
  }

  /** Headers that depend on the exact bytes. */
  Map<String, String> signature(Message message, Map<String, String> config, byte[] body) {
    return Map.of();
  }

  /** What an answer means. */
  Sent judge(Answer answer) {
    boolean good = answer.status() >= 200 && answer.status() < 300;
    String text = Texts.oneLine(new String(answer.body(), UTF_8), 200);
    String told = "HTTP " + answer.status() + (text.isEmpty() ? "" : ": " + text);
    return new Sent(good, told, good ? null : retryAfter(answer));
  }

  private static @Nullable Duration retryAfter(Answer answer) {
    String text = answer.headers().getOrDefault("retry-after", "");
    if (!text.matches("[0-9]{1,6}")) {
      return null;
    }
    return Duration.ofSeconds(Math.min(Long.parseLong(text), MAX_RETRY_AFTER_SECONDS));
  }

  private static byte[] json(Object value) {
    try {
      return SpecJson.MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write the message", e);
    }
  }

  static String value(Map<String, String> config, String name) {
    return config.getOrDefault(name, "");
  }
}
