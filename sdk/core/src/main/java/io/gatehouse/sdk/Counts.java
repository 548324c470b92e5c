// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import io.gatehouse.protocol.Histogram;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A histogram that many threads add to without locks. Buckets are made by the doubling, so that a
 * histogram of similar values stays small. Read only when nobody adds any more.
 */
final class Counts {

  /** 1 µs or byte up to 2^48: nine years, 256 TiB. Below and above go to the ends. */
  private static final int DOUBLINGS = 50;

  private static final int PER_DOUBLING = 32;

  /** Bucket −32 is the first of chunk 0. */
  private static final int OFFSET = PER_DOUBLING;

  private final AtomicReferenceArray<AtomicLongArray> chunks =
      new AtomicReferenceArray<>(DOUBLINGS + 1);

  void add(long value) {
    if (value <= 0) {
      chunk(DOUBLINGS).incrementAndGet(0);
      return;
    }
    int slot = Math.min(Histogram.bucketOf((double) value) + OFFSET, DOUBLINGS * PER_DOUBLING - 1);
    chunk(slot / PER_DOUBLING).incrementAndGet(slot % PER_DOUBLING);
  }

  private AtomicLongArray chunk(int index) {
    AtomicLongArray chunk = chunks.get(index);
    if (chunk != null) {
      return chunk;
    }
    chunks.compareAndSet(index, null, new AtomicLongArray(PER_DOUBLING));
    return chunks.get(index);
  }

  /** Adds another one; when nobody adds any more. */
  void addAll(Counts other) {
    for (int i = 0; i <= DOUBLINGS; i++) {
      AtomicLongArray from = other.chunks.get(i);
      if (from != null) {
        AtomicLongArray into = chunk(i);
        for (int j = 0; j < PER_DOUBLING; j++) {
          into.addAndGet(j, from.get(j));
        }
      }
    }
  }

  Histogram toHistogram() {
    int[] buckets = new int[DOUBLINGS * PER_DOUBLING + 1];
    long[] counts = new long[buckets.length];
    int size = 0;
    AtomicLongArray zero = chunks.get(DOUBLINGS);
    if (zero != null) {
      buckets[size] = Histogram.ZERO_BUCKET;
      counts[size++] = zero.get(0);
    }
    for (int i = 0; i < DOUBLINGS; i++) {
      AtomicLongArray chunk = chunks.get(i);
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
