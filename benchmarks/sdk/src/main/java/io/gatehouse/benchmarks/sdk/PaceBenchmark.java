// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks.sdk;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpServer;
import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.RequestLogPolicy;
import io.gatehouse.servlet.GatehouseFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How much longer a request takes with our filter, at a steady 2,000 a second, while the server is
 * well, slow to answer, and down; with a spool directory, and one request of 100 told by itself.
 */
public final class PaceBenchmark {

  private static final int PER_SECOND = 2_000;
  private static final int THREADS = 4;
  private static final int WARM_UP_SECONDS = 10;
  private static final int SLICES = 6;
  private static final int SLICE_SECONDS = 5;
  private static final double[] SHOWN = {0.5, 0.99, 0.999};

  /** What the SDK reports to. */
  private enum Server {
    NO_SDK,
    WELL,
    SLOW,
    DOWN
  }

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final CountDownLatch never = new CountDownLatch(1);
  private final Map<Server, long[]> taken = new EnumMap<>(Server.class);

  private PaceBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory("gatehouse-sdk-benchmark-");
    try {
      new PaceBenchmark().run(directory);
    } finally {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private void run(Path directory) throws Exception {
    HttpServer slow =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    slow.setExecutor(Executors.newCachedThreadPool());
    slow.createContext("/", exchange -> answerLate(exchange::close));
    slow.start();
    try (Sink sink = Sink.start()) {
      Map<Server, Filter> filters = new EnumMap<>(Server.class);
      filters.put(Server.NO_SDK, Contender.NONE.filter(sink, directory));
      filters.put(Server.WELL, filter(sink.reporting(), directory.resolve("well")));
      String address = "http://localhost:" + slow.getAddress().getPort();
      filters.put(Server.SLOW, filter(to(address), directory.resolve("slow")));
      filters.put(Server.DOWN, filter(to("http://localhost:1"), directory.resolve("down")));
      for (Filter filter : filters.values()) {
        load(filter, WARM_UP_SECONDS);
      }
      for (int slice = 0; slice < SLICES; slice++) {
        for (Server server : Server.values()) {
          long[] more = load(requireNonNull(filters.get(server)), SLICE_SECONDS);
          taken.merge(server, more, PaceBenchmark::concat);
        }
      }
      taken.forEach(this::print);
    } finally {
      never.countDown();
      slow.stop(0);
      threads.shutdown();
    }
    // Batches to the slow server are still on their way.
    System.exit(0);
  }

  private void answerLate(Runnable answer) {
    try {
      never.await(5, TimeUnit.SECONDS);
      answer.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Gatehouse.Builder to(String address) {
    return Gatehouse.builder().server(address).ingestToken("benchmark");
  }

  private static Filter filter(Gatehouse.Builder builder, Path spool) {
    Gatehouse gatehouse =
        builder
            .spool(spool)
            .flushInterval(Duration.ofSeconds(1))
            .requestLog(RequestLogPolicy.errorsAndSlow(Duration.ofSeconds(2)))
            .consumers(request -> Consumer.of(request.header("X-Client-Id")))
            .build();
    return GatehouseFilter.of(gatehouse).routeAttribute(StubService.ROUTE_ATTRIBUTE);
  }

  /** Nanoseconds of each request. */
  private long[] load(Filter filter, int seconds) throws InterruptedException, ExecutionException {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Future<long[]>[] running = new Future[THREADS];
    for (int i = 0; i < THREADS; i++) {
      running[i] = threads.submit(() -> work(filter, seconds * PER_SECOND / THREADS));
    }
    long[] all = {};
    for (Future<long[]> one : running) {
      all = concat(all, one.get());
    }
    return all;
  }

  private static long[] work(Filter filter, int requests) {
    StubRequest request = new StubRequest(new byte[0]);
    StubResponse response = new StubResponse();
    StubService service = new StubService(100, StubService.json(100));
    long[] nanos = new long[requests];
    long start = System.nanoTime();
    for (int i = 0; i < requests; i++) {
      long due = start + i * 1_000_000_000L * THREADS / PER_SECOND;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      request.recycle();
      response.recycle();
      long from = System.nanoTime();
      try {
        filter.doFilter(request, response, service);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (ServletException e) {
        throw new IllegalStateException(e);
      }
      nanos[i] = System.nanoTime() - from;
    }
    return nanos;
  }

  private static long[] concat(long[] one, long[] other) {
    return LongStream.concat(Arrays.stream(one), Arrays.stream(other)).toArray();
  }

  private void print(Server server, long[] nanos) {
    long[] bare = requireNonNull(taken.get(Server.NO_SDK)).clone();
    Arrays.sort(bare);
    Arrays.sort(nanos);
    StringBuilder line = new StringBuilder(String.format("%-6s", server));
    for (double quantile : SHOWN) {
      double took = micros(nanos, quantile);
      line.append(
          String.format(
              "   p%-4s %7.1f \u00b5s, added %7.1f",
              Double.toString(quantile * 100).replaceAll("\\.0$", ""),
              took,
              took - micros(bare, quantile)));
    }
    System.out.println(line);
  }

  private static double micros(long[] sorted, double quantile) {
    int index = (int) Math.min(sorted.length - 1, Math.round(sorted.length * quantile));
    return sorted[index] / 1e3;
  }
}
