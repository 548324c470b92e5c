// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.alerting.channel.HttpStandIn.Got;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookChannelTest extends ChannelContract {

  private final HttpStandIn service = new HttpStandIn(WebhookChannelTest::problem);

  @AfterEach
  void stop() {
    service.close();
  }

  @Override
  Channel channel() {
    return new WebhookChannel(
        service.http(), Clock.fixed(Instant.ofEpochMilli(AT), ZoneOffset.UTC));
  }

  @Override
  Map<String, String> config() {
    return Map.of("url", service.url("/hook"), "secret", SECRET);
  }

  @Override
  void refuse() {
    service.refuseNext();
  }

  @Override
  String raw() {
    return service.last().text() + service.last().path();
  }

  private static final String SECRET = "whsec_" + "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
  private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

  /** Standard Webhooks 1.0, checked as a receiver would. */
  private static String problem(Got got) {
    Map<String, String> headers = got.headers();
    String id = headers.getOrDefault("webhook-id", "");
    String signed = id + "." + headers.get("webhook-timestamp") + "." + got.text();
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = Base64.getDecoder().decode(SECRET.substring(6));
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      String expected =
          "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
      return ID.matcher(id).matches() && expected.equals(headers.get("webhook-signature"))
          ? ""
          : "signature";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  String shown() {
    JsonNode data = service.last().json().path("data");
    return data.path("title").asText() + "\n" + data.path("alerts");
  }

  /** It is data for programs, told as it is. */
  @Override
  void assertHarmless(String payload) {
    JsonNode data = service.last().json().path("data");
    assertThat(data.at("/alerts/0/link").asText()).isEqualTo(LINK);
    assertThat(service.last().text().chars().filter(c -> c < 32).count()).isZero();
  }

  @Test
  void a1_sentAgain_hasTheSameId() {
    Message message = message(Message.State.FIRING, "x", item("firing", "x", "y"));
    send(message);
    String first = service.last().headers().get("webhook-id");
    send(message);
    assertThat(service.last().headers()).containsEntry("webhook-id", first);
  }

  @Test
  void secret_tooShort_isRefused() {
    Map<String, String> weak = Map.of("url", service.url("/"), "secret", "whsec_c2hvcnQ=");
    assertThatThrownBy(() -> channel().check(weak)).hasMessageContaining("24 to 64 bytes");
  }
}
