// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks.sdk;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One request through a servlet filter. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets fields up.
public class FilterBenchmark {

  @Param Contender contender;

  @Param({"0"})
  int errorEvery;

  /** Of the request and of the response; 0 = none, and 60 bytes. */
  @Param({"0"})
  int bodyBytes;

  private Sink sink;
  private Path directory;
  private Filter filter;

  /** What one thread of a container has. */
  @State(Scope.Thread)
  @SuppressWarnings("NullAway.Init")
  public static class Connection {
    private StubRequest request;
    private final StubResponse response = new StubResponse();
    private StubService service;

    @Setup
    public void open(FilterBenchmark benchmark) {
      int bytes = benchmark.bodyBytes;
      request = new StubRequest(bytes == 0 ? new byte[0] : StubService.json(bytes));
      service = new StubService(benchmark.errorEvery, StubService.json(Math.max(bytes, 100)));
    }
  }

  @Setup
  public void start() throws IOException {
    sink = Sink.start();
    directory = Files.createTempDirectory("gatehouse-sdk-benchmark-");
    filter = contender.filter(sink, directory);
  }

  @TearDown
  public void stop() throws IOException {
    sink.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Benchmark
  public long request(Connection connection) throws IOException, ServletException {
    connection.request.recycle();
    connection.response.recycle();
    filter.doFilter(connection.request, connection.response, connection.service);
    return connection.response.written();
  }
}
