// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.Instant;

/** Addresses of exact views, within an app's part of the dashboard. */
final class Links {

  private static final long AROUND_MINUTES = 30;

  private Links() {}

  /** The requests a rule was about, with half an hour before and after. */
  static String traffic(RuleSpec spec, long endMinute) {
    long from = endMinute - spec.window() - AROUND_MINUTES;
    StringBuilder path = new StringBuilder();
    path.append(spec.kind().needsDurations() ? "performance" : "traffic");
    path.append("?from=")
        .append(minute(from))
        .append("&to=")
        .append(minute(endMinute + AROUND_MINUTES));
    String environment = spec.environment();
    path.append("&env=").append(environment == null ? "all" : encoded(environment));
    if (!spec.filterText().isEmpty()) {
      path.append("&q=").append(encoded(spec.filterText()));
    }
    return path.toString();
  }

  private static String minute(long epochMinute) {
    return encoded(Instant.ofEpochSecond(epochMinute * 60).toString().substring(0, 16) + "Z");
  }

  /** The whole address. A path that begins with a slash is not within the app's part. */
  static String absolute(String base, String app, String path) {
    return path.startsWith("/") ? base + path : base + "/a/" + encoded(app) + "/" + path;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
