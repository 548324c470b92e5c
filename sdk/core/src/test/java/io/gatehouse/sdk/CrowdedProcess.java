// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A service with far too much of everything, whose server is away: routes, consumers, keys, kinds
 * of errors and bodies that are told. Prints what lives on its heap when it is done.
 *
 * <p>Arguments: the server's address, empty = without an SDK; a spool directory, empty = in memory.
 */
final class CrowdedProcess {

  /** What the application itself keeps. */
  private static final byte[] OWN = new byte[8 << 20];

  private static final int THREADS = 4;
  private static final int ROUNDS = 6;
  private static final int EXCHANGES = 20_000;

  private final Gatehouse gatehouse;
  private final AtomicLong failures = new AtomicLong();

  private CrowdedProcess(Gatehouse gatehouse) {
    this.gatehouse = gatehouse;
  }

  public static void main(String[] args) throws InterruptedException {
    Gatehouse.Builder builder =
        Gatehouse.builder()
            .server(args[0])
            .ingestToken("secret")
            .flushInterval(Duration.ofMillis(200))
            .requestLog(RequestLogPolicy.errorsAndSlow(Duration.ofDays(1)).bodies(true));
    if (!args[1].isEmpty()) {
      builder.spool(Path.of(args[1]));
    }
    try (Gatehouse gatehouse = builder.build()) {
      CrowdedProcess process = new CrowdedProcess(gatehouse);
      long used = 0;
      for (int round = 0; round < ROUNDS; round++) {
        process.round(round);
        long now = usedBytes();
        System.out.println("round " + now);
        used = Math.max(used, now);
      }
      SdkMetrics metrics = gatehouse.metrics();
      System.out.println("used " + (used - OWN.length));
      System.out.println("failures " + process.failures);
      System.out.println(
          "recorded "
              + metrics.recorded()
              + " sent "
              + metrics.sent()
              + " spooled "
              + metrics.spooled()
              + " dropped "
              + metrics.dropped());
    }
  }

  private void round(int round) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(100L * round + i);
      threads.add(new Thread(() -> work(random), "worker-" + i));
    }
    threads.forEach(Thread::start);
    for (Thread one : threads) {
      one.join();
    }
  }

  private void work(Random random) {
    try {
      for (int i = 0; i < EXCHANGES; i++) {
        exchange(random);
      }
    } catch (Throwable e) {
      failures.incrementAndGet();
      System.out.println(e);
    }
  }

  private void exchange(Random random) {
    FakeRequest request = new FakeRequest("POST").withHeader("Content-Type", "application/json");
    Exchange exchange = gatehouse.handler().begin(request);
    exchange.route(RouteSource.CONTROLLER, "/route/" + random.nextInt(2_000) + "/{id}");
    int consumer = random.nextInt(5_000);
    exchange.consumer(
        Consumer.of("consumer-" + consumer)
            .name("Consumer " + consumer)
            .attributes(Map.of("plan", "gold", "region", "eu-" + consumer % 7)));
    if (random.nextInt(3) == 0) {
      exchange.apiKey(KeyUse.of("key-" + random.nextInt(20_000)));
    }
    boolean fails = random.nextInt(20) == 0;
    if (fails) {
      BodyTap tap = exchange.requestBody();
      if (tap != null) {
        byte[] body = body(random);
        tap.append(body, 0, body.length);
      }
      exchange.error(error(random));
    }
    exchange.end(FakeResponse.of(fails ? 500 : 200));
  }

  /** JSON of some 16 KB that packs badly. */
  private static byte[] body(Random random) {
    StringBuilder json = new StringBuilder("{\"items\":[");
    for (int i = 0; i < 800; i++) {
      json.append(i == 0 ? "" : ",").append("\"").append(Long.toString(random.nextLong(), 36));
      json.append('"');
    }
    return json.append("]}").toString().getBytes(US_ASCII);
  }

  /** One of thousands of kinds, with a deep stack. */
  private static Throwable error(Random random) {
    IllegalStateException error = new IllegalStateException("broken " + random.nextLong());
    StackTraceElement[] frames = new StackTraceElement[100];
    int kind = random.nextInt(5_000);
    for (int i = 0; i < frames.length; i++) {
      frames[i] = new StackTraceElement("shop.Class" + (kind + i), "method", "Shop.java", i);
    }
    error.setStackTrace(frames);
    return error;
  }

  /**
   * What lives, as the second full collection from now on finds it; one that is asked for while
   * something is packed is left out by the JVM.
   */
  private static long usedBytes() {
    long before = fullCollections();
    while (fullCollections() < before + 2) {
      System.gc();
    }
    long used = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage left = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
      used += left == null ? 0 : left.getUsed();
    }
    return used;
  }

  private static long fullCollections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .filter(one -> one.getName().equals("MarkSweepCompact"))
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }
}
