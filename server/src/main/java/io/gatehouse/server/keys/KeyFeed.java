// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.catalog.ApiKeys;
import io.gatehouse.catalog.ApiKeys.Secret;
import io.gatehouse.catalog.ApiKeys.StoredKey;
import io.gatehouse.catalog.ApiKeys.Terms;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.KeyDefaults;
import io.gatehouse.catalog.KeyDefaults.Default;
import io.gatehouse.catalog.KeyRoles;
import io.gatehouse.catalog.KeySignals.Signal;
import io.gatehouse.protocol.ProtocolException;
import io.gatehouse.protocol.key.KeyEntry;
import io.gatehouse.protocol.key.KeyEntry.Level;
import io.gatehouse.protocol.key.KeyEntry.Owner;
import io.gatehouse.protocol.key.KeyEntry.RateLimit;
import io.gatehouse.protocol.key.KeyEntry.State;
import io.gatehouse.protocol.key.KeyHash;
import io.gatehouse.protocol.key.KeySignal;
import io.gatehouse.protocol.key.KeySignalCodec;
import io.gatehouse.protocol.key.KeySnapshot;
import io.gatehouse.protocol.key.KeySnapshotCodec;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.KeyAnswers;
import io.gatehouse.server.http.Response;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells services which keys there are. A service asks for what changed after the revision it knows;
 * when nothing has, the answer waits for a change. Thread-safe.
 */
public final class KeyFeed implements KeyAnswers, AutoCloseable {

  /** So many services can wait at a time. */
  static final int MAX_WAITING = 2_000;

  private static final Logger log = LoggerFactory.getLogger(KeyFeed.class);
  private static final String SIGNER_HEADER = "Gatehouse-Key-Signer";

