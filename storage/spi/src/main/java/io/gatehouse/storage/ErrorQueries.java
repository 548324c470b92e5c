// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Questions about error groups. */
public interface ErrorQueries {

  /** Groups of a kind with errors in the range, most errors first. */
  List<ErrorGroupRow> groups(Scope scope, ErrorKind kind, int limit);

  /** Responses by endpoint and status in the range, most first. */
  List<StatusRow> statuses(Scope scope, int fromStatus, int toStatus, int limit);

  /** One group, whatever the range; empty for an unknown or foreign one. */
  Optional<ErrorGroupRow> find(Scope scope, int id);

  List<ErrorBar> series(Scope scope, int id, Buckets buckets);

  /** Who meets the error, most first. */
  List<ErrorConsumer> consumers(Scope scope, int id, int limit);

  /**
   * @param id number within the store, stable
   * @param sampleStacktrace of the latest occurrence; null when none
   * @param field place of the refused value; null for exceptions
   * @param count in the range
   * @param consumers distinct in the range, without anonymous
   */
  record ErrorGroupRow(
      int id,
      ErrorKind kind,
      String method,
      String route,
      String type,
      String message,
      @Nullable String sampleStacktrace,
      @Nullable String field,
      long count,
      long consumers,
      long firstSeenEpochMinute,
      long lastSeenEpochMinute) {}

  record StatusRow(
      int endpoint,
      String method,
      String route,
      int status,
      long count,
      long consumers,
      long firstSeenEpochMinute,
      long lastSeenEpochMinute) {}

  record ErrorBar(long startEpochMinute, long count) {}

  record ErrorConsumer(String identifier, @Nullable String name, long count) {}
}
