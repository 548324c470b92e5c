// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.channel;

import java.util.List;

/**
 * What is told, in no channel's form yet. All texts may hold what strangers wrote.
 *
 * @param id the same however often it is delivered
 * @param state what is told on the whole
 * @param app name
 * @param incident the time of trouble it belongs to: the same for its begin and end
 * @param severity {@code critical}, {@code warning} or {@code info}
 * @param title one line
 * @param link opens the view of all of it
 * @param atMillis when it was written
 */
public record Message(
    String id,
    State state,
    String app,
    String incident,
    String severity,
    String title,
    List<Item> items,
    String link,
    long atMillis) {

  public Message {
    items = List.copyOf(items);
  }

  /** Whether something began, or everything is over. */
  public enum State {
    FIRING,
    RESOLVED,
    TEST;

    /** As in webhooks. */
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * One rule that fires or does not any more.
   *
   * @param alert id
   * @param state {@code firing} or {@code resolved}
   * @param title what is wrong, one line
   * @param text the figures, one line
   * @param link opens the exact view
   * @param endedAt 0 = it goes on
   */
  public record Item(
      String alert,
      String state,
      String severity,
      String title,
      String text,
      String link,
      long startedAt,
      long endedAt) {}
}
