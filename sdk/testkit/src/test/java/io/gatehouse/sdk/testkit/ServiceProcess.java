// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk.testkit;

import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.Exchange;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.RouteSource;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Serves until it is killed, and writes one byte after each exchange that has ended. */
final class ServiceProcess {

  static final int THREADS = 2;

  private static final String[] ROUTES = {"/orders/{id}", "/orders", "/items/{id}", ""};

  private ServiceProcess() {}

  public static void main(String[] args) throws Exception {
    Gatehouse gatehouse =
        Gatehouse.builder()
            .server(args[0])
            .ingestToken(FakeServer.INGEST_TOKEN)
            .flushInterval(Duration.ofMillis(100))
            .spool(Path.of(args[1]))
            .build();
    FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    serveOne(gatehouse, new Random(1));
    // The spool is opened by the first exchange; from the first batch on there is a journal.
    while (gatehouse.metrics().sent() == 0) {
      LockSupport.parkNanos(1_000_000);
    }
    out.write('.');
    for (int i = 0; i < THREADS; i++) {
      int seed = i;
      new Thread(() -> serve(gatehouse, new Random(seed), out)).start();
    }
  }

  private static void serve(Gatehouse gatehouse, Random random, FileOutputStream out) {
    try {
      while (true) {
        serveOne(gatehouse, random);
        out.write('.');
      }
    } catch (IOException e) {
      throw new IllegalStateException("nobody reads", e);
    }
  }

  private static void serveOne(Gatehouse gatehouse, Random random) {
    Exchange exchange = gatehouse.handler().begin(new PlainRequest("GET", "/x"));
    exchange.route(RouteSource.CONTROLLER, ROUTES[random.nextInt(ROUTES.length)]);
    exchange.consumer(Consumer.of("c" + random.nextInt(20)));
    exchange.end(new PlainResponse(random.nextInt(10) == 0 ? 500 : 200, random.nextInt(5_000)));
  }
}
