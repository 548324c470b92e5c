// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import io.gatehouse.protocol.key.KeySignal;
import io.gatehouse.protocol.key.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches what keys are presented, from where and by which clients, and tells the server who
 * guesses (S1) and where keys are used first (S2). Calls take no lock and do no I/O: they count,
 * and a daemon thread, which is started by the first thing to tell, does the rest. Thread-safe.
 */
final class KeyWatch implements AutoCloseable {

  private final GuessTable guesses;
  private final FirstUses firstUses;
  private final SignalPost post;
  private final LongSupplier clock;

  /**
   * @param guessesPerMinute more of one address are told
   * @param clock milliseconds since 1970
   */
  KeyWatch(int guessesPerMinute, LongSupplier clock, SignalPost.Outlet outlet) {
    guesses = new GuessTable(guessesPerMinute);
    firstUses = new FirstUses();
    post = new SignalPost(outlet, () -> guesses.due(clock.getAsLong()));
    this.clock = clock;
  }

  /**
   * Takes notice of a call.
   *
   * @param presented what came as key; null = nothing
   * @param address of the caller; null = unknown
   * @param agent {@code User-Agent}; null = none
   */
  void saw(
      Verification verified,
      @Nullable String presented,
      @Nullable String address,
      @Nullable String agent) {
    Refusal refusal = verified.refusal();
    if (refusal == Refusal.MALFORMED
        || refusal == Refusal.UNKNOWN
        || refusal == Refusal.WRONG_SECRET) {
      if (guesses.add(address, presented, clock.getAsLong())) {
        post.wake();
      }
      return;
    }
    ApiKey key = verified.key();
    if (key != null) {
      FirstUses.Seen seen = firstUses.of(key);
      if (!seen.isLast(address, agent)) {
        tell(seen.add(address, agent), key);
      }
    }
  }

  private void tell(List<FirstUses.First> firsts, ApiKey key) {
    if (firsts.isEmpty()) {
      return;
    }
    List<KeySignal> signals = new ArrayList<>(firsts.size());
    for (FirstUses.First first : firsts) {
      signals.add(new KeySignal(first.kind(), key.id(), first.value(), 1, 0, clock.getAsLong()));
    }
    post.offer(signals);
  }

  /** What became of what there was to tell. */
  KeySignalCounts counts() {
    return post.counts();
  }

  /** Whether there ever was something to tell. */
  boolean isStarted() {
    return post.isStarted();
  }

  /** Tells what is left, for a moment at most. */
  @Override
  public void close() {
    post.close(Duration.ofSeconds(1));
  }
}
