// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Questions about single requests. */
public interface RequestLogQueries {

  /**
   * A page of requests, newest first. A search that takes long ends early and says how far back it
   * looked; its cursor goes on from there.
   *
   * @param after the cursor of the previous page; null = first page
   * @param limit at most 1,000
   * @throws StorageException of kind {@code TOO_EXPENSIVE} when not even a part of the range could
   *     be searched in time
   */
  Page list(Scope scope, @Nullable String after, int limit);

  /**
   * How many requests there are per bucket, newest first searched; see {@link #list} for searches
   * that take long.
   */
  Strip strip(Scope scope, Buckets buckets);

  /**
   * Requests that were stored after others, oldest first: what a reader who knows the store up to
   * {@code mark} has not seen.
   *
   * @param mark of the previous answer; null = begin now, without requests
   * @param limit at most 1,000; what is beyond is skipped and counted
   */
  Arrivals arrivals(Scope scope, @Nullable String mark, int limit);

  /**
   * One request by id; empty for an unknown or foreign one. Spans and log lines of its trace that
   * came by themselves are part of it.
   *
   * @param startEpochMicros when it began, which makes an old one quick to find; null = unknown
   */
  Optional<StoredRequest> find(int app, UUID id, @Nullable Long startEpochMicros);

  /**
   * Requests of a trace, oldest first, at most 100.
   *
   * @param range in which they began
   */
  List<StoredRequest> ofTrace(int app, String traceId, TimeRange range);

  /**
   * @param searchedToEpochMicros how far back the search came, when it ended before the range did;
   *     null = all of it was searched
   */
  record Page(
      List<StoredRequest> items, @Nullable String next, @Nullable Long searchedToEpochMicros) {

    public Page {
      items = List.copyOf(items);
    }
  }

  /**
   * @param bars ascending; bars without requests are left out
   * @param searchedToEpochMicros as in {@link Page}
   */
  record Strip(List<StripBar> bars, @Nullable Long searchedToEpochMicros) {

    public Strip {
      bars = List.copyOf(bars);
    }
  }

  /**
   * Requests of a bucket; the four add up to all.
   *
   * @param successful below 300, unknown or aborted
   * @param serverErrors 500 and more, and those that failed after their status was sent
   */
  record StripBar(
      long startEpochMinute,
      long successful,
      long redirects,
      long clientErrors,
      long serverErrors) {}

  /**
   * @param skipped how many requests there were beyond the limit
   */
  record Arrivals(List<StoredRequest> items, String mark, long skipped) {

    public Arrivals {
      items = List.copyOf(items);
    }
  }

  /**
   * @param log headers, bodies, logs, spans and attributes are empty in lists, and an exception has
   *     no stacktrace there
   */
  record StoredRequest(
      String environment,
      RequestLog log,
      @Nullable String consumerName,
      @Nullable String consumerGroup,
      boolean hasLogs,
      boolean hasSpans,
      boolean hasBodies) {}
}
