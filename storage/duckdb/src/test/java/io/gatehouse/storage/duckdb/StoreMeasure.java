// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import com.sun.management.OperatingSystemMXBean;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.Buckets;
import io.gatehouse.storage.ConsumerQueries.Flag;
import io.gatehouse.storage.ConsumerQueries.Sort;
import io.gatehouse.storage.ConsumerReport;
import io.gatehouse.storage.ErrorKind;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.Filter;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.Storage;
import io.gatehouse.storage.TimeRange;
import io.gatehouse.storage.TrafficQueries.Dimension;
import io.gatehouse.storage.testkit.Data;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Measures the store: loading 30 days of 200 endpoints × 5,000 consumers against the bare appender,
 * then every question of the dashboard. Arguments: an empty directory and the number of minute
 * rows.
 */
final class StoreMeasure {

  private static final int DAYS = 30;
  private static final int BATCH_ROWS = 500;
  private static final int COMMIT_ROWS = 20_000;
  private static final int RUNS = 21;
  private static final PrintStream OUT = System.out;
  private static final OperatingSystemMXBean CPU =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final Storage storage;
  private final Random random = new Random();
  private final int[] endpoints = zipf(200, 1.0);
  private final int[] consumers = zipf(5_000, 0.8);
  private final int rows;

  private StoreMeasure(Storage storage, int rows) {
    this.storage = storage;
    this.rows = rows;
  }

  public static void main(String[] args) throws Exception {
    Path directory = Files.createDirectories(Path.of(args[0]));
    int rows = Integer.parseInt(args[1]);
    try (Storage storage =
        new DuckDbStorage(DuckDbConfig.of(directory.resolve("store")), InstantSource.system())) {
      storage.open();
      StoreMeasure measure = new StoreMeasure(storage, rows);
      if (storage.maintenance().size().minuteRows() == 0) {
        measure.load();
        measure.compact();
      }
      measure.ask();
      measure.compareWithAppender(directory.resolve("bare"));
    }
  }

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

  private void load() {
    long started = System.nanoTime();
    List<Batch> commit = new ArrayList<>();
    long position = 1;
    for (int row = 0; row < rows; row += BATCH_ROWS) {
      commit.add(batch(Data.START + (long) row * DAYS * 1440 / rows, true));
      if (commit.size() == COMMIT_ROWS / BATCH_ROWS) {
        storage.writer().append(commit, new LogPosition(0, position++));
        commit.clear();
      }
    }
    storage.writer().append(commit, new LogPosition(0, position));
    describe();
    OUT.printf("loaded %,d rows in %,d ms%n", rows, millis(started));
  }

