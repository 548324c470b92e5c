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

class PagerDutyChannelTest extends ChannelContract {

  private final HttpStandIn service = new HttpStandIn(PagerDutyChannelTest::problem);

  @AfterEach
  void stop() {
    service.close();
  }

  @Override
  Channel channel() {
    return new PagerDutyChannel(
        service.http(), Map.of("us", service.url("/v2/enqueue"), "eu", service.url("/eu")));
  }

  @Override
  Map<String, String> config() {
    return Map.of("routingKey", "a".repeat(32));
  }

  @Override
  void refuse() {
    service.refuseNext();
  }

  @Override
  String raw() {
    return service.last().text() + service.last().path();
  }

  private static final Pattern SEVERITY = Pattern.compile("critical|error|warning|info");

  /** Events API v2. */
  private static String problem(Got got) {
    JsonNode event = got.json();
    JsonNode payload = event.path("payload");
    boolean good =
        got.path().startsWith("/v2/enqueue")
            && event.path("routing_key").asText().length() == 32
            && event.path("event_action").asText().matches("trigger|acknowledge|resolve")
            && event.path("dedup_key").asText().length() <= 255
            && !payload.path("summary").asText().isEmpty()
            && payload.path("summary").asText().length() <= 1_024
            && !payload.path("source").asText().isEmpty()
            && SEVERITY.matcher(payload.path("severity").asText()).matches()
            && got.body().length <= 512 * 1024;
    return good ? "" : "{\"status\":\"invalid event\"}";
  }

  @Override
  String shown() {
    JsonNode payload = service.last().json().path("payload");
    return payload.path("summary").asText() + "\n" + payload.at("/custom_details/alerts");
  }

  @Override
  void assertHarmless(String payload) {
    assertThat(service.last().json().path("payload").path("summary").asText())
        .doesNotContain("\n", "\r", "\u0000", "\u202e");
    assertThat(service.last().json().at("/links/0/href").asText()).isEqualTo(LINK);
  }

  @Test
  void beginAndEnd_areOneIncident() {
    send(message(Message.State.FIRING, "x", item("firing", "x", "y")));
    String key = service.last().json().path("dedup_key").asText();
    assertThat(service.last().json().path("event_action").asText()).isEqualTo("trigger");
    send(message(Message.State.RESOLVED, "x", item("resolved", "x", "y")));
    assertThat(service.last().json().path("event_action").asText()).isEqualTo("resolve");
    assertThat(service.last().json().path("dedup_key").asText()).isEqualTo(key);
  }
}
