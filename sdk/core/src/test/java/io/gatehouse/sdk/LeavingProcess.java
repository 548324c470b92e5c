// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/**
 * A service that stops while its SDK waits for a server that takes connections and never answers.
 */
final class LeavingProcess {

  private LeavingProcess() {}

  public static void main(String[] args) throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Gatehouse gatehouse =
          Gatehouse.builder()
              .server("http://localhost:" + silent.getLocalPort())
              .ingestToken("secret")
              .flushInterval(Duration.ofMillis(1))
              .build();
      exchange(gatehouse);
      try (Socket open = silent.accept()) {
        // Now a batch is on its way; another exchange waits to be sealed.
        exchange(gatehouse);
        System.out.println("leaving");
        gatehouse.close();
        System.out.println("left, connected: " + open.isConnected());
      }
    }
  }

  private static void exchange(Gatehouse gatehouse) {
    gatehouse.handler().begin(new FakeRequest("GET")).end(FakeResponse.of(200));
  }
}
