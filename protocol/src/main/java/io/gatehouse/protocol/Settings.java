// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server wants of an SDK.
 *
 * @param revision grows with each change; at least 1
 * @param flushIntervalMillis time between batches
 */
public record Settings(
    long revision,
    long flushIntervalMillis,
    List<RedactionRule> redaction,
    RequestLog requestLog,
    List<String> excludedRoutes) {

  public Settings {
    redaction = List.copyOf(redaction);
    excludedRoutes = List.copyOf(excludedRoutes);
  }

  /** Where a rule applies. */
  public enum Target {
    REQUEST_HEADER,
    RESPONSE_HEADER,
    QUERY,
    REQUEST_BODY,
    RESPONSE_BODY;

    /** As written on the wire, e.g. {@code request-header}. */
    public String wireName() {
      return SettingsCodec.wireName(this);
    }
  }

  /** What happens to a value. */
  public enum Action {
    MASK,
    HASH,
    DROP;

    /** As written on the wire, e.g. {@code mask}. */
    public String wireName() {
      return SettingsCodec.wireName(this);
    }
  }

  /**
   * One rule.
   *
   * @param path name of a header or parameter, or a JSONPath into a body
   * @param endpoint {@code METHOD /route}; null = all
   */
  public record RedactionRule(
      Target target, String path, Action action, @Nullable String endpoint) {}

  /** Which requests are logged one by one. */
  public enum Policy {
    OFF,
    ERRORS_AND_SLOW,
    SAMPLED,
    ALL;

    /** As written on the wire, e.g. {@code errors-and-slow}. */
    public String wireName() {
      return SettingsCodec.wireName(this);
    }
  }

  /**
   * Request log settings.
   *
   * @param rate share of requests, 0 to 1, for {@link Policy#SAMPLED}
   * @param slowMillis from when on a request is slow, for {@link Policy#ERRORS_AND_SLOW}
   */
  public record RequestLog(Policy policy, double rate, long slowMillis) {}
}
