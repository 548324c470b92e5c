// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cli;

import io.gatehouse.server.GatehouseServer;
import java.util.concurrent.CountDownLatch;

/** Tells that the server is ready and keeps it until the process is asked to stop. */
final class RunningServer {

  private RunningServer() {}

  static String url(GatehouseServer server) {
    String publicUrl = server.config().http().publicUrl();
    return publicUrl.isEmpty() ? server.localUrl().toString() : publicUrl;
  }

  static void untilStopped(GatehouseServer server, String readyLine) {
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  stopped.countDown();
                },
                "gatehouse-stop"));
    System.out.println(readyLine);
    System.out.flush();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
