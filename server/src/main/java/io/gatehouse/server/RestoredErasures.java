// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.catalog.Consumers;
import io.gatehouse.catalog.Erasures;
import io.gatehouse.catalog.Erasures.Erasure;
import io.gatehouse.collector.Threads;
import io.gatehouse.server.backup.Restore;
import io.gatehouse.storage.ConsumerQueries;
import io.gatehouse.storage.Filter;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.Storage;
import io.gatehouse.storage.TimeRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After a restore: consumers that were erased since the backup was made came back with it, and are
 * erased again, once. The list knows their hashes only, so all known consumers are tried.
 */
final class RestoredErasures implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RestoredErasures.class);
  private static final long RETRY_SECONDS = 10;

  private static final int PAGE = 1_000;

  private final Path directory;
  private final Catalog catalog;
  private final Storage storage;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private @Nullable Thread thread;

  RestoredErasures(Path directory, Catalog catalog, Storage storage) {
    this.directory = directory;
    this.catalog = catalog;
    this.storage = storage;
  }

  /** Erases one consumer everywhere. */
  @FunctionalInterface
  interface Eraser {
    boolean erase(App app, String identifier);
  }

  /** Waits until everything in the log is in the store; false when it takes too long. */
  @FunctionalInterface
  interface Loaded {
    boolean await() throws InterruptedException;
  }

  /** Does what is due, if anything, on a thread of its own; again and again until it succeeds. */
  void start(Loaded loaded, Eraser eraser) {
    if (areDue()) {
      Thread worker = new Thread(() -> run(loaded, eraser), "gatehouse-erase-again");
      worker.setDaemon(true);
      worker.start();
      thread = worker;
    }
  }

  private void run(Loaded loaded, Eraser eraser) {
    try {
      do {
        if (loaded.await() && tryTo(eraser)) {
          return;
        }
      } while (!stopping.await(RETRY_SECONDS, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean tryTo(Eraser eraser) {
    try {
      log.info("erased {} consumers once more that came back with a restore", apply(eraser));
      return true;
    } catch (RuntimeException e) {
      log.warn(
          "consumers that came back with a restore could not be erased; trying again in {} s",
          RETRY_SECONDS,
          e);
      return false;
    }
  }

  /** Ends after the erasure that is under way. */
  @Override
  public void close() {
    stopping.countDown();
    Thread worker = thread;
    if (worker != null) {
      Threads.joinUninterruptibly(worker);
    }
  }

  /** Whether there was a restore since the last time. */
  boolean areDue() {
    return Files.exists(directory.resolve(Restore.ERASE_AGAIN));
  }

  /**
   * Does what is due; one that fails leaves all to the next time. Call it when everything in the
   * log is in the store.
   *
   * @return how many consumers were erased
   */
  int apply(Eraser eraser) {
    Optional<Long> since = since();
    if (since.isEmpty()) {
      return 0;
    }
    List<Erasure> erasures = catalog.erasures().since(since.get());
    int erased = 0;
    for (App app : catalog.apps().all()) {
      Set<String> marks = new HashSet<>();
      for (Erasure erasure : erasures) {
        if (erasure.app() == app.number()) {
          marks.add(erasure.identifierSha256());
        }
      }
      for (String identifier : marks.isEmpty() ? Set.<String>of() : identifiers(app)) {
        if (marks.contains(Erasures.sha256(identifier))) {
          erased += eraser.erase(app, identifier) ? 1 : 0;
        }
      }
    }
    try {
      Files.deleteIfExists(directory.resolve(Restore.ERASE_AGAIN));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return erased;
  }

  private Optional<Long> since() {
    if (!areDue()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Long.valueOf(Files.readString(directory.resolve(Restore.ERASE_AGAIN)).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Set<String> identifiers(App app) {
    Set<String> all = new TreeSet<>(catalog.apiKeys().consumers(app.number()));
    all.addAll(catalog.statements().consumers(app.number()));
    for (Consumers.NamedConsumer named : catalog.consumers().list(app.number())) {
      all.add(named.identifier());
    }
    Scope ever = new Scope(app.number(), Set.of(), new TimeRange(0, Integer.MAX_VALUE), Filter.ALL);
    @Nullable String after = null;
    do {
      ConsumerQueries.Page page =
          storage
              .consumers()
              .list(
                  ever,
                  "",
                  ConsumerQueries.Flag.ALL,
                  ConsumerQueries.Sort.IDENTIFIER,
                  false,
                  after,
                  PAGE);
      page.items().forEach(row -> all.add(row.identifier()));
      after = page.next();
    } while (after != null);
    return all;
  }
}
