// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.KeyUse;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * A service with the SDK, to be killed. Tells each call on standard output once it is complete: one
 * octet, which is {@link #KEYS} times the number of its route and the number of its key. With
 * {@code drain} it serves nothing and sends what earlier processes left, until its standard input
 * ends.
 */
final class ServingProcess {

  static final int THREADS = 2;
  static final String[] ROUTES = {"/orders/{id}", "/orders", "/items/{id}", "/boom"};

  /** How many keys are used; their ids are their numbers. */
  static final int KEYS = 3;

  private ServingProcess() {}

  /** Server, ingest token, spool directory, and {@code serve} or {@code drain}. */
  public static void main(String[] args) throws IOException {
    try (Gatehouse gatehouse =
        Gatehouse.builder()
            .server(args[0])
            .ingestToken(args[1])
            .spool(Path.of(args[2]))
            .consumers(request -> Consumer.of("acme"))
            .flushInterval(Duration.ofMillis(300))
            .build()) {
      if (args[3].equals("serve")) {
        FileOutputStream told = new FileOutputStream(FileDescriptor.out);
        for (int i = 0; i < THREADS; i++) {
          Random random = new Random();
          new Thread(() -> serve(gatehouse, random, told), "serving-" + i).start();
        }
      }
      while (System.in.read() >= 0) {
        // Until nobody holds the other end any more.
      }
    }
  }

  private static void serve(Gatehouse gatehouse, Random random, FileOutputStream told) {
    try {
      while (true) {
        int route = random.nextInt(ROUTES.length);
        int key = random.nextInt(KEYS);
        SdkCall.serve(
            gatehouse,
            ROUTES[route],
            ROUTES[route].equals("/boom") ? 500 : 200,
            KeyUse.of(Integer.toString(key)));
        told.write(route * KEYS + key);
        LockSupport.parkNanos(200_000);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
