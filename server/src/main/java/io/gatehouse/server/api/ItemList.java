// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every list answers.
 *
 * @param nextCursor null = nothing follows
 */
record ItemList<T>(List<T> items, @Nullable String nextCursor) {

  static final int DEFAULT_LIMIT = 100;
  static final int MAX_LIMIT = 1_000;

  static <T> ItemList<T> all(List<T> items) {
    return new ItemList<>(items, null);
  }

  static int limit(Request request) {
    return request.integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
  }

  /** A page out of a list that is whole in memory; the cursor is the place of the next item. */
  static <T> ItemList<T> page(Request request, List<T> all) {
    int start = start(request);
    int from = Math.min(start, all.size());
    int to = Math.min(from + limit(request), all.size());
    return new ItemList<>(all.subList(from, to), to < all.size() ? Integer.toString(to) : null);
  }

  private static int start(Request request) {
    String cursor = request.parameter("cursor").orElse("0");
    try {
      int start = Integer.parseInt(cursor);
      if (start >= 0) {
        return start;
      }
    } catch (NumberFormatException e) {
      throw badCursor(cursor);
    }
    throw badCursor(cursor);
  }

  static GatehouseException badCursor(String cursor) {
    return GatehouseException.invalid(
        "cursor", "The cursor \"" + cursor + "\" is none that a list of this kind gave.");
  }
}
