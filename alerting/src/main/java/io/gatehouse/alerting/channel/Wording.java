// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.channel;

import io.gatehouse.alerting.channel.Message.Item;
import io.gatehouse.alerting.channel.Message.State;
import java.time.Duration;
import java.util.List;

/** Words that channels share. */
final class Wording {

  private Wording() {}

  /** One rule in one line. */
  static String line(Item item) {
    String mark = item.state().equals("resolved") ? "✓ " : "✕ ";
    String after =
        item.endedAt() > 0
            ? " Over after " + duration(item.endedAt() - item.startedAt()) + "."
            : "";
    return mark + item.title() + ": " + item.text() + after;
  }

  /** As people say it. */
  static String duration(long millis) {
    Duration duration = Duration.ofMillis(Math.max(0, millis));
    if (duration.toMinutes() == 0) {
      return duration.toSeconds() + " s";
    }
    if (duration.toHours() == 0) {
      return duration.toMinutes() + " min";
    }
    return duration.toHours() + " h " + duration.toMinutesPart() + " min";
  }

  static String color(Message message) {
    if (message.state() == State.RESOLVED) {
      return "#0f766e";
    }
    return message.severity().equals("critical")
        ? "#c02347"
        : message.severity().equals("warning") ? "#cc8511" : "#4a8fde";
  }

  /** What is left out of a long list. */
  static String more(Message message, int shown) {
    int left = message.items().size() - shown;
    return left > 0 ? " · and " + left + " more" : "";
  }

  static List<Item> first(Message message, int most) {
    return message.items().subList(0, Math.min(most, message.items().size()));
  }
}
