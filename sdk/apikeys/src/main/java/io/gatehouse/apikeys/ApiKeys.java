// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static java.util.Objects.requireNonNull;

import io.gatehouse.protocol.key.Refusal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Verifies API keys of one app in this process. Its daemon thread keeps the keys up to date: the
 * server answers a question when a key changes, so that a revocation is known within a second or
 * two; while the server is away what was known last counts, also after a restart when there is a
 * directory. Thread-safe.
 *
 * <pre>{@code
 * ApiKeys keys = ApiKeys.builder().server(url).token(token).environment("prod").build();
 * Verification verified = keys.verify(request.getHeader("X-Api-Key"), address, List.of("orders:read"));
 * verified.tell(CurrentExchange.get());
 * }</pre>
 */
public final class ApiKeys implements AutoCloseable {

  private final KeyRing ring;
  private final Limiter limiter;
  private final @Nullable LimitEngine engine;
  private final KeyUpdates updates;
  private final @Nullable KeyWatch watch;
  private final Duration staleAfter;
  private final LongSupplier clock;

  /** What to do while the server has not been heard for longer than {@code staleAfter}. */
  public enum WhenStale {
    /** What was known last counts. */
    LAST_KNOWN,
    /** Every call is refused: a key may have been revoked meanwhile. */
    REFUSE
  }

  private ApiKeys(Builder builder) {
    ring = new KeyRing(builder.environment);
    KeyFeed feed = new KeyFeed(builder.server(), builder.token());
    engine = builder.engine;
    limiter = new Limiter(builder.limits, engine, System::nanoTime);
    watch =
        builder.watch ? new KeyWatch(builder.guessesPerMinute, builder.clock, feed::tell) : null;
    staleAfter = builder.staleAfter;
    clock = builder.clock;
    updates = new KeyUpdates(ring, feed, builder.directory, builder.signer, clock);
    updates.start();
  }

  /** Starts a configuration; server and token are needed. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * As {@link #verify(String, String, RouteRule)} for a call that needs scopes.
   *
   * @param scopes all of which the call needs; none = any key that is good
   */
  public Verification verify(
      @Nullable String presented, @Nullable String address, Collection<String> scopes) {
    return verify(presented, address, RouteRule.unchecked(List.copyOf(scopes)));
  }

  /** As {@link #verify(String, String, String, RouteRule)} for a client that is not known. */
  public Verification verify(@Nullable String presented, @Nullable String address, RouteRule rule) {
    return verify(presented, address, null, rule);
  }

  /**
   * Decides about a call, and takes it from the rate limits that hold for it. Ask once for each
   * call. Does no I/O, unless limits are shared by an engine that does.
   *
   * @param presented what came as key; null = nothing
   * @param address of the caller, see {@link CallerAddress}; null = unknown
   * @param agent the caller's {@code User-Agent}; null = none
   * @param rule what the call needs
   */
  public Verification verify(
      @Nullable String presented,
      @Nullable String address,
      @Nullable String agent,
      RouteRule rule) {
    boolean fresh = rule.whenStale() == WhenStale.REFUSE;
    boolean unsure = ring.revision() == 0 || (fresh && isStale());
    if (unsure) {
      boolean missing = presented == null || presented.isEmpty();
      return KeyRing.refused(missing ? Refusal.MISSING : Refusal.UNAVAILABLE);
    }
    Verification verified = ring.verify(presented, address, rule, clock.getAsLong());
    if (watch != null) {
      watch.saw(verified, presented, address, agent);
    }
    ApiKey key = verified.key();
    if (key == null || !verified.isAccepted()) {
      return verified;
    }
    Limiter.Taken taken = limiter.take(key, rule);
    return taken == null ? verified : verified.limited(taken);
  }

  /** Whether the server has not been heard for longer than it may be. */
  public boolean isStale() {
    long heard = updates.heardMillis();
    return heard == 0 || clock.getAsLong() - heard > staleAfter.toMillis();
  }

  /** Revision of the keys that count; 0 = none are known yet, and all calls are refused. */
  public long revision() {
    return ring.revision();
  }

