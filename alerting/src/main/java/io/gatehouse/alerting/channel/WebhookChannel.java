// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.alerting.InvalidSpecException;
import io.gatehouse.alerting.outbound.OutboundHttp;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sends JSON anywhere, signed as Standard Webhooks 1.0 has it: HMAC-SHA256 over id, timestamp and
 * body, so that who receives it can tell whose it is, whether it is old, and whether it came
 * before.
 */
public final class WebhookChannel extends HttpChannel {

  /** How a secret begins. */
  public static final String SECRET_PREFIX = "whsec_";

  private final Clock clock;

  public WebhookChannel(OutboundHttp http, Clock clock) {
    super(http);
    this.clock = clock;
  }

  /** A new secret of 256 bits. */
  public static String newSecret() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return SECRET_PREFIX + Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public String kind() {
    return "webhook";
  }

  @Override
  public List<Field> fields() {
    return List.of(new Field("url", true, false), new Field("secret", true, true));
  }

  @Override
  public void check(Map<String, String> config) {
    super.check(config);
    try {
      key(value(config, "secret"));
    } catch (IllegalArgumentException e) {
      throw new InvalidSpecException(
          "secret",
          "The field secret must begin with whsec_ and go on with 24 to 64 bytes in base64.");
    }
  }

  private static byte[] key(String secret) {
    if (!secret.startsWith(SECRET_PREFIX)) {
      throw new IllegalArgumentException("prefix");
    }
    byte[] key = Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
    if (key.length < 24 || key.length > 64) {
      throw new IllegalArgumentException("length");
    }
    return key;
  }

  @Override
  Post post(Message message, Map<String, String> config) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "alert." + message.state().text());
    body.put("timestamp", Instant.ofEpochMilli(message.atMillis()).toString());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", message.id());
    data.put("app", message.app());
    data.put("incident", message.incident());
    data.put("severity", message.severity());
    data.put("title", message.title());
    data.put("link", message.link());
    List<Object> alerts = new ArrayList<>();
    for (Message.Item item : message.items()) {
      Map<String, Object> alert = new LinkedHashMap<>();
      alert.put("id", item.alert());
      alert.put("state", item.state());
      alert.put("severity", item.severity());
      alert.put("title", item.title());
      alert.put("text", item.text());
      alert.put("link", item.link());
      alert.put("startedAt", Instant.ofEpochMilli(item.startedAt()).toString());
      if (item.endedAt() > 0) {
        alert.put("endedAt", Instant.ofEpochMilli(item.endedAt()).toString());
      }
      alerts.add(alert);
    }
    data.put("alerts", alerts);
    body.put("data", data);
    return new Post(value(config, "url"), Map.of(), body);
  }

  @Override
  Map<String, String> signature(Message message, Map<String, String> config, byte[] body) {
    String timestamp = Long.toString(clock.millis() / 1_000);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key(value(config, "secret")), "HmacSHA256"));
      mac.update((message.id() + "." + timestamp + ".").getBytes(UTF_8));
      String signature = Base64.getEncoder().encodeToString(mac.doFinal(body));
      return Map.of(
          "webhook-id",
          message.id(),
          "webhook-timestamp",
          timestamp,
          "webhook-signature",
          "v1," + signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
