// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.protocol.BatchHeader.InstanceFacts;
import io.gatehouse.protocol.BatchId;
import io.gatehouse.protocol.WireRecord.Rollup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSpoolTest {

  private static final long MAX = 64 << 20;

  private final SdkMetrics metrics = new SdkMetrics();
  private final VirtualClock clock = new VirtualClock();
  private final RecordedServer server = new RecordedServer();
  private Aggregation aggregation = new Aggregation(metrics, 1 << 20);
  @TempDir Path directory;

  @Test
  void d4_serverAwayForAnHourWithARestart_losesNothing() throws Exception {
    server.away = true;
    try (Spool spool = open()) {
      outage(reporter(spool), 30);
    }
    try (Spool spool = open()) {
      Reporter reporter = reporter(spool);
      outage(reporter, 30);
      server.away = false;
      clock.advanceNanos(121_000_000_000L);
      step(reporter);

      assertThat(spool.peek()).isNull();
    }
    long counted = server.records().stream().mapToLong(one -> ((Rollup) one).requests()).sum();

    assertThat(counted).isEqualTo(6_000);
    assertThat(server.order()).hasSize(60).extracting(BatchId::epoch).contains(1L, 2L);
    assertThat(server.order()).extracting(BatchId::instance).containsOnly(identity());
    assertThat(metrics.dropped()).isZero();
    assertThat(segments()).isEmpty();
  }

  @Test
  void h4_full_dropsTheOldestRequestLogsAndNoAggregates() throws Exception {
    try (Spool spool = DiskSpool.open(directory, 200_000, metrics)) {
      Random random = new Random(1);
      for (int i = 1; i <= 100; i++) {
        spool.add(List.of(entry(spool, i, 5_000, i % 10 == 0 ? 0 : 3, random)), 0);
      }
      assertThat(directoryBytes()).isLessThan(210_000);
      assertThat(metrics.droppedRequestLogs()).isPositive().isLessThan(270);
      assertThat(metrics.dropped()).isZero();
      for (int i = 10; i <= 100; i += 10) {
        Spool.Entry next = spool.peek();
        assertThat(next.id().sequence()).isEqualTo(i);
        spool.remove(next.id());
      }
      long left = 0;
      long last = 0;
      for (Spool.Entry next = spool.peek(); next != null; next = spool.peek()) {
        assertThat(next.id().sequence()).isGreaterThan(last);
        last = next.id().sequence();
        left += next.requestLogs();
        spool.remove(next.id());
      }
      assertThat(last).isEqualTo(99);
      assertThat(left + metrics.droppedRequestLogs()).isEqualTo(270);
    }
  }

  @Test
  void h4_tornTail_isCutAndTheRestKept() throws Exception {
    try (Spool spool = open()) {
      spool.add(List.of(entry(spool, 1, 500, 0, new Random(1))), 0);
      spool.add(List.of(entry(spool, 2, 500, 0, new Random(2))), 0);
    }
    Path segment = segments().get(0);
    byte[] bytes = Files.readAllBytes(segment);
    for (int cut = 1; cut < bytes.length / 2; cut += 97) {
      Files.write(segment, Arrays.copyOf(bytes, bytes.length - cut));
      try (Spool spool = open()) {
        assertThat(spool.peek().id().sequence()).isEqualTo(1);
        assertThat(spool.sealedIn(1)).isEqualTo(1);
      }
    }
    Files.write(segment, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
    try (Spool spool = open()) {
      assertThat(spool.peek().body()).hasSize(500);
    }
  }

  @Test
  void h5_acknowledgedBeforeTheRestart_isNotSentAgain() throws Exception {
    try (Spool spool = open()) {
      spool.add(List.of(entry(spool, 1, 500, 0, new Random(1))), 0);
      spool.add(List.of(entry(spool, 2, 500, 0, new Random(2))), 0);
      spool.remove(spool.peek().id());
    }
    try (Spool spool = open()) {
      assertThat(spool.peek().id()).isEqualTo(new BatchId(spool.instance(), 1, 2));
    }
  }

  @Test
  void h5_directoryInUse_isRefused() throws Exception {
    try (Spool spool = open()) {
      assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("in use");
      assertThat(spool.epoch()).isEqualTo(1);
    }
  }

  @Test
  void h2_spoolThrows_keepsTheRecordsAndTheNumber() throws Exception {
    FailingSpool spool = new FailingSpool(new MemorySpool(MAX, metrics));
    Reporter reporter = reporter(spool);
    spool.fails = true;
    count(3);
    step(reporter);
    count(4);
    step(reporter);
    spool.fails = false;
    step(reporter);
    count(1);
    step(reporter);

    long counted = server.records().stream().mapToLong(one -> ((Rollup) one).requests()).sum();
    assertThat(counted).isEqualTo(8);
    assertThat(server.order()).extracting(BatchId::sequence).containsExactly(1L, 2L, 3L);
    assertThat(metrics.spooled()).isZero();
  }

  @Test
  void d4_damagedInTheMiddle_losesOneBatchAndCountsIt() throws Exception {
    try (Spool spool = open()) {
      for (int i = 1; i <= 3; i++) {
        spool.add(List.of(entry(spool, i, 500, 0, new Random(i))), 0);
      }
    }
    Path segment = segments().get(0);
    byte[] bytes = Files.readAllBytes(segment);
    for (int at : new int[] {3, bytes.length / 3 + 1, bytes.length / 2}) {
      SdkMetrics mine = new SdkMetrics();
      byte[] damaged = bytes.clone();
      damaged[at] ^= 0x55;
      Files.write(segment, damaged);
      try (Spool spool = DiskSpool.open(directory, MAX, mine)) {
        assertThat(mine.recorded()).isEqualTo(2);
        assertThat(mine.damagedBatches()).isEqualTo(1);
        assertThat(spool.sealedIn(1)).isEqualTo(3);
        assertThat(spool.peek().body()).hasSize(500);
      }
    }
  }

  @Test
  void u1_killedBeforeTheFlush_isCountedByTheNextProcess() throws Exception {
    try (Spool spool = open()) {
      reporter(spool).begin();
      count(100);
    }
    restartAndSend();

    assertThat(requests()).isEqualTo(100);
    assertThat(metrics.unjournaled()).isZero();
  }

  @Test
  void u1_killedWithBothJournalsInUse_andKilledAgain_losesNothing() throws Exception {
    try (Spool real = open()) {
      FailingSpool spool = new FailingSpool(real);
      Reporter reporter = reporter(spool);
      reporter.begin();
      count(100);
      // As if it was killed while it wrote the batches: the next journal is in use by then.
      spool.fails = true;
      reporter.seal();
      count(10);
    }
    aggregation = new Aggregation(metrics, 1 << 20);
    try (Spool spool = open()) {
      reporter(spool).begin();
      count(1);
    }
    restartAndSend();

    assertThat(requests()).isEqualTo(111);
  }

  @Test
  void u1_killedBetweenSealingAndReleasing_isCountedOnce() throws Exception {
    Path saved = directory.resolve("saved");
    try (Spool spool = open()) {
      Reporter reporter = reporter(spool);
      reporter.begin();
      count(100);
      Files.copy(journal(), saved);
      reporter.seal();
    }
    // As if the journal had not been released.
    Files.write(directory.resolve("journal-a"), Files.readAllBytes(saved));
    restartAndSend();

    assertThat(requests()).isEqualTo(100);
  }

  @Test
  void u1_killedWhileSealing_isCountedOnce() throws Exception {
    Path saved = directory.resolve("saved");
    try (Spool spool = open()) {
      Reporter reporter = reporter(spool);
      reporter.begin();
      countConsumers(4_000, 400);
      Files.copy(journal(), saved);
      reporter.seal();
      assertThat(spool.sealedIn(spool.epoch())).isGreaterThan(1);
    }
    Files.write(directory.resolve("journal-a"), Files.readAllBytes(saved));
    Path segment = segments().get(0);
    byte[] bytes = Files.readAllBytes(segment);
    Files.write(segment, Arrays.copyOf(bytes, bytes.length - 100));
    restartAndSend();

    assertThat(requests()).isEqualTo(4_000);
    assertThat(server.order()).extracting(BatchId::epoch).containsOnly(2L);
  }

  @Test
  void u1_spoolFails_keepsTheJournalsUntilItTakesThem() throws Exception {
    try (Spool real = open()) {
      FailingSpool spool = new FailingSpool(real);
      Reporter reporter = reporter(spool);
      reporter.begin();
      spool.fails = true;
      for (int i = 0; i < 4; i++) {
        count(10);
        reporter.seal();
      }
    }
    restartAndSend();

    // Two flushes have a journal each; those after them are in memory only.
    assertThat(requests()).isEqualTo(20);
  }

  /** A new process, which knows what is on the disk and nothing else. */
  private void restartAndSend() throws IOException {
    assertThat(DiskSpool.hasLeftovers(directory)).isTrue();
    for (int i = 0; i < 2; i++) {
      aggregation = new Aggregation(metrics, 1 << 20);
      try (Spool spool = open()) {
        Reporter reporter = reporter(spool);
        reporter.begin();
        reporter.sendAll();
        reporter.end();
      }
      assertThat(DiskSpool.hasLeftovers(directory)).isFalse();
    }
  }

  private Path journal() {
    return directory.resolve("journal-a");
  }

  private long requests() {
    return server.records().stream().mapToLong(one -> ((Rollup) one).requests()).sum();
  }

  private void countConsumers(int exchanges, int idChars) {
    for (int i = 0; i < exchanges; i++) {
      Consumer consumer = Consumer.of("c" + i);
      String route = "/" + "x".repeat(idChars);
      aggregation.add(7, "GET", route, 200, consumer, null, 100, 7, 5, false, false);
    }
  }

  private Spool open() throws IOException {
    return DiskSpool.open(directory, MAX, metrics);
  }

  private Reporter reporter(Spool spool) {
    return new Reporter(
        aggregation,
        spool,
        server,
        metrics,
        new LiveSettings(10_000, RequestLogPolicy.off(), Redaction.defaults()),
        clock,
        new Random(3),
        "prod",
        new InstanceFacts("test", "1", null, null, null, null));
  }

  private void outage(Reporter reporter, int minutes) throws IOException {
    for (int minute = 0; minute < minutes; minute++) {
      count(100);
      clock.advanceNanos(60_000_000_000L);
      step(reporter);
    }
  }

  private void count(int exchanges) {
    for (int i = 0; i < exchanges; i++) {
      metrics.addRecorded();
      long minute = clock.epochMillis() / 60_000;
      aggregation.add(minute, "GET", "/items/{id}", 200, null, null, 100, -1, 5, false, false);
    }
  }

  private static void step(Reporter reporter) throws IOException {
    reporter.seal();
    reporter.sendAll();
  }

  private static Spool.Entry entry(
      Spool spool, long sequence, int bytes, long requestLogs, Random random) {
    byte[] body = new byte[bytes];
    random.nextBytes(body);
    BatchId id = new BatchId(spool.instance(), spool.epoch(), sequence);
    return new Spool.Entry(id, body, requestLogs == 0 ? 1 : 0, requestLogs);
  }

  private UUID identity() throws IOException {
    String text = Files.readString(directory.resolve("identity"), UTF_8);
    return UUID.fromString(text.substring(0, 36));
  }

  private List<Path> segments() throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".segment")).sorted().toList();
    }
  }

  private long directoryBytes() throws IOException {
    long sum = 0;
    for (Path segment : segments()) {
      sum += Files.size(segment);
    }
    return sum;
  }

  /** A full disk, when told. */
  private static final class FailingSpool implements Spool {
    private final Spool inner;
    private boolean fails;

    FailingSpool(Spool inner) {
      this.inner = inner;
    }

    @Override
    public UUID instance() {
      return inner.instance();
    }

    @Override
    public long epoch() {
      return inner.epoch();
    }

    @Override
    public void add(List<Entry> batches, long journal) throws IOException {
      if (fails) {
        throw new IOException("No space left on device");
      }
      inner.add(batches, journal);
    }

    @Override
    public Journal nextJournal() {
      return inner.nextJournal();
    }

    @Override
    public List<Journal> leftJournals() {
      return inner.leftJournals();
    }

    @Override
    public Entry peek() throws IOException {
      return inner.peek();
    }

    @Override
    public boolean remove(BatchId id) throws IOException {
      return inner.remove(id);
    }

    @Override
    public long sealedIn(long epoch) {
      return inner.sealedIn(epoch);
    }
  }
}
