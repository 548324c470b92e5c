// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.RouteSource;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.FakeServer.Behaviour;
import io.gatehouse.sdk.testkit.PlainRequest;
import io.gatehouse.sdk.testkit.PlainResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingMethod;

/**
 * K7: for the count of a call with its key no request writes, waits for another one or does I/O,
 * whether the server is well, slow or down. BlockHound sees each call of a file or a socket, each
 * sleep and each wait on the threads of requests; the JVM counts how often they waited for a
 * monitor.
 */
@Timeout(120)
class RequestThreadIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String REQUEST = "request-";
  private static final int THREADS = 4;

  /** Ten flushes, in which some hundred thousand calls come. */
  private static final long LOAD_NANOS = 1_000_000_000L;

  private static final long PAUSE_NANOS = 20_000;
  private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();

  @TempDir Path directory;

  @BeforeAll
  static void watch() {
    BlockHound.Builder builder =
        BlockHound.builder()
            .nonBlockingThreadPredicate(
                others -> others.or(thread -> thread.getName().startsWith(REQUEST)))
            .blockingMethodCallback(RequestThreadIT::note);
    // What channels and files end in, by its name until Java 20 and from 21 on.
    for (String channels : List.of("FileDispatcherImpl", "UnixFileDispatcherImpl")) {
      String type = "sun/nio/ch/" + channels;
      builder
          .markAsBlocking(type, "read0", "(Ljava/io/FileDescriptor;JI)I")
          .markAsBlocking(type, "write0", "(Ljava/io/FileDescriptor;JI)I")
          .markAsBlocking(type, "pread0", "(Ljava/io/FileDescriptor;JIJ)I")
          .markAsBlocking(type, "pwrite0", "(Ljava/io/FileDescriptor;JIJ)I")
          .markAsBlocking(type, "force0", "(Ljava/io/FileDescriptor;Z)I");
    }
    builder.markAsBlocking("sun/nio/fs/UnixNativeDispatcher", "open0", "(JII)I").install();
  }

  private static void note(BlockingMethod method) {
    StringBuilder where = new StringBuilder(method.toString());
    for (StackTraceElement frame : new Throwable().getStackTrace()) {
      where.append("\n  ").append(frame);
    }
    SEEN.add(where.toString());
  }

  @BeforeEach
  void forget() {
    SEEN.clear();
  }

  @ParameterizedTest
  @EnumSource(
      value = Behaviour.class,
      names = {"ACCEPT", "SLOW", "AWAY"})
  void k7_requests_neitherWriteNorWaitNorDoIo(Behaviour behaviour) throws Exception {
    try (FakeServer server = FakeServer.start();
        Gatehouse gatehouse = server.reporting().spool(directory).build();
        ApiKeys keys =
            ApiKeys.builder().server(server.url()).token(FakeServer.INGEST_TOKEN).build()) {
      String text = server.keys().issue(List.of("orders:read"));
      await().atMost(PATIENCE).until(() -> verify(keys, text).isAccepted());
      load(gatehouse, keys, text, new AtomicLong());
      server.behave(behaviour);
      SEEN.clear();
      AtomicLong waits = new AtomicLong();
      long calls = load(gatehouse, keys, text, waits);
      System.out.printf("K7: %s, %,d calls%n", behaviour, calls);

      assertThat(SEEN).isEmpty();
      assertThat(waits).hasValue(0);
      server.behave(Behaviour.ACCEPT);
      long recorded = gatehouse.metrics().recorded();
      await().atMost(PATIENCE).until(() -> gatehouse.metrics().sent() == recorded);
      assertThat(server.recorded().total()).isEqualTo(recorded);
      assertThat(gatehouse.metrics().dropped()).isZero();
      assertThat(gatehouse.metrics().unjournaled()).isZero();
    }
  }

  /** Lest the test above sees nothing at all. */
  @Test
  void k7_whatWouldBlock_isSeen() throws Exception {
    try (FakeServer server = FakeServer.start()) {
      int port = Integer.parseInt(server.url().substring(server.url().lastIndexOf(':') + 1));
      inRequest(
          () -> {
            Files.write(directory.resolve("file"), "text".getBytes(UTF_8));
            new Socket(InetAddress.getLoopbackAddress(), port).close();
          });
    }
    assertThat(SEEN).anyMatch(one -> one.contains("open0"));
    assertThat(SEEN).anyMatch(one -> one.contains("write0"));
    assertThat(SEEN).anyMatch(one -> one.contains("connect"));

    Object lock = new Object();
    AtomicLong waits = new AtomicLong();
    Thread waiting = new Thread(() -> waits.set(whileCounting(() -> enter(lock))), REQUEST + 1);
    synchronized (lock) {
      waiting.start();
      await().atMost(PATIENCE).until(() -> waiting.getState() == Thread.State.BLOCKED);
    }
    waiting.join();
    assertThat(waits).hasValue(1);
  }

  private static void enter(Object lock) {
    synchronized (lock) {
      assertThat(Thread.holdsLock(lock)).isTrue();
    }
  }

  /** Something that a request might do. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  private static void inRequest(Work work) throws InterruptedException {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            REQUEST + 0);
    thread.start();
    thread.join();
  }

  private static Verification verify(ApiKeys keys, String text) {
    return keys.verify(text, "192.0.2.1", "client/1", RouteRule.allOf("orders:read"));
  }

  /** How many calls were made. */
  private static long load(Gatehouse gatehouse, ApiKeys keys, String text, AtomicLong waits)
      throws InterruptedException {
    AtomicLong calls = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(
          new Thread(
              () ->
                  waits.addAndGet(
                      whileCounting(() -> calls.addAndGet(serve(gatehouse, keys, text)))),
              REQUEST + i));
    }
    threads.forEach(Thread::start);
    for (Thread one : threads) {
      one.join();
    }
    return calls.get();
  }

  private static long serve(Gatehouse gatehouse, ApiKeys keys, String text) {
    long calls = 0;
    long start = System.nanoTime();
    for (long now = start; now - start < LOAD_NANOS; now = System.nanoTime()) {
      Exchange exchange = gatehouse.handler().begin(new PlainRequest("GET", "/orders/7"));
      exchange.route(RouteSource.CONTROLLER, "/orders/{id}");
      verify(keys, text).tell(exchange);
      exchange.end(new PlainResponse(calls % 10 == 0 ? 503 : 200, 20));
      calls++;
      while (System.nanoTime() - now < PAUSE_NANOS) {
        // A pause of this test, not of the request: anything that parks or hints would be seen.
      }
    }
    return calls;
  }

  /** How often this thread waited for a monitor, or in one, meanwhile. */
  private static long whileCounting(Runnable work) {
    long before = waits();
    work.run();
    return waits() - before;
  }

  private static long waits() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    ThreadInfo mine = threads.getThreadInfo(Thread.currentThread().getId());
    return mine.getBlockedCount() + mine.getWaitedCount();
  }
}
