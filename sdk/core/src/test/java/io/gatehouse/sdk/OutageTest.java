// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.BatchHeader.InstanceFacts;
import io.gatehouse.protocol.BatchId;
import io.gatehouse.protocol.BatchReader;
import io.gatehouse.protocol.WireRecord;
import io.gatehouse.protocol.WireRecord.Request;
import io.gatehouse.protocol.WireRecord.Rollup;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * D4 at its full size: a server that is away for as long as it says, a service under the load it
 * says, on a clock of their own. Exchanges go the way from an adapter to the wire; only HTTP is
 * left out.
 */
class OutageTest {

  private static final int FLUSH_SECONDS = 10;
  private static final long SECOND = 1_000_000_000L;

  private final VirtualClock clock = new VirtualClock();
  private final Random random = new Random(4);
  private final Server server = new Server();
  private final FakeResponse response = FakeResponse.of(200);
  private int requests;
  @TempDir Path directory;

  /**
   * Takes 20 batches a second when there, of at most a megabyte a second. Knows requests by the
   * number in their query.
   */
  private final class Server implements Sender {

    private final Set<BatchId> taken = new HashSet<>();
    private final BitSet told = new BitSet();
    private final BitSet minutes = new BitSet();
    private boolean away;
    private long counted;
    private long packedLogBytes;
    private long lastLogBatch;

    @Override
    public SendResult send(Payload payload) throws IOException {
      if (away) {
        throw new IOException("away");
      }
      int wire = Gzip.pack(payload.body()).length;
      clock.advanceNanos(SECOND / 20 + wire * 1_000L);
      assertThat(taken.add(payload.id())).as("sent once").isTrue();
      long before = told.cardinality();
      BatchReader reader =
          new BatchReader(new InputStreamReader(new ByteArrayInputStream(payload.body()), UTF_8));
      for (WireRecord one = reader.next(); one != null; one = reader.next()) {
        take(one);
      }
      if (told.cardinality() > before) {
        packedLogBytes += wire;
        lastLogBatch = taken.size();
      }
      return SendResult.ACCEPTED;
    }

    private void take(WireRecord one) {
      if (one instanceof Rollup rollup) {
        counted += rollup.requests();
        minutes.set((int) (rollup.epochMinute() - minuteOfStart));
      } else if (one instanceof Request request) {
        told.set(Integer.parseInt(request.url().substring(request.url().indexOf('=') + 1)));
      }
    }
  }

  /** Or the one before: an exchange begins a little earlier than the clock says. */
  private final long minuteOfStart = clock.epochMillis() / 60_000 - 1;

  /** A process of the service, from its start to its end. */
  private final class Service implements AutoCloseable {

    private final SdkMetrics metrics = new SdkMetrics();
    private final Aggregation aggregation = new Aggregation(metrics, 1 << 20);
    private final Spool spool;
    private final Reporter reporter;
    private final HttpServerHandler handler;

    private Service(long spoolBytes, RequestLogPolicy policy) throws IOException {
      spool =
          spoolBytes < 0
              ? new MemorySpool(-spoolBytes, metrics)
              : DiskSpool.open(directory, spoolBytes, metrics);
      LiveSettings settings = new LiveSettings(10_000, policy, Redaction.defaults());
      handler = new HttpServerHandler(aggregation, metrics, settings, clock, () -> {}, null, null);
      reporter =
          new Reporter(
              aggregation,
              spool,
              server,
              metrics,
              settings,
              clock,
              new Random(3),
              "prod",
              new InstanceFacts("test", "1", null, null, null, null));
      reporter.begin();
    }

    /** Serves with one flush after the other, as its own thread would make them. */
    private void serve(int seconds, int requestsPerSecond, IntConsumer request) throws IOException {
      for (int second = 1; second <= seconds; second++) {
        for (int i = 0; i < requestsPerSecond; i++) {
          request.accept(requests++);
        }
        clock.advanceNanos(SECOND);
        if (second % FLUSH_SECONDS == 0) {
          flush();
        }
      }
    }

    private void flush() throws IOException {
      reporter.seal();
      reporter.sendAll();
    }

    /** About 300 bytes when it is packed with others. */
    private void logged(int number) {
      FakeRequest request =
          new FakeRequest("GET").withQuery("n=" + number).withHeader("Accept", "text/plain");
      Exchange exchange = handler.begin(request);
      exchange.route(RouteSource.CONTROLLER, "/items/" + number % 20);
      BodyTap tap = exchange.responseBody();
      tap.begin("text/plain", null);
      String text = words(390);
      tap.append(text, 0, text.length());
      exchange.end(response);
    }

    /** One of the combinations of route and consumer. */
    private void counted(int number, int combinations) {
      Exchange exchange = handler.begin(new FakeRequest("GET"));
      int combination = number % combinations;
      exchange.route(RouteSource.CONTROLLER, "/items/{id}/part" + combination % 20);
      exchange.consumer(Consumer.of("consumer-" + combination / 20));
      clock.advanceNanos(1_000L * random.nextInt(20_000));
      exchange.end(new FakeResponse(200, true, false, random.nextInt(50_000)));
    }

    private boolean isDrained() throws IOException {
      return spool.peek() == null;
    }

    private void assertNothingDropped() {
      assertThat(metrics.dropped()).isZero();
      assertThat(metrics.droppedRequestLogs()).isZero();
      assertThat(metrics.unjournaled()).isZero();
      assertThat(metrics.recorded()).isEqualTo(metrics.sent() + metrics.spooled());
    }

