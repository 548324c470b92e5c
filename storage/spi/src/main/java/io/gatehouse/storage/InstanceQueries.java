// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Questions about reporting processes and what became of what they sent. */
public interface InstanceQueries {

  /** Instances seen at or after the given time, latest sign of life first. */
  List<InstanceRow> list(int app, java.util.Set<String> environments, long sinceEpochMillis);

  /** CPU and memory per bar and instance. */
  List<ResourceBar> resources(Scope scope, Buckets buckets);

  /** Startups that brought an app version not seen before in its environment, ascending. */
  List<Deploy> deploys(int app, java.util.Set<String> environments, TimeRange range);

  /** What was rejected, corrected, cut or quarantined since the given time. */
  List<OutcomeRow> outcomes(int app, long sinceEpochMillis);

  /**
   * What processes have sealed, by what they said last, and is not stored yet: numbers by instance,
   * ascending. Empty = all that was counted has come in.
   *
   * @param limit how many ranges at most
   */
  List<MissingBatches> missing(int app, int limit);

  /**
   * Numbers of one life of a process that follow one another.
   *
   * @param epoch which life: a process numbers anew after each start
   * @param first {@code last} likewise, inclusive
   */
  record MissingBatches(UUID instance, long epoch, long first, long last) {

    /** How many they are. */
    public long count() {
      return last - first + 1;
    }
  }

  /**
   * What counts come from, by environment and, for metrics and spans, by instance; what wins and
   * why is told at {@link CountSource}.
   */
  List<CountSourceRow> countSources(int app);

  /**
   * @param instance null = the whole environment, or senders that do not tell who they are
   * @param leftOut requests that were told by it and counted by a better source
   */
  record CountSourceRow(
      String environment,
      @Nullable UUID instance,
      CountSource source,
      long firstEpochMinute,
      long lastEpochMinute,
      long leftOut) {}

  /**
   * @param skewMillis client clock minus server clock at the last message; null = unknown
   * @param missingBatches sealed by the sender, by what it said last, and not stored yet; 0 when it
   *     does not number its batches
   */
  record InstanceRow(
      UUID id,
      String environment,
      @Nullable String client,
      Map<String, String> versions,
      long firstSeenEpochMillis,
      long lastSeenEpochMillis,
      long lastStartupEpochMillis,
      @Nullable Long skewMillis,
      @Nullable Double cpuPercent,
      @Nullable Long memoryBytes,
      long messages,
      long rejected,
      long corrected,
      long missingBatches,
      boolean monitored) {}

  record ResourceBar(
      long startEpochMinute,
      UUID instance,
      double cpuMean,
      double cpuMax,
      double memoryMean,
      double memoryMax) {}

  record Deploy(String environment, long epochMillis, String version) {}

  record OutcomeRow(
      String environment,
      @Nullable UUID instance,
      IngestOutcome.Kind kind,
      String reason,
      String lastHint,
      long count,
      long lastEpochMillis) {}
}
