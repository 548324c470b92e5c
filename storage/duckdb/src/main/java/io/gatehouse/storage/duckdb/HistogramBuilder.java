// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import io.gatehouse.storage.Histogram;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/** Builds histograms from rows of bucket and count that come in the order of buckets. */
final class HistogramBuilder {

  private int[] buckets = new int[64];
  private long[] counts = new long[64];
  private int size;

  void add(int bucket, long count) {
    if (count <= 0) {
      return;
    }
    if (size == buckets.length) {
      buckets = Arrays.copyOf(buckets, size * 2);
      counts = Arrays.copyOf(counts, size * 2);
    }
    buckets[size] = bucket;
    counts[size++] = count;
  }

  Histogram build() {
    return Histogram.of(Arrays.copyOf(buckets, size), Arrays.copyOf(counts, size));
  }

  /** The value of a bucket in a result; NaN for NULL. */
  static double value(ResultSet row, int column) throws SQLException {
    int bucket = row.getInt(column);
    return row.wasNull() ? Double.NaN : Histogram.valueOf(bucket);
  }
}
