// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.channel;

import io.gatehouse.alerting.outbound.OutboundHttp;
import io.gatehouse.alerting.outbound.Texts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A webhook of Discord. Markdown is escaped and no mention is permitted. */
public final class DiscordChannel extends HttpChannel {

  private static final int MAX_ITEMS = 10;

  public DiscordChannel(OutboundHttp http) {
    super(http);
  }

  @Override
  public String kind() {
    return "discord";
  }

  @Override
  public List<Field> fields() {
    return List.of(new Field("url", true, true));
  }

  @Override
  Post post(Message message, Map<String, String> config) {
    String lines =
        Wording.first(message, MAX_ITEMS).stream()
            .map(item -> escaped(Wording.line(item), 360))
            .collect(Collectors.joining("\n"));
    Map<String, Object> embed =
        Map.of(
            "title", escaped(message.title(), 200),
            "url", message.link(),
            "description", lines,
            "color", Integer.parseInt(Wording.color(message).substring(1), 16),
            "timestamp", Instant.ofEpochMilli(message.atMillis()).toString(),
            "footer",
                Map.of(
                    "text", Texts.oneLine(message.app() + Wording.more(message, MAX_ITEMS), 300)));
    return new Post(
        value(config, "url"),
        Map.of(),
        Map.of("embeds", List.of(embed), "allowed_mentions", Map.of("parse", List.of())));
  }

  /** Backslashes before everything that markdown or a mention could begin with. */
  static String escaped(String text, int max) {
    StringBuilder escaped = new StringBuilder();
    Texts.oneLine(text, max)
        .codePoints()
        .forEach(
            c -> {
              if ("\\*_~`|>[]()#-+@<!:".indexOf(c) >= 0) {
                escaped.append('\\');
              }
              escaped.appendCodePoint(c);
            });
    return escaped.toString();
  }
}
