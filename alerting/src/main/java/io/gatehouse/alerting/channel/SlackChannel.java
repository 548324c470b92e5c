// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.channel;

import io.gatehouse.alerting.outbound.OutboundHttp;
import io.gatehouse.alerting.outbound.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An incoming webhook of Slack. Foreign text stands in blocks of plain text only. */
public final class SlackChannel extends HttpChannel {

  private static final int MAX_HEADER = 150;
  private static final int MAX_SECTION = 2_900;
  private static final int MAX_ITEMS = 20;

  public SlackChannel(OutboundHttp http) {
    super(http);
  }

  @Override
  public String kind() {
    return "slack";
  }

  @Override
  public List<Field> fields() {
    return List.of(new Field("url", true, true));
  }

  @Override
  Post post(Message message, Map<String, String> config) {
    List<Object> blocks = new ArrayList<>();
    blocks.add(Map.of("type", "header", "text", plain(message.title(), MAX_HEADER)));
    for (Message.Item item : Wording.first(message, MAX_ITEMS)) {
      blocks.add(
          Map.of(
              "type", "section",
              "text", plain(Wording.line(item), MAX_SECTION),
              "accessory", button("Open", item.link())));
    }
    blocks.add(
        Map.of(
            "type",
            "context",
            "elements",
            List.of(plain(message.app() + Wording.more(message, MAX_ITEMS), 300))));
    Map<String, Object> attachment = Map.of("color", Wording.color(message), "blocks", blocks);
    return new Post(
        value(config, "url"),
        Map.of(),
        Map.of(
            "text",
            escaped(message.title()),
            "parse",
            "none",
            "link_names",
            false,
            "unfurl_links",
            false,
            "attachments",
            List.of(attachment)));
  }

  private static Map<String, Object> button(String text, String link) {
    return Map.of("type", "button", "text", plain(text, 75), "url", link);
  }

  private static Map<String, Object> plain(String text, int max) {
    String line = Texts.oneLine(text, max);
    return Map.of("type", "plain_text", "text", line.isEmpty() ? "–" : line, "emoji", false);
  }

  /** Slack's own three escapes: after them nothing is a mention or a link. */
  static String escaped(String text) {
    return Texts.oneLine(text, 300).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
