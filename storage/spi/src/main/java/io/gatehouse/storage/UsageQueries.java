// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage;

import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Questions about calls with API keys: by what an invoice would be written. */
public interface UsageQueries {

  /** Sums, most requests first. */
  List<UsageRow> usage(Selection selection, Set<By> by, int limit);

  /**
   * Sums of each consumer by key and endpoint, in one look at the data, however many there are.
   *
   * <p>Exact in ranges that do not begin before {@link #minutesSince}.
   *
   * @param each takes an identifier, empty = not known, and its rows in no order; called once for
   *     each consumer that has some
   */
  void perConsumer(Selection selection, BiConsumer<String, List<UsageRow>> each);

  /** From when on calls are kept to the minute, in minutes since 1970; what is older is by day. */
  long minutesSince(int app);

  /** One bar per bucket that has data, ascending. */
  List<UsageBar> series(Selection selection, Buckets buckets);

  /**
   * The rows of {@link #usage} as a file, however many; a key's secrets are one key.
   *
   * @param per null = one row for the whole range
   * @param keys of the app, so that they can be named
   */
  StoredFile export(
      Selection selection, Set<By> by, @Nullable Per per, List<KeyFacts> keys, FileFormat format);

  /**
   * When keys were used, whatever the range; those that never were are left out.
   *
   * @param keys ids of secrets
   */
  List<LastUse> lastUses(int app, Set<String> keys);

  /**
   * The endpoints that keys were used for, whatever the range, the one used last first.
   *
   * @param keys ids of secrets
   */
  List<RouteUse> routeUses(int app, Set<String> keys, int limit);

  /** What sums are told apart by. */
  enum By {
    KEY,
    CONSUMER,
    ENDPOINT,
    REFUSAL,
    VERSION
  }

  /** Of what length of time a row of an export is; in UTC. */
  enum Per {
    MINUTE,
    DAY
  }

  /**
   * Which calls a question is about.
   *
   * @param app the catalog's number of the app
   * @param environments none = all
   * @param range by the minute in which a call began
   * @param keys ids of secrets; none = all calls, also those without a known key
   * @param consumer identifier; null = all
   */
  record Selection(
      int app,
      Set<String> environments,
      TimeRange range,
      Set<String> keys,
      @Nullable String consumer) {
    public Selection {
      environments = Set.copyOf(environments);
      keys = Set.copyOf(keys);
    }
  }

  /**
   * What came of calls. {@code served}, {@code serverErrors}, {@code refused} and {@code
   * rateLimited} add up to {@code requests}.
   *
   * @param served let in and answered below 500
   * @param serverErrors let in and answered with 500 or more, or broken off by an error
   * @param refused not let in, but for the rate
   * @param rateLimited not let in for the rate
   * @param billable let in and answered with 2xx or 3xx
   */
  record Sums(
      long requests,
      long served,
      long serverErrors,
      long refused,
      long rateLimited,
      long billable,
      long durationMicros,
      long requestBytes,
      long responseBytes) {}

  /**
   * Members that were not asked for are null.
   *
   * @param key empty = not known
   * @param consumer empty = not known
   * @param refusal empty = let in
   * @param version of the app that answered; empty = not known
   */
  record UsageRow(
      @Nullable String key,
      @Nullable String consumer,
      @Nullable String method,
      @Nullable String route,
      @Nullable String refusal,
      @Nullable String version,
      Sums sums) {}

  /**
   * @param startEpochMinute start of the bar
   */
  record UsageBar(long startEpochMinute, Sums sums) {}

  /**
   * @param key id of the secret
   * @param lastEpochMinute {@code firstEpochMinute} likewise; to the day for what is long ago
   */
  record LastUse(String key, long firstEpochMinute, long lastEpochMinute, long requests) {}

  /**
   * @param lastEpochMinute {@code firstEpochMinute} likewise; to the day for what is long ago
   */
  record RouteUse(
      String method, String route, long firstEpochMinute, long lastEpochMinute, long requests) {}
}
