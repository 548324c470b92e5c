// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static java.util.Objects.requireNonNull;

import io.gatehouse.protocol.ProtocolException;
import io.gatehouse.protocol.key.KeySnapshot;
import io.gatehouse.protocol.key.KeySnapshotCodec;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a {@link KeyRing} up to date, by a daemon thread that asks the server for what changed and
 * is answered when something does; and in a directory, so that the ring is filled at the next
 * start.
 */
final class KeyUpdates {

  private static final Logger LOG = System.getLogger("io.gatehouse.apikeys");

  private static final int WAIT_SECONDS = 25;
  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final long LONGEST_PAUSE_MILLIS = 20_000;

  /** So many files of changes, and all keys are asked for again. */
  private static final int MAX_CHANGES = 200;

  private final KeyRing ring;
  private final KeyFeed feed;
  private final @Nullable SnapshotFolder folder;
  private final LongSupplier clock;
  private final CountDownLatch ready = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private @Nullable PublicKey signer;
  private boolean warned;

  /** When the server last said what there is, by the clock; 0 = never since the start. */
  private volatile long heardMillis;

  /**
   * Fills the ring with what the directory has; nothing is asked yet.
   *
   * @param directory null = keys are kept nowhere
   * @param pinned who must have signed, X.509; null = whoever answers first
   * @throws IllegalArgumentException when that is no Ed25519 key
   */
  KeyUpdates(
      KeyRing ring,
      KeyFeed feed,
      @Nullable Path directory,
      byte @Nullable [] pinned,
      LongSupplier clock) {
    this.ring = ring;
    this.feed = feed;
    this.folder = directory == null ? null : new SnapshotFolder(directory);
    this.clock = clock;
    this.signer = pinned == null ? null : publicKey(pinned);
    loadFolder(pinned != null);
    thread = new Thread(this::run, "gatehouse-api-keys");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** When the server last said what there is, by the clock; 0 = never since the start. */
  long heardMillis() {
    return heardMillis;
  }

  /** Waits until keys are known; false when that took too long. */
  boolean awaitFirst(Duration atMost) throws InterruptedException {
    return ready.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Asks no more, and closes what asks. */
  void close() {
    closing.countDown();
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
}
