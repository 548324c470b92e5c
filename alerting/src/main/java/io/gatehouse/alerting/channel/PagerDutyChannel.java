// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.channel;

import io.gatehouse.alerting.InvalidSpecException;
import io.gatehouse.alerting.outbound.OutboundHttp;
import io.gatehouse.alerting.outbound.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** PagerDuty's Events API v2. A time of trouble is one incident there, from trigger to resolve. */
public final class PagerDutyChannel extends HttpChannel {

  private final Map<String, String> addresses;

  /**
   * @param addresses by region, {@code us} and {@code eu}
   */
  public PagerDutyChannel(OutboundHttp http, Map<String, String> addresses) {
    super(http);
    this.addresses = Map.copyOf(addresses);
  }

  /** The addresses of the service. */
  public static Map<String, String> service() {
    return Map.of(
        "us", "https://events.pagerduty.com/v2/enqueue",
        "eu", "https://events.eu.pagerduty.com/v2/enqueue");
  }

  @Override
  public String kind() {
    return "pagerduty";
  }

  @Override
  public List<Field> fields() {
    return List.of(new Field("routingKey", true, true), new Field("region", false, false));
  }

  @Override
  public void check(Map<String, String> config) {
    super.check(config);
    Regions.check(config);
    if (!value(config, "routingKey").matches("[A-Za-z0-9]{20,64}")) {
      throw new InvalidSpecException(
          "routingKey",
          "The field routingKey must be the integration key of 32 letters and digits.");
    }
  }

  @Override
  Post post(Message message, Map<String, String> config) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("routing_key", value(config, "routingKey"));
    boolean over = message.state() == Message.State.RESOLVED;
    event.put("event_action", over ? "resolve" : "trigger");
    event.put("dedup_key", message.incident());
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("summary", Texts.oneLine(message.title(), 1_000));
    payload.put("source", Texts.oneLine(message.app(), 200));
    payload.put("severity", message.severity());
    payload.put("timestamp", Instant.ofEpochMilli(message.atMillis()).toString());
    List<String> lines = new ArrayList<>();
    for (Message.Item item : Wording.first(message, 50)) {
      lines.add(Texts.oneLine(Wording.line(item), 500));
    }
    payload.put("custom_details", Map.of("alerts", lines));
    event.put("payload", payload);
    event.put("links", List.of(Map.of("href", message.link(), "text", "Open")));
    event.put("client", "Gatehouse");
    event.put("client_url", message.link());
    return new Post(Regions.address(addresses, config), Map.of(), event);
  }
}
