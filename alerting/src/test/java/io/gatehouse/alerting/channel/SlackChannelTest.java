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

class SlackChannelTest extends ChannelContract {

  private final HttpStandIn service = new HttpStandIn(SlackChannelTest::problem);

  @AfterEach
  void stop() {
    service.close();
  }

  @Override
  Channel channel() {
    return new SlackChannel(service.http());
  }

  @Override
  Map<String, String> config() {
    return Map.of("url", service.url("/services/T1/B1/x"));
  }

  @Override
  void refuse() {
    service.refuseNext();
  }

  @Override
  String raw() {
    return service.last().text() + service.last().path();
  }

  private static final Pattern ACTIVE = Pattern.compile("<[!@#h][^>]*>");

  /** Limits of Block Kit: a header of 150, a section of 3,000, a button of 75, 50 blocks. */
  private static String problem(Got got) {
    JsonNode body = got.json();
    JsonNode blocks = body.at("/attachments/0/blocks");
    if (!body.path("text").isTextual() || blocks.isEmpty() || blocks.size() > 50) {
      return "invalid_blocks";
    }
    for (JsonNode block : blocks) {
      String text = block.at("/text/text").asText();
      String type = block.path("type").asText();
      boolean good =
          switch (type) {
            case "header" -> !text.isEmpty() && text.length() <= 150;
            case "section" ->
                !text.isEmpty()
                    && text.length() <= 3_000
                    && block.at("/accessory/text/text").asText().length() <= 75
                    && block.at("/accessory/url").asText().length() <= 3_000;
            case "context" -> block.path("elements").size() <= 10;
            default -> false;
          };
      if (!good) {
        return "invalid_blocks: " + block;
      }
    }
    return "";
  }

  @Override
  String shown() {
    return String.join("\n", HttpStandIn.texts(service.last().json(), "text"));
  }

  /** Only text of the type mrkdwn, and the fallback text, are read for mentions and links. */
  @Override
  void assertHarmless(String payload) {
    JsonNode body = service.last().json();
    assertThat(ACTIVE.matcher(body.path("text").asText()).find()).isFalse();
    assertThat(body.path("link_names").asBoolean()).isFalse();
    assertThat(body.path("parse").asText()).isEqualTo("none");
    assertThat(HttpStandIn.texts(body, "type")).doesNotContain("mrkdwn");
    assertThat(HttpStandIn.texts(body, "url")).allMatch(LINK::equals);
  }

  @Test
  void secret_isTheWholeAddress() {
    assertThat(channel().fields()).allMatch(Channel.Field::secret);
  }
}
