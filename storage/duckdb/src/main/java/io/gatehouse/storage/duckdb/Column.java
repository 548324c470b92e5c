// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import java.util.EnumSet;
import java.util.Set;

/**
 * A group of columns of the rollup tables that a question may need. Tables have them in this order,
 * which {@link RollupRows} writes them in.
 */
enum Column {
  ENDPOINT("endpoint INTEGER NOT NULL", "endpoint", "endpoint"),
  STATUS("status SMALLINT NOT NULL", "status", "status"),
  CONSUMER("consumer INTEGER NOT NULL", "consumer", "consumer"),
  DIRECTION("direction SMALLINT NOT NULL", "direction", "direction"),
  BUCKET("bucket SMALLINT NOT NULL", "bucket", "bucket"),
  SUMS(
      "duration_micros BIGINT NOT NULL, request_bytes BIGINT NOT NULL,"
          + " response_bytes BIGINT NOT NULL",
      "duration_micros, request_bytes, response_bytes",
      "sum(duration_micros)::BIGINT AS duration_micros, sum(request_bytes)::BIGINT AS"
          + " request_bytes, sum(response_bytes)::BIGINT AS response_bytes"),
  /** When it was seen first and last; the minute tier knows that without a column. */
  SEEN(
      "first_minute INTEGER NOT NULL, last_minute INTEGER NOT NULL",
      "first_minute, last_minute",
      "min(first_minute) AS first_minute, max(last_minute) AS last_minute");

  private static final Set<Column> KEYS = EnumSet.of(ENDPOINT, STATUS, CONSUMER, BUCKET, DIRECTION);

  final String definition;
  final String names;
  final String merged;

  Column(String definition, String names, String merged) {
    this.definition = definition;
    this.names = names;
    this.merged = merged;
  }

  boolean isKey() {
    return KEYS.contains(this);
  }
}
