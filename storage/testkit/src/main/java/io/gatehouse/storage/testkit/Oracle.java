// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.testkit;

import static java.util.stream.Collectors.toList;

import io.gatehouse.storage.Batch;
import io.gatehouse.storage.Buckets;
import io.gatehouse.storage.Filter;
import io.gatehouse.storage.Filter.Match;
import io.gatehouse.storage.Filter.Term;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.MessageId;
import io.gatehouse.storage.Rollup;
import io.gatehouse.storage.Scope;
import io.gatehouse.storage.TrafficQueries.Bar;
import io.gatehouse.storage.TrafficQueries.LatencyBar;
import io.gatehouse.storage.TrafficQueries.Totals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A store made of lists that answers the slow and obvious way. What a real store answers is
 * compared with it, number by number.
 */
public final class Oracle {

  private final List<Cell> cells = new ArrayList<>();
  private final Set<MessageKey> messages = new HashSet<>();
  private final Map<ConsumerKey, Long> firstRequests = new HashMap<>();

  private record Cell(int app, String environment, Rollup rollup) {}

  private record MessageKey(int app, MessageId id) {}

  private record ConsumerKey(int app, String identifier) {}

  public void append(Batch batch) {
    MessageId id = batch.messageId();
    if (id != null && !messages.add(new MessageKey(batch.app(), id))) {
      return;
    }
    for (Rollup rollup : batch.rollups()) {
      cells.add(new Cell(batch.app(), batch.environment(), rollup));
      String consumer = rollup.consumer();
      if (consumer != null) {
        firstRequests.merge(
            new ConsumerKey(batch.app(), consumer), rollup.epochMinute(), Math::min);
      }
    }
  }

  public Totals totals(Scope scope) {
    List<Rollup> rollups = rollups(scope);
    Bar bar = bar(0, rollups, scope, null);
    long informational = requests(rollups, 100, 199);
    return new Totals(
        bar.requests(),
        informational,
        bar.successful() - informational,
        bar.redirects(),
        bar.clientErrors(),
        bar.serverErrors(),
        bar.requestBytes(),
        bar.responseBytes(),
        rollups.stream().mapToLong(Rollup::durationMicros).sum(),
        bar.consumers(),
        bar.newConsumers());
  }

  public List<Bar> series(Scope scope, Buckets buckets) {
    List<Bar> bars = new ArrayList<>();
    byBar(scope, buckets)
        .forEach((start, rollups) -> bars.add(bar(start, rollups, scope, buckets)));
    return bars;
  }

  public List<LatencyBar> latency(Scope scope, Buckets buckets) {
    List<LatencyBar> bars = new ArrayList<>();
    byBar(scope, buckets)
        .forEach(
            (start, rollups) -> {
              Histogram durations = durations(rollups);
              if (durations.size() > 0) {
                bars.add(new LatencyBar(start, durations));
              }
            });
    return bars;
  }

  public Histogram durations(Scope scope) {
    return durations(rollups(scope));
  }

  /** Requests per endpoint, as {@code METHOD route}. */
  public Map<String, Long> endpoints(Scope scope) {
    Map<String, Long> requests = new TreeMap<>();
    for (Rollup rollup : rollups(scope)) {
      requests.merge(rollup.method() + " " + rollup.route(), rollup.requests(), Long::sum);
    }
    return requests;
  }

  /** Distinct consumers per endpoint. */
  public Map<String, Long> consumersByEndpoint(Scope scope) {
    Map<String, Set<String>> seen = new TreeMap<>();
    for (Rollup rollup : rollups(scope)) {
      Set<String> consumers =
          seen.computeIfAbsent(rollup.method() + " " + rollup.route(), unused -> new HashSet<>());
      if (rollup.consumer() != null) {
        consumers.add(rollup.consumer());
      }
    }
    Map<String, Long> counts = new TreeMap<>();
    seen.forEach((endpoint, consumers) -> counts.put(endpoint, (long) consumers.size()));
    return counts;
  }

