// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Histogram;

/** SQL for sums by class of status and for percentiles, so that all questions agree on them. */
final class Figures {

  static final String CLIENT_ERRORS =
      "coalesce(sum(requests) FILTER (WHERE status BETWEEN 400 AND 499), 0)::BIGINT";
  static final String SERVER_ERRORS =
      "coalesce(sum(requests) FILTER (WHERE status >= 500), 0)::BIGINT";
  static final String REDIRECTS =
      "coalesce(sum(requests) FILTER (WHERE status BETWEEN 300 AND 399), 0)::BIGINT";
  static final String INFORMATIONAL =
      "coalesce(sum(requests) FILTER (WHERE status BETWEEN 100 AND 199), 0)::BIGINT";

  private Figures() {}

  static String sum(String column) {
    return "coalesce(sum(" + column + "), 0)::BIGINT";
  }

  /**
   * Turns a table {@code cells(k, bucket, n)} into {@code ranked(k, bucket, upto, total)}, from
   * which {@link #percentile} picks.
   */
  static String ranked() {
    return "ranked AS (SELECT k, bucket, sum(n) OVER (PARTITION BY k ORDER BY bucket) AS upto,"
        + " sum(n) OVER (PARTITION BY k) AS total FROM cells)";
  }

  /** Aggregate: the bucket of a percentile; the same rank as {@link Histogram#percentile}. */
  static String percentile(double share) {
    return "min(bucket) FILTER (WHERE upto >= greatest(1, ceil(%s::DOUBLE * total)))"
        .formatted(share);
  }
}
