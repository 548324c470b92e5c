// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.overview;

import java.util.Map;

/**
 * Something that changed.
 *
 * @param tone {@code bad}, {@code good} or {@code plain}
 * @param weight how much it matters; the larger the earlier it is told
 * @param text a sentence without its stop; may hold what strangers wrote
 * @param page the exact view, within the app's part of the dashboard
 * @param id of what it is about, which follows the page; empty = none
 * @param search parameters of that view's address, beside the range and the environment
 */
public record Change(
    Kind kind,
    Tone tone,
    double weight,
    String text,
    String page,
    String id,
    Map<String, String> search) {

  public Change {
    search = Map.copyOf(search);
  }

  static Change of(
      Kind kind, Tone tone, double weight, String text, String page, Map<String, String> search) {
    return new Change(kind, tone, weight, text, page, "", search);
  }

  /** Ten times as many matter by one more. */
  static double magnitude(long count) {
    return count <= 1 ? 0 : Math.log10((double) count);
  }

  /** What kind of thing changed. */
  public enum Kind {
    MONITOR_DOWN,
    ERRORS,
    CLIENT_ERRORS,
    NEW_EXCEPTION,
    LATENCY,
    CONSUMER_SILENT,
    CONSUMER_GROWTH,
    NEW_CONSUMERS,
    NEW_ENDPOINT,
    TRAFFIC,
    DEPLOY
  }

  /** Whether somebody should look. */
  public enum Tone {
    BAD,
    GOOD,
    PLAIN
  }
}
