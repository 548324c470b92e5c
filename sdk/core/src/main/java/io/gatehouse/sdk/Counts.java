// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import io.gatehouse.protocol.Histogram;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A histogram that many threads add to without locks. Buckets are made by the doubling, so that a
 * histogram of similar values stays small: most have one or two doublings. Read only when nobody
 * adds any more.
 */
final class Counts {

  /** 1 µs or byte up to 2^48: nine years, 256 TiB. Below and above go to the ends. */
  private static final int DOUBLINGS = 50;

  private static final int PER_DOUBLING = 32;

  /** Bucket −32 is the first of chunk 0. */
  private static final int OFFSET = PER_DOUBLING;

  /** The one that was made last; its others follow. */
  private final AtomicReference<@Nullable Chunk> chunks = new AtomicReference<>();

  /** The buckets of one doubling. 31 bits are enough for what is counted between two flushes. */
  private static final class Chunk extends AtomicIntegerArray {
    private static final long serialVersionUID = 1;

    private final int doubling;
    private final transient @Nullable Chunk next;

    private Chunk(int doubling, @Nullable Chunk next) {
      super(PER_DOUBLING);
      this.doubling = doubling;
      this.next = next;
    }
  }

  void add(long value) {
    if (value <= 0) {
      chunk(DOUBLINGS).getAndIncrement(0);
      return;
    }
    int slot = Math.min(Histogram.bucketOf((double) value) + OFFSET, DOUBLINGS * PER_DOUBLING - 1);
    chunk(slot / PER_DOUBLING).getAndIncrement(slot % PER_DOUBLING);
  }

  private Chunk chunk(int doubling) {
    while (true) {
      Chunk newest = chunks.get();
      Chunk known = find(newest, doubling);
      if (known != null) {
        return known;
      }
      Chunk fresh = new Chunk(doubling, newest);
      if (chunks.compareAndSet(newest, fresh)) {
        return fresh;
      }
    }
  }

  private static @Nullable Chunk find(@Nullable Chunk newest, int doubling) {
    for (Chunk one = newest; one != null; one = one.next) {
      if (one.doubling == doubling) {
        return one;
      }
    }
    return null;
  }

  /** Adds another one; when nobody adds any more. */
  void addAll(Counts other) {
    for (Chunk from = other.chunks.get(); from != null; from = from.next) {
      Chunk into = chunk(from.doubling);
      for (int i = 0; i < PER_DOUBLING; i++) {
        into.getAndAdd(i, from.get(i));
      }
    }
  }

  Histogram toHistogram() {
    int[] buckets = new int[DOUBLINGS * PER_DOUBLING + 1];
    long[] counts = new long[buckets.length];
    int size = 0;
    Chunk newest = chunks.get();
    Chunk zero = find(newest, DOUBLINGS);
    if (zero != null) {
      buckets[size] = Histogram.ZERO_BUCKET;
      counts[size++] = zero.get(0);
    }
    for (int i = 0; i < DOUBLINGS; i++) {
      Chunk chunk = find(newest, i);
      for (int j = 0; chunk != null && j < PER_DOUBLING; j++) {
        if (chunk.get(j) > 0) {
          buckets[size] = i * PER_DOUBLING + j - OFFSET;
          counts[size++] = chunk.get(j);
        }
      }
    }
    return Histogram.of(Arrays.copyOf(buckets, size), Arrays.copyOf(counts, size));
  }
}
