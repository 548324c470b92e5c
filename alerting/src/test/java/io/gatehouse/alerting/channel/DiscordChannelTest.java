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

class DiscordChannelTest extends ChannelContract {

  private final HttpStandIn service = new HttpStandIn(DiscordChannelTest::problem);

  @AfterEach
  void stop() {
    service.close();
  }

  @Override
  Channel channel() {
    return new DiscordChannel(service.http());
  }

  @Override
  Map<String, String> config() {
    return Map.of("url", service.url("/api/webhooks/1/x"));
  }

  @Override
  void refuse() {
    service.refuseNext();
  }

  @Override
  String raw() {
    return service.last().text() + service.last().path();
  }

  /** A character of markup or of a mention without a backslash before it. */
  private static final Pattern BARE = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*[*_~`|>\\[\\]()#@<:]");

  private static String problem(Got got) {
    JsonNode embed = got.json().at("/embeds/0");
    int all =
        embed.path("title").asText().length()
            + embed.path("description").asText().length()
            + embed.at("/footer/text").asText().length();
    boolean good =
        embed.path("title").asText().length() <= 256
            && embed.path("description").asText().length() <= 4_096
            && all <= 6_000
            && embed.path("color").isInt();
    return good ? "" : "{\"embeds\": [\"0\"]} " + all;
  }

  @Override
  String shown() {
    JsonNode embed = service.last().json().at("/embeds/0");
    return (embed.path("title").asText() + "\n" + embed.path("description").asText())
        .replaceAll("\\\\(.)", "$1");
  }

  @Override
  void assertHarmless(String payload) {
    JsonNode body = service.last().json();
    assertThat(body.has("content")).isFalse();
    assertThat(body.at("/allowed_mentions/parse").isArray()).isTrue();
    assertThat(body.at("/allowed_mentions/parse")).isEmpty();
    assertThat(BARE.matcher(body.at("/embeds/0/title").asText()).find()).isFalse();
    assertThat(BARE.matcher(body.at("/embeds/0/description").asText()).find()).isFalse();
  }

  @Test
  void escaped_markup_hasABackslashBeforeEach() {
    assertThat(DiscordChannel.escaped("[a](b) @here", 100)).isEqualTo("\\[a\\]\\(b\\) \\@here");
  }
}
