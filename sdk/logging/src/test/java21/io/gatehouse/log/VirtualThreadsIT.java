// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.protocol.WireRecord.Request;
import io.gatehouse.sdk.CurrentExchange;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.RequestLogPolicy;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.PlainRequest;
import io.gatehouse.sdk.testkit.PlainResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class VirtualThreadsIT {

  private static final int THREADS = 10_000;

  @TempDir Path directory;

  @Test
  void g2_tenThousandVirtualThreads_keepTheirLinesAndPinNone() throws Exception {
    Path file = directory.resolve("pinned.jfr");
    try (FakeServer server = FakeServer.start();
        LogCapture capture = LogbackAppender.install();
        Recording recording = new Recording()) {
      server.wantRequestLogs();
      recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
      try (Gatehouse gatehouse = server.reporting().requestLog(RequestLogPolicy.all()).build();
          ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        serve(gatehouse, 0, new CountDownLatch(0));
        recording.start();
        CountDownLatch gate = new CountDownLatch(1);
        for (int i = 1; i < THREADS; i++) {
          int number = i;
          threads.execute(() -> serve(gatehouse, number, gate));
        }
        gate.countDown();
        await().atMost(Duration.ofSeconds(60)).until(() -> server.recorded().total() == THREADS);
      }
      recording.dump(file);
      List<Request> told =
          server.recorded().records().stream()
              .filter(Request.class::isInstance)
              .map(Request.class::cast)
              .toList();

      assertThat(told).isNotEmpty().allMatch(VirtualThreadsIT::hasItsOwnLine);
      assertThat(RecordingFile.readAllEvents(file)).noneMatch(VirtualThreadsIT::isOurs);
    }
  }

  /** Leaves its carrier in the middle of the exchange. */
  private static void serve(Gatehouse gatehouse, int number, CountDownLatch gate) {
    Exchange exchange = gatehouse.handler().begin(new PlainRequest("GET", "/items/" + number));
    try (CurrentExchange.Scope scope = CurrentExchange.open(exchange)) {
      gate.await();
      LoggerFactory.getLogger("shop.Orders").warn("line of /items/{}", number);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.end(new PlainResponse(200, 0));
  }

  private static boolean hasItsOwnLine(Request request) {
    return request.logs().size() == 1
        && request.logs().get(0).message().equals("line of " + request.url());
  }

  /** Loading a class pins once, and is not ours. */
  private static boolean isOurs(RecordedEvent pinned) {
    if (pinned.getStackTrace() == null) {
      return false;
    }
    List<String> types =
        pinned.getStackTrace().getFrames().stream()
            .map(frame -> frame.getMethod().getType().getName())
            .toList();
    return types.stream().noneMatch(type -> type.startsWith("jdk.internal.loader."))
        && types.stream()
            .anyMatch(
                type ->
                    type.startsWith("io.gatehouse.")
                        && !type.startsWith("io.gatehouse.log.Virtual"));
  }
}
