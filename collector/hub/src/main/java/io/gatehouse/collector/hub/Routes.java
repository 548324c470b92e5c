// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.Limits;
import io.gatehouse.storage.Rollup;
import org.jspecify.annotations.Nullable;

/** Route templates as the SDKs name them, with their ways of saying "no route matched". */
final class Routes {

  private Routes() {}

  /**
   * @param status 0 when the record has none
   */
  static String of(@Nullable String path, int status, Corrections corrections) {
    if (path == null) {
      return Rollup.UNMATCHED;
    }
    // Fastify: empty. Spring: the pattern of static resources, or the text "null" when the request
    // was answered before the dispatcher.
    boolean unmatched =
        path.isEmpty() || path.equals("null") || (path.equals("/**") && status == 404);
    if (unmatched) {
      if (!corrections.again("unmatched-folded")) {
        corrections.corrected("unmatched-folded", "path \"" + path + '"');
      }
      return Rollup.UNMATCHED;
    }
    return corrections.cut(path, Limits.ROUTE, "route-cut");
  }
}
