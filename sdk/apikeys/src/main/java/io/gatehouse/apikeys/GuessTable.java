// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static java.util.Objects.requireNonNull;

import io.gatehouse.protocol.key.ApiKeyText;
import io.gatehouse.protocol.key.KeySignal;
import io.gatehouse.protocol.key.KeySignal.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Counts calls with bad keys by address, minute by minute, in a table of fixed size: addresses that
 * find no place in it are counted together. Any thread may add, without locks; one thread asks what
 * is due.
 */
final class GuessTable {

  /** Stands for all addresses that found no place. */
  static final String OTHER = "(other)";

  /** Stands for an address that is not known. */
  static final String UNKNOWN = "(unknown)";

  /** So many addresses a minute are told apart; a power of two. */
  static final int MAX_ADDRESSES = 1_024;

  /** Ids of one address and minute are told apart up to so many; a power of two. */
  static final int MAX_IDS = 128;

  /** Places an address or id may have; beyond, the table is as good as full. */
  private static final int PROBES = 32;

  private static final long MINUTE_MILLIS = 60_000;

  private final int perMinute;
  private final AtomicReference<Minute> minute = new AtomicReference<>(new Minute(Long.MIN_VALUE));
  private final Queue<Guesses> crossed = new ConcurrentLinkedQueue<>();

  /** Whom was told of; only the asking thread knows. */
  private final Map<String, Guesser> guessers = new HashMap<>();

  /**
   * @param perMinute so many bad keys of an address are nobody's business
   */
  GuessTable(int perMinute) {
    this.perMinute = perMinute;
  }

  /** A minute's addresses. */
  private static final class Minute {
    final long startMillis;
    final AtomicReferenceArray<@Nullable Guesses> table = new AtomicReferenceArray<>(MAX_ADDRESSES);
    final Guesses other = new Guesses(OTHER);

    Minute(long startMillis) {
      this.startMillis = startMillis;
    }

    /** Also false when the clock was set back. */
    boolean has(long millis) {
      return millis >= startMillis && millis < startMillis + MINUTE_MILLIS;
    }

    Guesses of(String address) {
      int start = spread(address.hashCode());
      for (int i = 0; i < PROBES; i++) {
        int at = (start + i) & (MAX_ADDRESSES - 1);
        Guesses known = table.get(at);
        if (known == null) {
          Guesses fresh = new Guesses(address);
          if (table.compareAndSet(at, null, fresh)) {
            return fresh;
          }
          known = table.get(at);
        }
        if (known != null && known.address.equals(address)) {
          return known;
        }
      }
      return other;
    }
  }

  /** What one address did in a minute. */
  private static final class Guesses {
    final String address;
    final AtomicLong calls = new AtomicLong();
    final AtomicLong ids = new AtomicLong();
    private final AtomicReference<@Nullable AtomicLongArray> seen = new AtomicReference<>();

    Guesses(String address) {
      this.address = address;
    }

    void sawId(byte[] text) {
      AtomicLongArray slots = seen.get();
      if (slots == null) {
        AtomicLongArray fresh = new AtomicLongArray(MAX_IDS);
        slots = seen.compareAndSet(null, fresh) ? fresh : seen.get();
      }
      int at = ApiKeyText.idAt(text);
      int start = KeyId.spread(KeyId.head(text, at), KeyId.tail(text, at));
      // Twelve characters as eight bytes; 0 stands for an empty place.
      long mixed = KeyId.head(text, at) ^ (KeyId.tail(text, at) * 0x9E3779B97F4A7C15L);
      long id = mixed == 0 ? 1 : mixed;
      for (int i = 0; slots != null && i < PROBES; i++) {
        int place = (start + i) & (MAX_IDS - 1);
        long known = slots.get(place);
        if (known == 0 && slots.compareAndSet(place, 0, id)) {
          ids.incrementAndGet();
          return;
        }
        if (known == id || slots.get(place) == id) {
          return;
        }
      }
    }
  }

  /** An address that guesses, over the minutes. */
  private static final class Guesser {
    Guesses now;
    long seen;
    long calls;
    int ids;
    @Nullable Guesses told;
    long toldSeen;
    long toldMillis;

    Guesser(Guesses now) {
      this.now = now;
    }

    void look() {
      seen = now.calls.get();
      calls = Math.max(calls, seen);
      ids = Math.max(ids, (int) now.ids.get());
    }
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }

  /**
   * Counts a call.
   *
   * @param address null = unknown
   * @param presented null = nothing
   * @return whether the address is one to tell of now, for the first time in its minute
   */
  boolean add(@Nullable String address, @Nullable String presented, long nowMillis) {
    Guesses guesses = at(nowMillis).of(address == null ? UNKNOWN : address);
    byte[] text = presented == null ? null : ApiKeyText.bytesOf(presented);
    if (text != null) {
      guesses.sawId(text);
    }
    boolean first = guesses.calls.incrementAndGet() == perMinute + 1L;
    if (first) {
      crossed.add(guesses);
    }
    return first;
  }

  private Minute at(long nowMillis) {
    while (true) {
      Minute now = requireNonNull(minute.get());
      if (now.has(nowMillis)) {
        return now;
      }
      minute.compareAndSet(now, new Minute(nowMillis));
    }
  }

  /**
   * What there is to tell now: of each address once it went too far, and again a minute later at
   * the earliest, when it went on.
   *
   * @return null when there is nothing to wait for either
   */
  @Nullable List<KeySignal> due(long nowMillis) {
    for (Guesses next = crossed.poll(); next != null; next = crossed.poll()) {
      Guesses found = next;
      Guesser guesser = guessers.computeIfAbsent(next.address, unused -> new Guesser(found));
      guesser.look();
      guesser.now = next;
    }
    List<KeySignal> due = new ArrayList<>();
    for (Iterator<Guesser> all = guessers.values().iterator(); all.hasNext(); ) {
      Guesser guesser = all.next();
      long passed = nowMillis - guesser.toldMillis;
      if (guesser.told != null && passed >= 0 && passed < MINUTE_MILLIS) {
        continue;
      }
      guesser.look();
      if (guesser.told == guesser.now && guesser.seen == guesser.toldSeen) {
        all.remove();
        continue;
      }
      due.add(tell(guesser, nowMillis));
    }
    return guessers.isEmpty() ? null : due;
  }

  private static KeySignal tell(Guesser guesser, long nowMillis) {
    String address = guesser.now.address;
    KeySignal signal =
        new KeySignal(
            Kind.GUESSING,
            "",
            address.length() > KeySignal.MAX_VALUE_CHARS
                ? address.substring(0, KeySignal.MAX_VALUE_CHARS)
                : address,
            guesser.calls,
            guesser.ids,
            nowMillis);
    guesser.told = guesser.now;
    guesser.toldSeen = guesser.seen;
    guesser.toldMillis = nowMillis;
    guesser.calls = 0;
    guesser.ids = 0;
    return signal;
  }
}
