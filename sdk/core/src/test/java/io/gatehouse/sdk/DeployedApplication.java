// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import java.nio.file.Path;

/** Uses everything of the SDK that could keep a class loader alive, and stops. */
public final class DeployedApplication {

  private DeployedApplication() {}

  /** Runs on a thread that lives on, as those of a container do. */
  public static void run(String server, String spool) {
    Gatehouse gatehouse =
        Gatehouse.builder()
            .server(server)
            .ingestToken("secret")
            .consumers(request -> Consumer.of("acme"))
            .requestLog(RequestLogPolicy.all().bodies(true))
            .spool(Path.of(spool))
            .build();
    Exchange exchange = gatehouse.handler().begin(new FakeRequest("GET"));
    try (CurrentExchange.Scope scope = CurrentExchange.open(exchange)) {
      CurrentExchange.get().error(new IllegalStateException(String.valueOf(scope)));
    }
    exchange.end(FakeResponse.of(500));
    gatehouse.close();
  }
}
