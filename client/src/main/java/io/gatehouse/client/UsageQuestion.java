// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.client;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Which calls with API keys are asked for.
 *
 * <pre>{@code
 * UsageQuestion march = UsageQuestion.of("shop", from, to).by(By.CONSUMER, By.ENDPOINT).limit(1_000);
 * }</pre>
 */
public final class UsageQuestion {

  /** What rows are told apart by. */
  public enum By {
    KEY,
    CONSUMER,
    ENDPOINT,
    REFUSAL,
    VERSION
  }

  private static final int MAX_LIMIT = 1_000;

  final String app;
  final Instant from;
  final Instant to;
  private final Set<By> by;
  private final @Nullable String environment;
  private final @Nullable String key;
  private final @Nullable String consumer;
  private final int limit;

  private UsageQuestion(
      String app,
      Instant from,
      Instant to,
      Set<By> by,
      @Nullable String environment,
      @Nullable String key,
      @Nullable String consumer,
      int limit) {
    this.app = requireNonNull(app, "app");
    this.from = requireNonNull(from, "from");
    this.to = requireNonNull(to, "to");
    this.by = by;
    this.environment = environment;
    this.key = key;
    this.consumer = consumer;
    this.limit = limit;
  }

  /**
   * All calls of an app, a row for each key.
   *
   * @param app id of the app
   * @param to exclusive
   */
  public static UsageQuestion of(String app, Instant from, Instant to) {
    return new UsageQuestion(app, from, to, EnumSet.of(By.KEY), null, null, null, 100);
  }

  public UsageQuestion by(By first, By... others) {
    return new UsageQuestion(
        app, from, to, EnumSet.of(first, others), environment, key, consumer, limit);
  }

  /** Calls of one environment only. */
  public UsageQuestion environment(String name) {
    requireNonNull(name, "name");
    return new UsageQuestion(app, from, to, by, name, key, consumer, limit);
  }

  /** Calls with one key only. */
  public UsageQuestion key(String id) {
    requireNonNull(id, "id");
    return new UsageQuestion(app, from, to, by, environment, id, consumer, limit);
  }

  /** Calls of one consumer only. */
  public UsageQuestion consumer(String identifier) {
    requireNonNull(identifier, "identifier");
    return new UsageQuestion(app, from, to, by, environment, key, identifier, limit);
  }

  /**
   * @param rows from 1 to 1,000; 100 unless told
   */
  public UsageQuestion limit(int rows) {
    if (rows < 1 || rows > MAX_LIMIT) {
      throw new IllegalArgumentException("rows must be from 1 to " + MAX_LIMIT + ": " + rows);
    }
    return new UsageQuestion(app, from, to, by, environment, key, consumer, rows);
  }

  /** The parameters that all operations take. */
  Parameters selection() {
    return new Parameters()
        .add("from", from)
        .add("to", to)
        .add("env", environment)
        .add("key", key)
        .add("consumer", consumer);
  }

  /** The parameters of rows. */
  Parameters rows() {
    StringJoiner names = new StringJoiner(",");
    by.forEach(one -> names.add(one.name().toLowerCase(Locale.ROOT)));
    return selection().add("by", names.toString()).add("limit", limit);
  }
}
