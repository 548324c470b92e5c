// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Questions about consumers. */
public interface ConsumerQueries {

  /**
   * A page of consumers that match, with their figures in the range.
   *
   * @param search part of identifier or name, any case; empty = all
   * @param flag which of them
   * @param after the cursor of the previous page; null = first page
   * @param limit at most 1,000
   */
  Page list(
      Scope scope,
      String search,
      Flag flag,
      Sort sort,
      boolean descending,
      @Nullable String after,
      int limit);

  /** One consumer, whatever the range; empty for an unknown one. */
  Optional<ConsumerRow> find(Scope scope, String identifier);

  /** Sums per group in the range, most requests first; consumers without a group are left out. */
  List<GroupRow> groups(Scope scope);

  /** Which consumers a list is about. */
  enum Flag {
    /** With a request in the range. */
    ALL,
    /** First seen in the range. */
    NEW,
    /** Seen before the range, without a request in it. */
    SILENT,
    /** One request in ten or more failed (4xx or 5xx). */
    ERRORING
  }

  enum Sort {
    REQUESTS,
    ERRORS,
    ERROR_RATE,
    P95,
    BYTES,
    ENDPOINTS,
    FIRST_SEEN,
    LAST_SEEN,
    IDENTIFIER
  }

  /**
   * @param next cursor of the following page; null = this is the last
   * @param total how many match over all pages
   */
  record Page(List<ConsumerRow> items, @Nullable String next, long total) {}

  /**
   * @param id number within the store, stable
   * @param bytes in and out
   * @param endpoints distinct endpoints called in the range
   */
  record ConsumerRow(
      int id,
      String identifier,
      @Nullable String name,
      @Nullable String group,
      long requests,
      long clientErrors,
      long serverErrors,
      double p95Micros,
      long bytes,
      long endpoints,
      long firstSeenEpochMinute,
      long lastSeenEpochMinute) {

    public long errors() {
      return clientErrors + serverErrors;
    }
  }

  record GroupRow(
      String name,
      long members,
      long active,
      long requests,
      long clientErrors,
      long serverErrors,
      double p95Micros,
      long bytes) {}
}
