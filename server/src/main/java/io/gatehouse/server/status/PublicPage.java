// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.catalog.StatusPages.Terms;
import io.gatehouse.catalog.StatusPosts.Post;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the public sees of an app: nothing that was not written for it.
 *
 * @param state of all together
 * @param current incidents that go on, newest first
 * @param planned maintenance that is under way or to come, soonest first
 * @param past what is over, newest first
 * @param atMillis when it was so
 */
record PublicPage(
    Terms terms,
    State state,
    List<Part> parts,
    List<Post> current,
    List<Post> planned,
    List<Post> past,
    long atMillis) {

  static final int DAYS = 90;

  PublicPage {
    parts = List.copyOf(parts);
    current = List.copyOf(current);
    planned = List.copyOf(planned);
    past = List.copyOf(past);
  }

  /**
   * A component.
   *
   * @param days of the last {@link #DAYS}, the last one is today
   * @param uptime share of checks that were up; null = there were none
   * @param latencies mean of each day in milliseconds, null = none; empty = they are not shown
   */
  record Part(
      String id,
      String name,
      String group,
      State state,
      List<State> days,
      @Nullable Double uptime,
      List<@Nullable Integer> latencies) {

    Part {
      days = List.copyOf(days);
    }
  }

  /** All of it in a sentence. */
  String headline() {
    return switch (state) {
      case UP -> "All systems are up";
      case UNKNOWN ->
          parts.stream().anyMatch(part -> part.state() == State.UP)
              ? "Up, as far as there is data"
              : "There is no data at the moment";
      case MAINTENANCE -> "Maintenance is under way";
      case DEGRADED -> "Some systems are degraded";
      case DOWN ->
          parts.stream().allMatch(part -> part.state() == State.DOWN)
              ? "All systems are down"
              : "Some systems are down";
    };
  }

  /** Names of the components that a post is about, as they are now. */
  List<String> names(Post post) {
    return parts.stream()
        .filter(part -> post.terms().components().contains(part.id()))
        .map(Part::name)
        .toList();
  }
}
