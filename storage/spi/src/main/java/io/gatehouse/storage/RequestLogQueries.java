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
   * A page of requests, newest first.
   *
   * @param after the cursor of the previous page; null = first page
   * @param limit at most 1,000
   */
  Page list(Scope scope, @Nullable String after, int limit);

  /** One request by id; empty for an unknown or foreign one. */
  Optional<StoredRequest> find(int app, UUID id);

  record Page(List<StoredRequest> items, @Nullable String next) {}

  /**
   * @param log headers, bodies, logs and spans are empty in lists, and an exception has no
   *     stacktrace there
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
