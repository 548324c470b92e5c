// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.alerting.channel.HttpStandIn.Got;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NtfyChannelTest extends ChannelContract {

  private final HttpStandIn service = new HttpStandIn(NtfyChannelTest::problem);

  @AfterEach
  void stop() {
    service.close();
  }

  @Override
  Channel channel() {
    return new NtfyChannel(service.http());
  }

  @Override
  Map<String, String> config() {
    return Map.of("url", service.url("/"), "topic", "ops", "token", "tk_1");
  }

  @Override
  void refuse() {
    service.refuseNext();
  }

  @Override
  String raw() {
    return service.last().text() + service.last().path();
  }

  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** Publishing as JSON: 4,096 bytes of message. */
  private static String problem(Got got) {
    JsonNode body = got.json();
    boolean good =
        got.path().equals("/")
            && TOPIC.matcher(body.path("topic").asText()).matches()
            && body.path("message")
                    .asText()
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8)
                    .length
                <= 4_096
            && body.path("priority").asInt() >= 1
            && body.path("priority").asInt() <= 5
            && "Bearer tk_1".equals(got.headers().get("authorization"));
    return good ? "" : "{\"code\":40024}";
  }

  @Override
  String shown() {
    JsonNode body = service.last().json();
    return body.path("title").asText() + "\n" + body.path("message").asText();
  }

  @Override
  void assertHarmless(String payload) {
    JsonNode body = service.last().json();
    assertThat(body.path("markdown").asBoolean()).isFalse();
    assertThat(body.has("actions")).isFalse();
    assertThat(body.path("click").asText()).isEqualTo(LINK);
    assertThat(body.path("title").asText()).doesNotContain("\n", "\r");
  }

  @Test
  void critical_isMostUrgent() {
    send(message(Message.State.FIRING, "x", item("firing", "x", "y")));
    assertThat(service.last().json().path("priority").asInt()).isEqualTo(5);
  }
}