  private final Catalog catalog;
  private final ApiKeys keys;
  private final KeyMaterial material;
  private final Clock clock;
  private final IntConsumer signalled;
  private final Map<Integer, Set<Waiting>> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger waitingCount = new AtomicInteger();
  private final ScheduledThreadPoolExecutor worker =
      new ScheduledThreadPoolExecutor(
          2,
          task -> {
            Thread thread = new Thread(task, "gatehouse-keys");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param signalled is told the number of an app about whose keys there is news
   */
  public KeyFeed(Catalog catalog, KeyMaterial material, Clock clock, IntConsumer signalled) {
    this.signalled = signalled;
    this.catalog = catalog;
    this.keys = catalog.apiKeys();
    this.material = material;
    this.clock = clock;
    worker.setRemoveOnCancelPolicy(true);
  }

  private record Waiting(App app, long since, CompletableFuture<Response> answer) {}

  @Override
  public CompletableFuture<Response> answer(String token, long since, int waitSeconds) {
    CompletableFuture<Response> answer = new CompletableFuture<>();
    try {
      worker.execute(() -> begin(token, since, waitSeconds, answer));
    } catch (RejectedExecutionException e) {
      answer.complete(empty(503));
    }
    return answer;
  }

  @Override
  public CompletableFuture<Response> signals(String token, byte[] message) {
    CompletableFuture<Response> answer = new CompletableFuture<>();
    try {
      worker.execute(() -> keep(token, message, answer));
    } catch (RejectedExecutionException e) {
      answer.complete(empty(503));
    }
    return answer;
  }

  private void keep(String token, byte[] message, CompletableFuture<Response> answer) {
    try {
      Optional<App> app = appOf(token);
      if (app.isEmpty()) {
        answer.complete(empty(401));
        return;
      }
      List<Signal> signals = new ArrayList<>();
      for (KeySignal told : KeySignalCodec.read(new String(message, UTF_8))) {
        // A clock that is ahead must not keep a signal for ever.
        long at = Math.min(told.atMillis(), clock.millis());
        signals.add(
            new Signal(
                told.kind().text(),
                told.secret(),
                told.value(),
                at,
                at,
                told.calls(),
                told.secrets()));
      }
      List<Signal> fresh = catalog.keySignals().add(app.get().number(), signals);
      answer.complete(empty(202));
      boolean guessed =
          signals.stream().anyMatch(signal -> signal.kind().equals(KeySignal.Kind.GUESSING.text()));
      if (guessed || !fresh.isEmpty()) {
        signalled.accept(app.get().number());
      }
    } catch (ProtocolException e) {
      answer.completeExceptionally(
          new GatehouseException(
              ErrorCode.MALFORMED, "The signals cannot be read: " + e.getMessage() + ".", e));
    } catch (RuntimeException e) {
      log.warn("what a service tells about API keys cannot be kept", e);
      answer.complete(empty(503));
    }
  }

  private void begin(
      String token, long since, int waitSeconds, CompletableFuture<Response> answer) {
    try {
      Optional<App> app = appOf(token);
      if (app.isEmpty()) {
        answer.complete(empty(401));
        return;
      }
      long revision = keys.revision(app.get().number());
      // Somebody knows more than there is after a backup was restored: all keys are told anew.
      if (since == 0 || since != revision) {
        answer.complete(snapshot(app.get(), since > revision ? 0 : since));
      } else {
        await(new Waiting(app.get(), since, answer), waitSeconds);
      }
    } catch (RuntimeException e) {
      log.warn("a service cannot be told its API keys", e);
      answer.complete(empty(503));
    }
  }

  private Optional<App> appOf(String token) {
    return catalog
        .ingestTokens()
        .ownerOf(token)
        .flatMap(
            owner ->
                catalog.apps().all().stream().filter(app -> app.number() == owner.app()).findAny());
  }

  private void await(Waiting one, int waitSeconds) {
    if (waitSeconds == 0 || waitingCount.get() >= MAX_WAITING) {
      one.answer.complete(unchanged());
      return;
    }
    Set<Waiting> others =
        waiting.computeIfAbsent(one.app.number(), absent -> ConcurrentHashMap.newKeySet());
    others.add(one);
    waitingCount.incrementAndGet();
    var timeout =
        worker.schedule(() -> one.answer.complete(unchanged()), waitSeconds, TimeUnit.SECONDS);
    var unused =
        one.answer.whenComplete(
            (response, failure) -> {
              timeout.cancel(false);
              if (others.remove(one)) {
                waitingCount.decrementAndGet();
              }
            });
    // A change between the look before and now would have found nobody waiting.
    if (keys.revision(one.app.number()) != one.since) {
      one.answer.complete(snapshot(one.app, one.since));
    }
  }

  /** Tells those who wait for a change of the app's keys. */
  public void changed(int app) {
    for (Waiting one : waiting.getOrDefault(app, Set.of())) {
      worker.execute(() -> tell(one));
    }
  }

  private void tell(Waiting one) {
    try {
      one.answer.complete(snapshot(one.app, one.since));
    } catch (RuntimeException e) {
      log.warn("a service cannot be told its API keys", e);
      one.answer.complete(empty(503));
    }
  }

  private Response snapshot(App app, long since) {
    // Read before the keys: what changes between is told twice rather than never.
    long revision = keys.revision(app.number());
    List<KeyEntry> entries = new ArrayList<>();
    List<Default> defaults = catalog.keyDefaults().list(app.number());
    Map<String, List<String>> roles = catalog.keyRoles().list(app.number());
    for (StoredKey key : keys.changedSince(app.number(), since)) {
      List<RateLimit> limits = limits(key.terms(), defaults);
      List<String> scopes = KeyRoles.expand(key.terms().scopes(), roles);
      for (Secret secret : key.secrets()) {
        entries.add(entry(key, secret, scopes, limits));
      }
    }
    KeySnapshot snapshot =
        new KeySnapshot(
            app.id(),
            revision,
            since,
            clock.millis(),
            ApiKeyIssuer.BRAND,
            material.peppersOf(app.id()),
            entries);
    byte[] body = KeySnapshotCodec.write(snapshot, material.signingKey());
    return new Response(
        200, KeySnapshotCodec.CONTENT_TYPE, body, Map.of(SIGNER_HEADER, material.signer()));
  }

  /** Its own, and those that it shares with other keys of its consumer and of the group. */
  private static List<RateLimit> limits(Terms terms, List<Default> defaults) {
    List<RateLimit> limits = new ArrayList<>();
    terms.limits().forEach(text -> limits.add(limit(text, Level.KEY)));
    for (Default one : defaults) {
      boolean ofConsumer = one.level() == KeyDefaults.Level.CONSUMER;
      if (one.name().equals(ofConsumer ? terms.consumer() : terms.consumerGroup())) {
        Level level = ofConsumer ? Level.CONSUMER : Level.GROUP;
        one.limits().forEach(text -> limits.add(limit(text, level)));
      }
    }
    return limits;
  }

  private static KeyEntry entry(
      StoredKey key, Secret secret, List<String> scopes, List<RateLimit> limits) {
    Terms terms = key.terms();
    return new KeyEntry(
        secret.id(),
        key.id(),
        KeyHash.of(secret.algorithm()),
        HexFormat.of().parseHex(secret.hash()),
        secret.pepper(),
        State.of(key.state()),
        terms.name(),
        terms.environment(),
        earlier(terms.expiresAt(), secret.validUntil()),
        scopes,
        terms.allow(),
        terms.deny(),
        new Owner(terms.consumer(), terms.consumerName(), terms.consumerGroup()),
        limits);
  }

  /** 0 = never. */
  private static long earlier(long one, long other) {
    return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
  }

  private static RateLimit limit(String text, Level level) {
    String[] parts = text.split(" ");
    return new RateLimit(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]), level);
  }

  private static Response unchanged() {
    return empty(204);
  }

  private static Response empty(int status) {
    return new Response(status, "", new byte[0], Map.of());
  }

  /** Ends what waits. */
  @Override
  public void close() {
    waiting.values().forEach(all -> all.forEach(one -> one.answer.complete(unchanged())));
    worker.shutdownNow();
  }
}