    @Override
    public void close() throws IOException {
      reporter.end();
      spool.close();
    }
  }

  private String words(int chars) {
    StringBuilder text = new StringBuilder(chars);
    while (text.length() < chars) {
      text.append(random.nextInt(6) == 0 ? ' ' : (char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }

  /** Half an hour, a restart, half an hour; then the server is back, and the load goes on. */
  @Test
  void d4_hourAwayAtSixtyLoggedRequestsASecond_losesNothingAndDrainsInSixMinutes()
      throws Exception {
    RequestLogPolicy all = RequestLogPolicy.all().bodies(true);
    server.away = true;
    try (Service service = new Service(DiskSpool.DEFAULT_MAX_BYTES, all)) {
      service.serve(1_800, 60, service::logged);
      service.assertNothingDropped();
    }
    long backNanos;
    try (Service service = new Service(DiskSpool.DEFAULT_MAX_BYTES, all)) {
      service.serve(1_800, 60, service::logged);
      assertThat(spoolBytes()).isGreaterThan(60_000_000);
      server.away = false;
      backNanos = clock.nanos();
      while (!service.isDrained()) {
        service.serve(FLUSH_SECONDS, 60, service::logged);
      }
      service.flush();
      service.assertNothingDropped();
    }
    long drained = (clock.nanos() - backNanos) / SECOND;
    long perRequest = server.packedLogBytes / requests;
    System.out.printf(
        "D4: %,d requests of %d bytes, drained in %d s%n", requests, perRequest, drained);

    assertThat(perRequest).isBetween(290L, 320L);
    assertThat(server.counted).isEqualTo(requests);
    assertThat(server.told.cardinality()).isEqualTo(requests);
    assertThat(drained).isLessThanOrEqualTo(360);
  }

  /** One eighth of the room, one and a half times the time that it suffices for. */
  @Test
  void d4_awayForTooLong_dropsTheOldestRequestLogsAndNoCounts() throws Exception {
    server.away = true;
    int spoolBytes = 8 << 20;
    try (Service service = new Service(spoolBytes, RequestLogPolicy.all().bodies(true))) {
      service.serve(675, 60, service::logged);
      assertThat(spoolBytes()).isLessThanOrEqualTo(spoolBytes);
      server.away = false;
      clock.advanceNanos(121 * SECOND);
      service.flush();
      long dropped = service.metrics.droppedRequestLogs();

      assertThat(dropped).isBetween(requests / 4L, requests / 2L);
      assertThat(service.metrics.dropped()).isZero();
      assertThat(service.isDrained()).isTrue();
      assertThat(server.counted).isEqualTo(requests);
      int first = server.told.nextSetBit(0);
      assertThat(first).isEqualTo(Math.toIntExact(dropped));
      assertThat(server.told.nextClearBit(first)).isEqualTo(requests);
    }
  }

  /** What is counted is sent before what is told, however old that is. */
  @Test
  void d4_serverIsBack_hearsTheCountsFirst() throws Exception {
    server.away = true;
    try (Service service = new Service(8 << 20, RequestLogPolicy.all().bodies(true))) {
      service.serve(120, 10, service::logged);
      server.away = false;
      clock.advanceNanos(121 * SECOND);
      service.reporter.seal();
      while (server.counted < requests) {
        assertThat(service.reporter.sendOne()).isTrue();
        assertThat(server.lastLogBatch).isZero();
      }
    }
  }

  @Test
  void d4_dayAway_allCountsOfNinetyKindsFitIntoEightMegabytes() throws Exception {
    server.away = true;
    int spoolBytes = 8_000_000;
    try (Service service = new Service(spoolBytes, RequestLogPolicy.off())) {
      service.serve(12 * 3_600, 9, number -> service.counted(number, 90));
      service.assertNothingDropped();
    }
    try (Service service = new Service(spoolBytes, RequestLogPolicy.off())) {
      service.serve(12 * 3_600, 9, number -> service.counted(number, 90));
      service.assertNothingDropped();
      System.out.printf("D4: a day of counts takes %,d bytes%n", spoolBytes());
      assertThat(spoolBytes()).isLessThanOrEqualTo(spoolBytes);
      assertAllCountedWhenBack(service);
    }
  }

  /** The same without a directory, of a third of the kinds. */
  @Test
  void d4_dayAwayWithoutADirectory_allCountsOfThirtyKindsFitIntoTheMemoryForThem()
      throws Exception {
    server.away = true;
    try (Service service = new Service(-Gatehouse.MEMORY_BYTES, RequestLogPolicy.off())) {
      service.serve(24 * 3_600, 3, number -> service.counted(number, 30));
      service.assertNothingDropped();
      System.out.printf(
          "D4: in memory it takes %,d bytes%n", ((MemorySpool) service.spool).bytes());
      assertAllCountedWhenBack(service);
    }
  }

  private void assertAllCountedWhenBack(Service service) throws IOException {
    server.away = false;
    clock.advanceNanos(121 * SECOND);
    service.flush();

    assertThat(service.isDrained()).isTrue();
    assertThat(server.counted).isEqualTo(requests);
    assertThat(server.minutes.cardinality()).isGreaterThanOrEqualTo(24 * 60);
  }

  private long spoolBytes() throws IOException {
    long sum = 0;
    List<Path> files;
    try (var found = Files.list(directory)) {
      files = found.filter(file -> file.toString().endsWith(".segment")).toList();
    }
    for (Path file : files) {
      sum += Files.size(file);
    }
    return sum;
  }
}
