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

class OpsgenieChannelTest extends ChannelContract {

  private final HttpStandIn service = new HttpStandIn(OpsgenieChannelTest::problem);

  @AfterEach
  void stop() {
    service.close();
  }

  @Override
  Channel channel() {
    return new OpsgenieChannel(
        service.http(), Map.of("us", service.url("/v2/alerts"), "eu", service.url("/eu")));
  }

  @Override
  Map<String, String> config() {
    return Map.of("apiKey", "0d9c6f0e-0000-4000-8000-000000000001");
  }

  @Override
  void refuse() {
    service.refuseNext();
  }

  @Override
  String raw() {
    return service.last().text() + service.last().path();
  }

  private static final Pattern CLOSE =
      Pattern.compile("/v2/alerts/[0-9a-f-]{36}/close\\?identifierType=alias");

  /** Alert API: create and close. */
  private static String problem(Got got) {
    JsonNode body = got.json();
    if (!got.headers().getOrDefault("authorization", "").startsWith("GenieKey ")) {
      return "{\"message\":\"Could not authenticate\"}";
    }
    if (CLOSE.matcher(got.path()).matches()) {
      return body.path("note").asText().length() <= 25_000 ? "" : "note";
    }
    boolean good =
        got.path().equals("/v2/alerts")
            && !body.path("message").asText().isEmpty()
            && body.path("message").asText().length() <= 130
            && body.path("alias").asText().length() <= 512
            && body.path("description").asText().length() <= 15_000
            && body.path("entity").asText().length() <= 512
            && body.path("priority").asText().matches("P[1-5]");
    return good ? "" : "{\"message\":\"Request body is not processable\"}";
  }

  @Override
  String shown() {
    JsonNode body = service.last().json();
    return body.path("message").asText()
        + "\n"
        + body.path("description").asText()
        + body.path("note").asText();
  }

  @Override
  void assertHarmless(String payload) {
    assertThat(service.last().json().path("message").asText())
        .doesNotContain("\n", "\r", "\u0000", "\u202e");
    assertThat(service.last().json().at("/details/link").asText()).isEqualTo(LINK);
  }

  @Test
  void end_closesByTheSameAlias() {
    send(message(Message.State.FIRING, "x", item("firing", "x", "y")));
    String alias = service.last().json().path("alias").asText();
    send(message(Message.State.RESOLVED, "x", item("resolved", "x", "y")));
    assertThat(service.last().path()).contains("/" + alias + "/close");
  }
}