  private void describe() {
    List<ConsumerReport> reports = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      reports.add(new ConsumerReport("consumer-" + i, "Consumer " + i, "group-" + i % 50));
    }
    storage.writer().describeConsumers(Data.APP, reports);
  }

  private void compact() {
    long started = System.nanoTime();
    storage.maintenance().compact(Data.millis(Data.START + DAYS * 1440L));
    OUT.printf("compacted in %,d ms%n", millis(started));
    storage.maintenance().checkpoint(Long.MAX_VALUE);
    OUT.println(storage.maintenance().size());
  }

  private Batch batch(long minute, boolean withErrors) {
    List<Rollup> rollups = new ArrayList<>(BATCH_ROWS);
    List<ErrorRollup> errors = new ArrayList<>();
    for (int i = 0; i < BATCH_ROWS; i++) {
      Rollup rollup = rollup(minute);
      rollups.add(rollup);
      if (withErrors && rollup.status() == 500 && i % 8 == 0) {
        errors.add(
            new ErrorRollup(
                minute,
                ErrorKind.SERVER,
                "GET",
                rollup.route(),
                rollup.consumer(),
                random.nextInt(2),
                "java.io.IOException",
                "gone",
                null,
                null,
                1));
      }
    }
    String environment = random.nextInt(10) == 0 ? "staging" : Data.PROD;
    return Batch.builder(Data.APP, environment, Data.millis(minute))
        .messageId(Data.message(random.nextLong()))
        .rollups(rollups)
        .errors(errors)
        .build();
  }

  private Rollup rollup(long minute) {
    int endpoint = endpoints[random.nextInt(endpoints.length)];
    int consumer = consumers[random.nextInt(consumers.length)];
    int status = new int[] {200, 200, 200, 200, 201, 304, 404, 500}[random.nextInt(8)];
    int bucket = 400 + endpoint / 4 + (int) (random.nextGaussian() * 30);
    Histogram durations = Histogram.of(new int[] {bucket}, new long[] {1 + random.nextInt(3)});
    return new Rollup(
        minute,
        "GET",
        "/v" + endpoint % 4 + "/route/" + endpoint,
        status,
        consumer == 0 ? null : "consumer-" + consumer,
        durations.total(),
        durations,
        random.nextInt(100_000),
        random.nextInt(1_000),
        Histogram.EMPTY,
        random.nextInt(10_000),
        Histogram.EMPTY);
  }

  /** The same rows through the store and through nothing but the appender, in turns. */
  private void compareWithAppender(Path directory) throws Exception {
    List<List<Batch>> commits = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      List<Batch> commit = new ArrayList<>();
      for (int k = 0; k < COMMIT_ROWS / BATCH_ROWS; k++) {
        commit.add(batch(Data.START + DAYS * 1440L + i, false));
      }
      commits.add(commit);
    }
    DuckDbConfig config = DuckDbConfig.of(directory);
    try (DuckDBConnection bare = new DatabaseFile(config, Map.of()).open()) {
      for (int round = 0; round < 4; round++) {
        long started = System.nanoTime();
        for (List<Batch> commit : commits) {
          appendBare(bare, commit);
        }
        long bareNanos = System.nanoTime() - started;
        started = System.nanoTime();
        for (List<Batch> commit : commits) {
          storage.writer().append(withoutIds(commit), new LogPosition(0, round));
        }
        long storeNanos = System.nanoTime() - started;
        double count = 20.0 * COMMIT_ROWS;
        OUT.printf(
            "append: bare %.0f rows/s, store %.0f rows/s, ratio %.2f%n",
            count / bareNanos * 1e9, count / storeNanos * 1e9, (double) bareNanos / storeNanos);
      }
    }
  }

  private List<Batch> withoutIds(List<Batch> commit) {
    return commit.stream()
        .map(
            b ->
                Batch.builder(b.app(), b.environment(), b.receivedEpochMillis())
                    .messageId(Data.message(random.nextLong()))
                    .rollups(b.rollups())
                    .build())
        .toList();
  }

  private static void appendBare(DuckDBConnection connection, List<Batch> commit) throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN TRANSACTION");
      try (DuckDBAppender rows = connection.createAppender("rollup_minute")) {
        for (Batch batch : commit) {
          for (Rollup rollup : batch.rollups()) {
            appendBare(rows, rollup);
          }
        }
      }
      statement.execute("COMMIT");
    }
  }

  private static void appendBare(DuckDBAppender rows, Rollup rollup) throws Exception {
    for (int i = 0; i < rollup.durations().size(); i++) {
      rows.beginRow();
      rows.append(1).append(1).append((int) rollup.epochMinute()).append(17);
      rows.append((short) rollup.status()).append(4_711);
      rows.append((short) rollup.durations().bucket(i)).append(rollup.durationMicros());
      rows.append(rollup.requestBytes()).append(rollup.responseBytes());
      rows.append(rollup.durations().count(i));
      rows.endRow();
    }
  }

  private void ask() {
    long end = Data.START + DAYS * 1440L;
    Scope month = scope(end - 30 * 1440, end, Filter.ALL);
    Scope week = scope(end - 7 * 1440, end, Filter.ALL);
    Scope day = scope(end - 1440 - 30, end - 30, Filter.ALL);
    ask("totals 24h", () -> storage.traffic().totals(day));
    ask("totals 30d", () -> storage.traffic().totals(month));
    ask("series 24h/15m", () -> storage.traffic().series(day, bars(15)));
    ask("series 7d/2h", () -> storage.traffic().series(week, bars(120)));
    ask("series 30d/6h", () -> storage.traffic().series(month, bars(360)));
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    ask("series 30d/1d Berlin", () -> storage.traffic().series(month, new Buckets(1440, berlin)));
    ask("latency 24h/15m", () -> storage.traffic().latency(day, bars(15)));
    ask("latency 7d/2h", () -> storage.traffic().latency(week, bars(120)));
    ask("latency 30d/6h", () -> storage.traffic().latency(month, bars(360)));
    ask("durations 30d", () -> storage.traffic().durations(month));
    for (Dimension dimension : Dimension.values()) {
      ask("breakdown 30d " + dimension, () -> storage.traffic().breakdown(month, dimension, 50));
    }
    ask("breakdown 24h ENDPOINT", () -> storage.traffic().breakdown(day, Dimension.ENDPOINT, 50));
    ask("breakdown 24h CONSUMER", () -> storage.traffic().breakdown(day, Dimension.CONSUMER, 50));
    ask("endpoints 24h", () -> storage.endpoints().list(day, 500_000));
    ask("endpoints 30d", () -> storage.endpoints().list(month, 500_000));
    ask("consumers 24h", () -> consumers(day, Sort.REQUESTS));
    ask("consumers 30d", () -> consumers(month, Sort.REQUESTS));
    ask("consumers 30d by p95", () -> consumers(month, Sort.P95));
    ask("consumers 30d by endpoints", () -> consumers(month, Sort.ENDPOINTS));
    ask("groups 30d", () -> storage.consumers().groups(month));
    ask("errors 30d", () -> storage.errors().groups(month, ErrorKind.SERVER, 100));
    ask("statuses 30d", () -> storage.errors().statuses(month, 400, 499, 100));
    Scope one = scope(end - 30 * 1440, end, Filter.of(Filter.Field.CONSUMER, "consumer-17"));
    ask("consumer: totals 30d", () -> storage.traffic().totals(one));
    ask("consumer: series 30d/6h", () -> storage.traffic().series(one, bars(360)));
    ask("consumer: breakdown 30d", () -> storage.traffic().breakdown(one, Dimension.ENDPOINT, 50));
    ask("consumer: find 30d", () -> storage.consumers().find(month, "consumer-17"));
    Scope route = scope(end - 30 * 1440, end, Filter.of(Filter.Field.PATH, "/v1/route/17"));
    ask("endpoint: series 30d/6h", () -> storage.traffic().series(route, bars(360)));
    ask("endpoint: latency 30d/6h", () -> storage.traffic().latency(route, bars(360)));
    ask(
        "endpoint: consumers 30d",
        () -> storage.traffic().breakdown(route, Dimension.CONSUMER, 50));
    ask("extent", () -> storage.traffic().extent(Data.APP));
  }

  private Object consumers(Scope scope, Sort sort) {
    return storage.consumers().list(scope, "", Flag.ALL, sort, true, null, 50);
  }

  private static Scope scope(long from, long to, Filter filter) {
    return new Scope(Data.APP, Set.of(Data.PROD), new TimeRange(from, to), filter);
  }

  private static Buckets bars(int minutes) {
    return new Buckets(minutes, ZoneOffset.UTC);
  }

  private interface Asking {
    @Nullable Object ask();
  }

  /**
   * Wall time, and CPU time of the whole process, which other load on the machine disturbs less.
   */
  private static void ask(String name, Asking asking) {
    long[] nanos = new long[RUNS];
    asking.ask();
    long cpuStarted = CPU.getProcessCpuTime();
    for (int i = 0; i < RUNS; i++) {
      long started = System.nanoTime();
      asking.ask();
      nanos[i] = System.nanoTime() - started;
    }
    double cpu = (double) (CPU.getProcessCpuTime() - cpuStarted) / RUNS;
    Arrays.sort(nanos);
    OUT.printf(
        "%-28s min %6.1f ms   p50 %6.1f ms   p95 %6.1f ms   cpu %6.1f ms%n",
        name, nanos[0] / 1e6, nanos[RUNS / 2] / 1e6, nanos[RUNS * 95 / 100] / 1e6, cpu / 1e6);
  }

  private static long millis(long startedNanos) {
    return (System.nanoTime() - startedNanos) / 1_000_000;
  }
}