  private static Histogram durations(List<Rollup> rollups) {
    return rollups.stream().map(Rollup::durations).reduce(Histogram.EMPTY, Histogram::plus);
  }

  private Map<Long, List<Rollup>> byBar(Scope scope, Buckets buckets) {
    Map<Long, List<Rollup>> bars = new TreeMap<>();
    for (Rollup rollup : rollups(scope)) {
      bars.computeIfAbsent(buckets.startOf(rollup.epochMinute()), unused -> new ArrayList<>())
          .add(rollup);
    }
    return bars;
  }

  private Bar bar(long start, List<Rollup> rollups, Scope scope, @Nullable Buckets buckets) {
    Set<String> consumers = new HashSet<>();
    for (Rollup rollup : rollups) {
      if (rollup.consumer() != null) {
        consumers.add(rollup.consumer());
      }
    }
    long fresh =
        consumers.stream()
            .map(consumer -> firstRequests.get(new ConsumerKey(scope.app(), consumer)))
            .filter(scope.range()::contains)
            .filter(first -> buckets == null || buckets.startOf(first) == start)
            .count();
    long all = rollups.stream().mapToLong(Rollup::requests).sum();
    long redirects = requests(rollups, 300, 399);
    long clientErrors = requests(rollups, 400, 499);
    long serverErrors = requests(rollups, 500, Integer.MAX_VALUE);
    return new Bar(
        start,
        all - redirects - clientErrors - serverErrors,
        redirects,
        clientErrors,
        serverErrors,
        rollups.stream().mapToLong(Rollup::requestBytes).sum(),
        rollups.stream().mapToLong(Rollup::responseBytes).sum(),
        consumers.size(),
        fresh);
  }

  private static long requests(List<Rollup> rollups, int from, int to) {
    return rollups.stream()
        .filter(rollup -> rollup.status() >= from && rollup.status() <= to)
        .mapToLong(Rollup::requests)
        .sum();
  }

  private List<Rollup> rollups(Scope scope) {
    return cells.stream()
        .filter(cell -> cell.app == scope.app())
        .filter(
            cell ->
                scope.environments().isEmpty() || scope.environments().contains(cell.environment))
        .map(Cell::rollup)
        .filter(rollup -> scope.range().contains(rollup.epochMinute()))
        .filter(rollup -> matches(rollup, scope.filter()))
        .collect(toList());
  }

  private static boolean matches(Rollup rollup, Filter filter) {
    return filter.forRollups().filter().terms().stream()
        .allMatch(
            term -> term.anyOf().stream().anyMatch(m -> holds(rollup, term, m)) != term.negated());
  }

  private static boolean holds(Rollup rollup, Term term, Match match) {
    String text =
        switch (term.field()) {
          case METHOD -> rollup.method();
          case PATH -> rollup.route();
          case ENDPOINT -> rollup.method() + " " + rollup.route();
          case CONSUMER -> rollup.consumer() == null ? "" : rollup.consumer();
          default -> Integer.toString(rollup.status());
        };
    if (match instanceof Match.Equal equal) {
      return text.equals(equal.value());
    }
    if (match instanceof Match.Like like) {
      String regex =
          Pattern.compile("\\*")
              .splitAsStream(like.pattern().toLowerCase(Locale.ROOT) + "\0")
              .map(part -> Pattern.quote(part.replace("\0", "")))
              .reduce((a, b) -> a + ".*" + b)
              .orElse("");
      return text.toLowerCase(Locale.ROOT).matches(regex);
    }
    double status = rollup.status();
    if (match instanceof Match.Above above) {
      return status > above.bound();
    }
    if (match instanceof Match.Below below) {
      return status < below.bound();
    }
    Match.Between between = (Match.Between) match;
    return status >= between.low() && status <= between.high();
  }
}