  /** What became of the signals about guessed keys and first uses. */
  public KeySignalCounts signals() {
    return watch == null ? KeySignalCounts.NONE : watch.counts();
  }

  /** Waits until keys are known; false when that took too long. */
  public boolean awaitReady(Duration atMost) throws InterruptedException {
    return updates.awaitFirst(atMost);
  }

  /** Stops listening to the server; what is known goes on to count. Closes the engine of limits. */
  @Override
  public void close() {
    if (engine != null) {
      engine.close();
    }
    if (watch != null) {
      watch.close();
    }
    updates.close();
  }

  /** Collects the configuration; not thread-safe. */
  public static final class Builder {
    private @Nullable URI server;
    private @Nullable String token;
    private String environment = "prod";
    private @Nullable Path directory;
    private Duration staleAfter = Duration.ofMinutes(1);
    private byte @Nullable [] signer;
    private LongSupplier clock = System::currentTimeMillis;
    private final List<LimitRule> limits = new ArrayList<>();
    private @Nullable LimitEngine engine;
    private boolean watch = true;
    private int guessesPerMinute = 20;

    private Builder() {}

    private URI server() {
      return requireNonNull(server, "server: the address of the Gatehouse server is needed");
    }

    private String token() {
      return requireNonNull(token, "token: the ingest token of the app is needed");
    }

    /**
     * Base address of the Gatehouse server.
     *
     * @throws IllegalArgumentException unless it begins with http:// or https://
     */
    public Builder server(String value) {
      URI uri = URI.create(value.strip());
      boolean http = "http".equalsIgnoreCase(uri.getScheme());
      if ((!http && !"https".equalsIgnoreCase(uri.getScheme())) || uri.getHost() == null) {
        throw new IllegalArgumentException(
            "server has to begin with http:// or https:// and a host, and is " + value);
      }
      server = uri;
      return this;
    }

    /** The ingest token the server gave out for the app. */
    public Builder token(String value) {
      token = requireNonNull(value, "token");
      return this;
    }

    /** Slug of the environment; {@code prod} unless told. Keys of others are refused. */
    public Builder environment(String value) {
      environment = requireNonNull(value, "environment");
      return this;
    }

    /**
     * Where keys are kept, so that the service can start while the server is away; nowhere unless
     * told. Each process needs a directory of its own.
     */
    public Builder directory(Path value) {
      directory = requireNonNull(value, "directory");
      return this;
    }

    /** How long the server may be silent before keys are stale; a minute unless told. */
    public Builder staleAfter(Duration value) {
      staleAfter = requireNonNull(value, "staleAfter");
      return this;
    }

    /**
     * Who must have signed the keys, as shown under Settings of the app (X.509 in base64). Unless
     * told, whoever answers first at the server's address is believed, and nobody else after.
     *
     * @throws IllegalArgumentException when it is no base64
     */
    public Builder signer(String value) {
      signer = Base64.getDecoder().decode(value.strip());
      return this;
    }

    /** A rate limit for all routes, besides those that keys have. */
    public Builder limit(LimitRule value) {
      limits.add(requireNonNull(value, "limit"));
      return this;
    }

    /**
     * What keeps rate limits for all processes of the service, e.g. a database; each process counts
     * by itself unless told. Closed with the keys.
     */
    public Builder limitEngine(LimitEngine value) {
      engine = requireNonNull(value, "limitEngine");
      return this;
    }

    /**
     * Whether the server is told of addresses that guess keys, and of the first use of each key
     * from a network and by a client; it is, unless told.
     */
    public Builder watch(boolean value) {
      watch = value;
      return this;
    }

    /**
     * So many bad keys a minute of one address are nobody's business; 20 unless told.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public Builder guessesPerMinute(int value) {
      if (value < 0) {
        throw new IllegalArgumentException("guessesPerMinute has to be 0 or more, and is " + value);
      }
      guessesPerMinute = value;
      return this;
    }

    Builder clock(LongSupplier millis) {
      clock = millis;
      return this;
    }

    /** Starts to fetch keys; does not wait for them. */
    public ApiKeys build() {
      return new ApiKeys(this);
    }
  }
}
