// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.gatehouse.protocol.Protocol;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Threads, files and class loaders from the first exchange to the end. */
@Timeout(120)
class LifecycleIT {

  private final CountDownLatch answers = new CountDownLatch(1);
  private final AtomicInteger batches = new AtomicInteger();
  @TempDir Path directory;
  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        Protocol.BATCHES_PATH,
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          batches.incrementAndGet();
          await(answers);
          exchange.sendResponseHeaders(202, 2);
          exchange.getResponseBody().write("{}".getBytes(UTF_8));
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopServer() {
    answers.countDown();
    server.stop(0);
  }

  @Test
  void h9_noExchange_noThread() throws Exception {
    for (Gatehouse.Builder builder : List.of(builder(), builder().spool(directory))) {
      Gatehouse gatehouse = builder.build();

      assertThat(reporters()).isEmpty();
      gatehouse.close();
      assertThat(reporters()).isEmpty();
    }
    assertThat(DiskSpool.hasLeftovers(directory)).isFalse();
  }

  @Test
  void h9_leftovers_areSentWithoutAnExchange() throws Exception {
    // The server does not answer: the batch stays in the spool.
    server.stop(0);
    Gatehouse first = builder().spool(directory).build();
    exchange(first);
    first.close();
    awaitNoReporter();
    assertThat(first.metrics().spooled()).isEqualTo(1);
    startServer();
    answers.countDown();

    Gatehouse second = builder().spool(directory).build();
    while (second.metrics().sent() == 0) {
      Thread.onSpinWait();
    }
    second.close();
    awaitNoReporter();
    assertThat(DiskSpool.hasLeftovers(directory)).isFalse();
    Gatehouse third = builder().spool(directory).build();
    assertThat(reporters()).isEmpty();
    third.close();
  }

  @Test
  void h11_running_isDaemonThreadsAndNothingOnTheCommonPool() {
    answers.countDown();
    long before = ForkJoinPool.commonPool().getStealCount();
    Gatehouse gatehouse = builder().spool(directory).build();
    for (int i = 0; i < 100; i++) {
      exchange(gatehouse);
    }
    while (batches.get() == 0) {
      Thread.onSpinWait();
    }
    List<Thread> ours = reporters();

    // Another one lives while something is sent.
    assertThat(ours).allMatch(Thread::isDaemon).hasSizeBetween(1, 2);
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(one -> one.getName().startsWith("Timer-"))
        .isEmpty();
    assertThat(ForkJoinPool.commonPool().getStealCount()).isEqualTo(before);
    gatehouse.close();
  }

  @Test
  void h8_close_endsTheThreadAndFlushes() {
    answers.countDown();
    Gatehouse gatehouse = builder().build();
    exchange(gatehouse);
    gatehouse.close();

    awaitNoReporter();
    assertThat(gatehouse.metrics().sent()).isEqualTo(1);
    exchange(gatehouse);
    assertThat(gatehouse.metrics().recorded()).isEqualTo(1);
    assertThat(reporters()).isEmpty();
  }

  @Test
  void h8_serverNeverAnswers_closeGivesUpWaiting() {
    Gatehouse gatehouse = builder().build();
    exchange(gatehouse);
    gatehouse.close();

    assertThat(gatehouse.metrics().sent()).isZero();
    assertThat(reporters()).singleElement().matches(Thread::isDaemon);
    answers.countDown();
    awaitNoReporter();
  }

  @Test
  void h8_classLoader_isCollectedAfterClose() throws Exception {
    answers.countDown();
    WeakReference<ClassLoader> loader = new WeakReference<>(useInAnotherLoader());
    awaitNoReporter();
    while (loader.get() != null) {
      System.gc();
    }

    assertThat(batches.get()).isPositive();
  }

  /** As a web application does that is deployed and taken away again. */
  private ClassLoader useInAnotherLoader() throws Exception {
    List<URL> places = new ArrayList<>();
    for (Class<?> one : List.of(LifecycleIT.class, Gatehouse.class, Protocol.class)) {
      places.add(one.getProtectionDomain().getCodeSource().getLocation());
    }
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    try (URLClassLoader loader = new URLClassLoader(places.toArray(URL[]::new), platform)) {
      Class<?> application = loader.loadClass(DeployedApplication.class.getName());
      assertThat(application).isNotEqualTo(DeployedApplication.class);
      application
          .getMethod("run", String.class, String.class)
          .invoke(null, url(), Files.createDirectory(directory.resolve("spool")).toString());
      return loader;
    }
  }

  private Gatehouse.Builder builder() {
    return Gatehouse.builder().server(url()).ingestToken("secret");
  }

  private String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  private static void exchange(Gatehouse gatehouse) {
    gatehouse.handler().begin(new FakeRequest("GET")).end(FakeResponse.of(200));
  }

  private static void awaitNoReporter() {
    while (!reporters().isEmpty()) {
      Thread.onSpinWait();
    }
  }

  private static List<Thread> reporters() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(one -> one.getName().startsWith("gatehouse-"))
        .toList();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
