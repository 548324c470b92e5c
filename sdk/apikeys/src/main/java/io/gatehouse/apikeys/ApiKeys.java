// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static java.util.Objects.requireNonNull;

import io.gatehouse.protocol.ProtocolException;
import io.gatehouse.protocol.key.KeySnapshot;
import io.gatehouse.protocol.key.KeySnapshotCodec;
import io.gatehouse.protocol.key.Refusal;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
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

  private static final Logger LOG = System.getLogger("io.gatehouse.apikeys");

  private static final int WAIT_SECONDS = 25;
  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final long LONGEST_PAUSE_MILLIS = 20_000;

  /** So many files of changes, and all keys are asked for again. */
  private static final int MAX_CHANGES = 200;

  private final KeyRing ring;
  private final Limiter limiter;
  private final @Nullable LimitEngine engine;
  private final KeyFeed feed;
  private final @Nullable KeyWatch watch;
  private final @Nullable SnapshotFolder folder;
  private final Duration staleAfter;
  private final LongSupplier clock;
  private final CountDownLatch ready = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private @Nullable PublicKey signer;
  private boolean warned;

  /** When the server last said what there is, by the clock; 0 = never since the start. */
  private volatile long heardMillis;

  /** What to do while the server has not been heard for longer than {@code staleAfter}. */
  public enum WhenStale {
    /** What was known last counts. */
    LAST_KNOWN,
    /** Every call is refused: a key may have been revoked meanwhile. */
    REFUSE
  }

  private ApiKeys(Builder builder) {
    ring = new KeyRing(builder.environment);
    feed = new KeyFeed(builder.server(), builder.token());
    folder = builder.directory == null ? null : new SnapshotFolder(builder.directory);
    engine = builder.engine;
    limiter = new Limiter(builder.limits, engine, System::nanoTime);
    watch =
        builder.watch ? new KeyWatch(builder.guessesPerMinute, builder.clock, feed::tell) : null;
    staleAfter = builder.staleAfter;
    clock = builder.clock;
    signer = builder.signer == null ? null : publicKey(builder.signer);
    loadFolder(builder.signer != null);
    thread = new Thread(this::run, "gatehouse-api-keys");
    thread.setDaemon(true);
    thread.start();
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
    return heardMillis == 0 || clock.getAsLong() - heardMillis > staleAfter.toMillis();
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
    return ready.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Stops listening to the server; what is known goes on to count. Closes the engine of limits. */
  @Override
  public void close() {
    if (engine != null) {
      engine.close();
    }
    closing.countDown();
    if (watch != null) {
      watch.close();
    }
    feed.close();
    thread.interrupt();
  }

  private void loadFolder(boolean pinned) {
    if (folder == null) {
      return;
    }
    try {
      byte[] stored = folder.signer();
      if (stored == null) {
        return;
      }
      PublicKey known = pinned ? requireNonNull(signer) : publicKey(stored);
      for (byte[] bytes : folder.load()) {
        KeySnapshot snapshot = KeySnapshotCodec.read(bytes, known);
        if (snapshot.since() != 0 && snapshot.since() != ring.revision()) {
          break;
        }
        ring.apply(snapshot);
      }
      signer = known;
      if (ring.revision() != 0) {
        ready.countDown();
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "Gatehouse: the API keys on disk cannot be used: {0}. They are asked for anew.",
          e.getMessage());
    }
  }

  private void run() {
    long pause = FIRST_PAUSE_MILLIS;
    boolean all = ring.revision() == 0;
    while (closing.getCount() > 0) {
      try {
        KeyFeed.Answer answer = feed.ask(all ? 0 : ring.revision(), all ? 0 : WAIT_SECONDS);
        if (answer.status() == 200 || answer.status() == 204) {
          all = take(answer);
          heardMillis = clock.getAsLong();
          warned = false;
          pause = FIRST_PAUSE_MILLIS;
          continue;
        }
        warn("the server answered " + answer.status() + hint(answer.status()));
      } catch (ProtocolException e) {
        all = true;
        warn(String.valueOf(e.getMessage()));
      } catch (IOException | RuntimeException e) {
        warn(e.toString());
      }
      pause = pause(pause);
    }
  }

  /** Waits; the next time for longer. */
  private long pause(long millis) {
    try {
      long jitter = ThreadLocalRandom.current().nextLong(millis / 4 + 1);
      if (closing.await(millis + jitter, TimeUnit.MILLISECONDS)) {
        return millis;
      }
    } catch (InterruptedException e) {
      // Only close() interrupts, and then the latch is down.
      LOG.log(Level.DEBUG, "Gatehouse: waiting for API keys ended.");
    }
    return Math.min(2 * millis, LONGEST_PAUSE_MILLIS);
  }

  private static String hint(int status) {
    return switch (status) {
      case 401, 403 -> ": check the token";
      case 404 -> ": check the address, and whether the server is new enough for API keys";
      default -> "";
    };
  }

  private void warn(String cause) {
    if (!warned && closing.getCount() > 0) {
      warned = true;
      LOG.log(
          Level.WARNING,
          "Gatehouse: API keys cannot be brought up to date, {0}: {1}.",
          ring.revision() == 0 ? "and all calls are refused" : "what was known last counts",
          cause);
    }
  }

  /** Takes over what changed; returns whether all keys have to be asked for. */
  private boolean take(KeyFeed.Answer answer) throws IOException {
    byte[] body = answer.body();
    if (body == null) {
      return false;
    }
    PublicKey known = signer;
    if (known == null) {
      String told = answer.signer();
      if (told == null) {
        throw new ProtocolException("the server does not say who signs");
      }
      known = publicKey(Base64.getDecoder().decode(told));
    }
    KeySnapshot snapshot = KeySnapshotCodec.read(body, known);
    if (snapshot.since() != 0 && snapshot.since() != ring.revision()) {
      return true;
    }
    ring.apply(snapshot);
    ready.countDown();
    boolean first = signer == null;
    signer = known;
    return keep(snapshot, body, first ? known : null);
  }

  /** A disk that fails does not keep a revocation from counting. */
  private boolean keep(KeySnapshot snapshot, byte[] body, @Nullable PublicKey first) {
    if (folder == null) {
      return false;
    }
    try {
      if (first != null) {
        folder.storeSigner(first.getEncoded());
      }
      folder.store(snapshot.revision(), snapshot.since() == 0, body);
      return folder.changes() > MAX_CHANGES;
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "Gatehouse: API keys cannot be kept on disk: {0}.", e.toString());
      return false;
    }
  }

  private static PublicKey publicKey(byte[] encoded) {
    try {
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key of the signer is no Ed25519 key", e);
    }
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
