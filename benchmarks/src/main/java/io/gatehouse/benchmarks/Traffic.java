// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.ConsumerReport;
import io.gatehouse.storage.ErrorKind;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.MessageId;
import io.gatehouse.storage.Rollup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Invented traffic: 200 endpoints and 5,000 consumers, both drawn by Zipf's law, one to three
 * requests a cell. That is the worst case for rollups, which save most where requests share cells.
 * Seeded, so that every run measures the same; used by one thread.
 */
final class Traffic {

  static final int ENDPOINTS = 200;
  static final int CONSUMERS = 5_000;
  private static final int[] STATUSES = {200, 200, 200, 200, 201, 304, 404, 500};

  private final Random random;
  private final int[] endpoints = zipf(ENDPOINTS, 1.0);
  private final int[] consumers = zipf(CONSUMERS, 0.8);

  Traffic(long seed) {
    random = new Random(seed);
  }

  /** Some requests that share endpoint, status and consumer, all of one duration. */
  record Cell(
      String route,
      int status,
      @Nullable String consumer,
      int requests,
      int millis,
      int requestBytes,
      int responseBytes) {}

  private static int[] zipf(int values, double exponent) {
    double[] upTo = new double[values];
    double sum = 0;
    for (int i = 0; i < values; i++) {
      sum += 1 / Math.pow(i + 1, exponent);
      upTo[i] = sum;
    }
    Random random = new Random(values);
    int[] drawn = new int[1 << 16];
    for (int i = 0; i < drawn.length; i++) {
      int place = Arrays.binarySearch(upTo, random.nextDouble() * sum);
      drawn[i] = Math.min(values - 1, place < 0 ? -place - 1 : place);
    }
    return drawn;
  }

  Cell cell() {
    int endpoint = endpoints[random.nextInt(endpoints.length)];
    int consumer = consumers[random.nextInt(consumers.length)];
    double millis = Math.exp(2 + endpoint % 40 / 10.0 + random.nextGaussian() * 0.5);
    return new Cell(
        route(endpoint),
        STATUSES[random.nextInt(STATUSES.length)],
        consumer == 0 ? null : consumer(consumer),
        1 + random.nextInt(3),
        (int) millis,
        random.nextInt(1_000),
        random.nextInt(10_000));
  }

  static String route(int endpoint) {
    return "/v" + endpoint % 4 + "/route/" + endpoint;
  }

  static String consumer(int number) {
    return "consumer-" + number;
  }

  /** Names and groups of all consumers. */
  static List<ConsumerReport> consumerReports() {
    List<ConsumerReport> reports = new ArrayList<>();
    for (int i = 1; i < CONSUMERS; i++) {
      reports.add(new ConsumerReport(consumer(i), "Consumer " + i, "group-" + i % 50));
    }
    return reports;
  }

  /** A message of one minute, with a few server errors among its rows when wanted. */
  Batch batch(int app, long epochMinute, int rows, boolean withErrors) {
    List<Rollup> rollups = new ArrayList<>(rows);
    List<ErrorRollup> errors = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      Cell cell = cell();
      rollups.add(rollup(epochMinute, cell));
      if (withErrors && cell.status == 500 && i % 8 == 0) {
        errors.add(error(epochMinute, cell));
      }
    }
    String environment = random.nextInt(10) == 0 ? "staging" : "prod";
    return Batch.builder(app, environment, epochMinute * 60_000)
        .messageId(new MessageId(random.nextLong(), random.nextLong()))
        .rollups(rollups)
        .errors(errors)
        .build();
  }

  private static Rollup rollup(long epochMinute, Cell cell) {
    double micros = cell.millis * 1_000.0;
    Histogram durations =
        Histogram.of(new int[] {Histogram.bucketOf(micros)}, new long[] {cell.requests});
    return new Rollup(
        epochMinute,
        "GET",
        cell.route,
        cell.status,
        cell.consumer,
        cell.requests,
        durations,
        Math.round(micros * cell.requests),
        cell.requestBytes,
        Histogram.EMPTY,
        cell.responseBytes,
        Histogram.EMPTY);
  }

  private ErrorRollup error(long epochMinute, Cell cell) {
    return new ErrorRollup(
        epochMinute,
        ErrorKind.SERVER,
        "GET",
        cell.route,
        cell.consumer,
        random.nextInt(2),
        "java.io.IOException",
        "gone",
        null,
        null,
        1);
  }
}
