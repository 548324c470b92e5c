// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks.sdk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/**
 * Runs all cases with one thread and with two, and prints what each adds to a request. Options of
 * JMH are taken, e.g. {@code -f 3 -wi 5 -i 10}.
 */
public final class SdkBenchmarks {

  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final List<String> ALL =
      List.of("NONE", "GATEHOUSE", "GATEHOUSE_SPOOL", "BRAVE", "MICROMETER", "OPENTELEMETRY");

  private final CommandLineOptions options;
  private final List<String> lines = new ArrayList<>();

  private SdkBenchmarks(CommandLineOptions options) {
    this.options = options;
  }

  /** What one thread pays for one request. */
  private record Cost(double nanos, double bytes) {

    private Cost minus(Cost other) {
      return new Cost(nanos - other.nanos, bytes - other.bytes);
    }
  }

  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    SdkBenchmarks benchmarks = new SdkBenchmarks(new CommandLineOptions(arguments));
    benchmarks.filters("counting, with a consumer", "0", "0", ALL);
    benchmarks.filters(
        "request logs of errors only, one request of 100 fails",
        "100",
        "0",
        List.of("NONE", "GATEHOUSE_ERRORS"));
    benchmarks.filters(
        "bodies of 2 KB in both directions", "0", "2048", List.of("NONE", "GATEHOUSE_BODIES"));
    benchmarks.spring();
    benchmarks.bodies();
    benchmarks.keys();
    benchmarks.slowestKeys();
    benchmarks.lines.forEach(System.out::println);
  }

  private void filters(String title, String errorEvery, String bodyBytes, List<String> contenders)
      throws RunnerException {
    Map<String, Cost> one = filterCosts(1, errorEvery, bodyBytes, contenders);
    Map<String, Cost> two = filterCosts(2, errorEvery, bodyBytes, contenders);
    lines.add(String.format("%n%s%n", title));
    lines.add("| filter | added ns | × ours | added B | added ns, 2 threads | 2 ÷ 1 threads |");
    lines.add("|---|---|---|---|---|---|");
    Cost ours = added(one, contenders.get(1));
    for (String contender : contenders) {
      if (contender.equals("NONE")) {
        Cost bare = cost(one, contender);
        lines.add(
            format(
                "| (none, whole request) | %.0f | | %.0f | %.0f | |",
                bare.nanos, bare.bytes, cost(two, contender).nanos));
      } else {
        Cost alone = added(one, contender);
        double together = added(two, contender).nanos;
        lines.add(
            format(
                "| %s | %.0f | %.2f | %.0f | %.0f | %.2f |",
                contender.toLowerCase(Locale.ROOT),
                alone.nanos,
                alone.nanos / ours.nanos,
                alone.bytes,
                together,
                together / alone.nanos));
      }
    }
  }

  private void spring() throws RunnerException {
    Map<String, Cost> one = run(builder(1).include(SpringBenchmark.class.getName()), "recorder");
    Map<String, Cost> two = run(builder(2).include(SpringBenchmark.class.getName()), "recorder");
    Cost bare = cost(one, "NONE");
    Cost ours = cost(one, "GATEHOUSE").minus(bare);
    double together = cost(two, "GATEHOUSE").nanos - cost(two, "NONE").nanos;
    lines.add(String.format("%nthrough Spring MVC, counting with a consumer%n"));
    lines.add("| | ns | B | added ns, 2 threads | 2 ÷ 1 threads |");
    lines.add("|---|---|---|---|---|");
    lines.add(format("| bare, whole request | %.0f | %.0f | | |", bare.nanos, bare.bytes));
    lines.add(
        format(
            "| starter, added | %.0f | %.0f | %.0f | %.2f |",
            ours.nanos, ours.bytes, together, together / ours.nanos));
  }

  private static Cost added(Map<String, Cost> costs, String contender) {
    return cost(costs, contender).minus(cost(costs, "NONE"));
  }

  private static Cost cost(Map<String, Cost> costs, String key) {
    @Nullable Cost cost = costs.get(key);
    if (cost == null) {
      throw new IllegalStateException(key + " was not measured");
    }
    return cost;
  }

  private Map<String, Cost> filterCosts(
      int threads, String errorEvery, String bodyBytes, List<String> contenders)
      throws RunnerException {
    return run(
        builder(threads)
            .include(FilterBenchmark.class.getName())
            .param("contender", contenders.toArray(String[]::new))
            .param("errorEvery", errorEvery)
            .param("bodyBytes", bodyBytes),
        "contender");
  }

  private void bodies() throws RunnerException {
    Map<String, Cost> one = run(builder(1).include(BodyBenchmark.class.getName()), "bodies");
    Map<String, Cost> two = run(builder(2).include(BodyBenchmark.class.getName()), "bodies");
    lines.add(String.format("%nthe core alone, by what an adapter calls%n"));
    lines.add("| exchange | ns | B | ns, 2 threads | 2 ÷ 1 threads |");
    lines.add("|---|---|---|---|---|");
    for (String bodies : List.of("false", "true")) {
      Cost alone = cost(one, bodies);
      double together = cost(two, bodies).nanos;
      lines.add(
          format(
              "| %s | %.0f | %.0f | %.0f | %.2f |",
              bodies.equals("true") ? "told in full, 2 bodies of 2 KB" : "counted",
              alone.nanos,
              alone.bytes,
              together,
              together / alone.nanos));
    }
  }

  private void keys() throws RunnerException {
    Map<String, Cost> one = run(builder(1).include(KeyBenchmark.class.getName()), "work");
    Map<String, Cost> two = run(builder(2).include(KeyBenchmark.class.getName()), "work");
    lines.add(String.format("%none of 200,000 API keys%n"));
    lines.add("| work | ns | × hash | B | ns, 2 threads | 2 ÷ 1 threads |");
    lines.add("|---|---|---|---|---|---|");
    for (KeyBenchmark.Work work : KeyBenchmark.Work.values()) {
      Cost alone = cost(one, work.name());
      double together = cost(two, work.name()).nanos;
      lines.add(
          format(
              "| %s | %.0f | %.2f | %.0f | %.0f | %.2f |",
              title(work),
              alone.nanos,
              alone.nanos / cost(one, KeyBenchmark.Work.HMAC.name()).nanos,
              alone.bytes,
              together,
              together / alone.nanos));
    }
  }

  /** How long single calls take, of which a mean says nothing. */
  private void slowestKeys() throws RunnerException {
    ChainedOptionsBuilder sampled =
        builder(1)
            .include(KeyBenchmark.class.getName())
            .param("work", KeyBenchmark.Work.VERIFY.name())
            .mode(Mode.SampleTime);
    for (RunResult result : new Runner(sampled.build()).run()) {
      Statistics times = result.getPrimaryResult().getStatistics();
      lines.add(
          format(
              "%nverify, call by call: mean %.1f us, p50 %.1f, p99 %.1f, p99.9 %.1f (A4: mean 20, p99 100)",
              times.getMean() / 1_000,
              times.getPercentile(50) / 1_000,
              times.getPercentile(99) / 1_000,
              times.getPercentile(99.9) / 1_000));
    }
  }

  private static String title(KeyBenchmark.Work work) {
    return switch (work) {
      case HMAC -> "HMAC-SHA-256 of the secret";
      case VERIFY -> "verify";
      case BCRYPT -> "bcrypt of the secret, cost 10";
      case JDBC -> "hash, and look-up in PostgreSQL";
    };
  }

  private ChainedOptionsBuilder builder(int threads) {
    return new OptionsBuilder()
        .parent(options)
        .threads(threads)
        .forks(options.getForkCount().orElse(3))
        .warmupIterations(options.getWarmupIterations().orElse(5))
        .warmupTime(options.getWarmupTime().orElse(TimeValue.seconds(1)))
        .measurementIterations(options.getMeasurementIterations().orElse(10))
        .measurementTime(options.getMeasurementTime().orElse(TimeValue.seconds(1)))
        .addProfiler(GCProfiler.class);
  }

  private static Map<String, Cost> run(ChainedOptionsBuilder builder, String key)
      throws RunnerException {
    Map<String, Cost> costs = new HashMap<>();
    for (RunResult result : new Runner(builder.build()).run()) {
      double bytes = allocated(result.getSecondaryResults().values());
      costs.put(
          result.getParams().getParam(key), new Cost(result.getPrimaryResult().getScore(), bytes));
    }
    return costs;
  }

  @SuppressWarnings("rawtypes")
  private static double allocated(Collection<Result> results) {
    for (Result<?> one : results) {
      if (one.getLabel().endsWith(ALLOCATED)) {
        return one.getScore();
      }
    }
    return Double.NaN;
  }

  private static String format(String line, Object... values) {
    return String.format(Locale.ROOT, line, values);
  }
}
