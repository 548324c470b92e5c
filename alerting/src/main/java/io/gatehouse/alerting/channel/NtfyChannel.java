// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.channel;

import io.gatehouse.alerting.InvalidSpecException;
import io.gatehouse.alerting.outbound.OutboundHttp;
import io.gatehouse.alerting.outbound.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A topic of ntfy, of the public server or one's own. Text is plain there. */
public final class NtfyChannel extends HttpChannel {

  private static final int MAX_ITEMS = 12;

  public NtfyChannel(OutboundHttp http) {
    super(http);
  }

  @Override
  public String kind() {
    return "ntfy";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        new Field("url", true, false),
        new Field("topic", true, false),
        new Field("token", false, true));
  }

  @Override
  public void check(Map<String, String> config) {
    super.check(config);
    if (!value(config, "topic").matches("[A-Za-z0-9_-]{1,64}")) {
      throw new InvalidSpecException(
          "topic", "The field topic must be 1 to 64 letters, digits, dashes or underscores.");
    }
    if (!value(config, "token").matches("[A-Za-z0-9_]{0,100}")) {
      throw new InvalidSpecException("token", "The field token must be letters and digits.");
    }
  }

  @Override
  Post post(Message message, Map<String, String> config) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("topic", value(config, "topic"));
    body.put("title", Texts.oneLine(message.title(), 200));
    body.put(
        "message",
        Wording.first(message, MAX_ITEMS).stream()
            .map(item -> Texts.oneLine(Wording.line(item), 280))
            .collect(Collectors.joining("\n")));
    body.put("priority", priority(message));
    body.put("tags", List.of(message.state().text()));
    body.put("click", message.link());
    body.put("markdown", false);
    String token = value(config, "token");
    return new Post(
        value(config, "url"),
        token.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + token),
        body);
  }

  private static int priority(Message message) {
    if (message.state() != Message.State.FIRING) {
      return 3;
    }
    return message.severity().equals("critical") ? 5 : message.severity().equals("warning") ? 4 : 3;
  }
}
