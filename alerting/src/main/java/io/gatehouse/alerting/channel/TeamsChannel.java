// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.channel;

import io.gatehouse.alerting.outbound.OutboundHttp;
import io.gatehouse.alerting.outbound.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A workflow of Microsoft Teams that posts adaptive cards. Text stands in text runs, which know no
 * markdown; mentions would need entities, which are never sent.
 */
public final class TeamsChannel extends HttpChannel {

  private static final int MAX_ITEMS = 20;

  public TeamsChannel(OutboundHttp http) {
    super(http);
  }

  @Override
  public String kind() {
    return "teams";
  }

  @Override
  public List<Field> fields() {
    return List.of(new Field("url", true, true));
  }

  @Override
  Post post(Message message, Map<String, String> config) {
    List<Object> body = new ArrayList<>();
    body.add(
        Map.of(
            "type",
            "RichTextBlock",
            "inlines",
            List.of(
                Map.of(
                    "type", "TextRun",
                    "text", Texts.oneLine(message.title(), 300),
                    "size", "large",
                    "weight", "bolder",
                    "color", color(message)))));
    for (Message.Item item : Wording.first(message, MAX_ITEMS)) {
      body.add(block(Wording.line(item)));
    }
    body.add(block(message.app() + Wording.more(message, MAX_ITEMS)));
    Map<String, Object> card =
        Map.of(
            "$schema", "http://adaptivecards.io/schemas/adaptive-card.json",
            "type", "AdaptiveCard",
            "version", "1.4",
            "body", body,
            "actions",
                List.of(Map.of("type", "Action.OpenUrl", "title", "Open", "url", message.link())));
    return new Post(
        value(config, "url"),
        Map.of(),
        Map.of(
            "type",
            "message",
            "attachments",
            List.of(
                Map.of(
                    "contentType", "application/vnd.microsoft.card.adaptive", "content", card))));
  }

  private static Map<String, Object> block(String text) {
    return Map.of(
        "type",
        "RichTextBlock",
        "inlines",
        List.of(Map.of("type", "TextRun", "text", Texts.oneLine(text, 1_000))));
  }

  private static String color(Message message) {
    return switch (message.state()) {
      case RESOLVED -> "good";
      case TEST -> "accent";
      case FIRING -> message.severity().equals("critical") ? "attention" : "warning";
    };
  }
}
