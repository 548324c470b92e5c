// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.alerting.outbound.OutboundHttp;
import io.gatehouse.alerting.outbound.Texts;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Opsgenie's alert API. A time of trouble is one alert there, known by its alias, until closed. */
public final class OpsgenieChannel extends HttpChannel {

  private final Map<String, String> addresses;

  /**
   * @param addresses by region, {@code us} and {@code eu}
   */
  public OpsgenieChannel(OutboundHttp http, Map<String, String> addresses) {
    super(http);
    this.addresses = Map.copyOf(addresses);
  }

  /** The addresses of the service. */
  public static Map<String, String> service() {
    return Map.of(
        "us", "https://api.opsgenie.com/v2/alerts", "eu", "https://api.eu.opsgenie.com/v2/alerts");
  }

  @Override
  public String kind() {
    return "opsgenie";
  }

  @Override
  public List<Field> fields() {
    return List.of(new Field("apiKey", true, true), new Field("region", false, false));
  }

  @Override
  public void check(Map<String, String> config) {
    super.check(config);
    Regions.check(config);
    if (!value(config, "apiKey").matches("[A-Za-z0-9-]{10,100}")) {
      throw new io.gatehouse.alerting.InvalidSpecException(
          "apiKey",
          "The field apiKey must be the key of an API integration: letters, digits, dashes.");
    }
  }

  @Override
  Post post(Message message, Map<String, String> config) {
    String address = Regions.address(addresses, config);
    Map<String, String> headers = Map.of("Authorization", "GenieKey " + value(config, "apiKey"));
    if (message.state() == Message.State.RESOLVED) {
      String alias = URLEncoder.encode(message.incident(), UTF_8);
      return new Post(
          address + "/" + alias + "/close?identifierType=alias",
          headers,
          Map.of("source", "Gatehouse", "note", Texts.oneLine(message.title(), 1_000)));
    }
    Map<String, Object> alert = new LinkedHashMap<>();
    alert.put("message", Texts.oneLine(message.title(), 130));
    alert.put("alias", message.incident());
    alert.put(
        "description",
        Wording.first(message, 50).stream()
            .map(item -> Texts.oneLine(Wording.line(item), 250))
            .collect(Collectors.joining("\n")));
    alert.put("priority", priority(message.severity()));
    alert.put("source", "Gatehouse");
    alert.put("entity", Texts.oneLine(message.app(), 500));
    alert.put("details", Map.of("link", message.link()));
    return new Post(address, headers, alert);
  }

  private static String priority(String severity) {
    return severity.equals("critical") ? "P1" : severity.equals("warning") ? "P3" : "P5";
  }
}
