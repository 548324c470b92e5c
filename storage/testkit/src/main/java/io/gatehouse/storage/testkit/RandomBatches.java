// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.testkit;

import static io.gatehouse.storage.testkit.Data.PROD;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.Rollup;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Batches of random rollups, the same ones for the same seed. */
public final class RandomBatches {

  private static final String[] METHODS = {"GET", "POST", "DELETE"};
  private static final int[] STATUSES = {0, 101, 200, 200, 200, 201, 304, 404, 422, 500, 503};

  private final Random random;
  private long number;

  public RandomBatches(long seed) {
    random = new Random(seed);
  }

  /** A batch of up to 20 rollups with minutes in {@code [from, to)} and an identity of its own. */
  public Batch next(long from, long to) {
    List<Rollup> rollups = new ArrayList<>();
    int size = 1 + random.nextInt(20);
    for (int i = 0; i < size; i++) {
      rollups.add(rollup(from + (long) (random.nextDouble() * (to - from))));
    }
    int app = Data.APP + random.nextInt(2);
    String environment = random.nextInt(4) == 0 ? "staging" : PROD;
    return Batch.builder(app, environment, Data.millis(to))
        .messageId(Data.message(number++))
        .rollups(rollups)
        .build();
  }

  private Rollup rollup(long epochMinute) {
    Histogram durations = Histogram.EMPTY;
    int values = random.nextInt(5);
    for (int i = 0; i < values; i++) {
      durations = durations.plus(Histogram.ofValue(Math.exp(6 + 2 * random.nextGaussian())));
    }
    // Some durations are unknown.
    long requests = durations.total() + (random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0);
    String consumer = random.nextInt(5) == 0 ? null : "consumer-" + random.nextInt(40);
    return new Rollup(
        epochMinute,
        METHODS[random.nextInt(METHODS.length)],
        "/v" + random.nextInt(3) + "/things/" + random.nextInt(5),
        STATUSES[random.nextInt(STATUSES.length)],
        consumer,
        Math.max(1, requests),
        durations,
        random.nextInt(1_000_000),
        random.nextInt(10_000),
        Histogram.EMPTY,
        random.nextInt(100_000),
        durations);
  }
}
