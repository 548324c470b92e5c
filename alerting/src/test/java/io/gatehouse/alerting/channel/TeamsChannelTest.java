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

class TeamsChannelTest extends ChannelContract {

  private final HttpStandIn service = new HttpStandIn(TeamsChannelTest::problem);

  @AfterEach
  void stop() {
    service.close();
  }

  @Override
  Channel channel() {
    return new TeamsChannel(service.http());
  }

  @Override
  Map<String, String> config() {
    return Map.of("url", service.url("/workflows/1/triggers/manual"));
  }

  @Override
  void refuse() {
    service.refuseNext();
  }

  @Override
  String raw() {
    return service.last().text() + service.last().path();
  }

  private static final Pattern AT = Pattern.compile("\"entities\"");

  private static String problem(Got got) {
    JsonNode body = got.json();
    JsonNode attachment = body.at("/attachments/0");
    JsonNode card = attachment.path("content");
    boolean good =
        body.path("type").asText().equals("message")
            && attachment
                .path("contentType")
                .asText()
                .equals("application/vnd.microsoft.card.adaptive")
            && card.path("type").asText().equals("AdaptiveCard")
            && card.path("version").asText().equals("1.4")
            && !card.path("body").isEmpty()
            && got.body().length <= 28 * 1024;
    return good ? "" : "no card, or larger than 28 KB: " + got.body().length;
  }

  @Override
  String shown() {
    return String.join("\n", HttpStandIn.texts(service.last().json(), "text"));
  }

  /** Markdown is read in text blocks, not in text runs; mentions need entities. */
  @Override
  void assertHarmless(String payload) {
    JsonNode body = service.last().json();
    assertThat(HttpStandIn.texts(body, "type")).doesNotContain("TextBlock");
    assertThat(AT.matcher(service.last().text()).find()).isFalse();
    assertThat(HttpStandIn.texts(body, "url")).containsExactly(LINK);
  }

  @Test
  void link_isAnAction() {
    send(message(Message.State.FIRING, "x", item("firing", "x", "y")));
    assertThat(service.last().json().findValue("actions").get(0).path("type").asText())
        .isEqualTo("Action.OpenUrl");
  }
}
