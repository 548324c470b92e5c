// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cli;

import io.gatehouse.server.GatehouseServer;
import io.gatehouse.server.demo.Demo;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "demo",
    description = "Starts a server with a simulated shop: 30 days of history, then live traffic.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Listens on this machine only; whoever opens it here is signed in as the demo's owner.",
      "When it is ready it prints to standard output:",
      "  ready url=<base URL> client_id=<uuid> ingest_token=<token> api_token=<token>"
    })
final class DemoCommand implements Runnable {

  @Mixin private ServerOptions options = new ServerOptions();

  @Override
  public void run() {
    GatehouseServer server =
        GatehouseServer.start(
            options.read(Map.of("data.directory", "data/demo", "server.address", "127.0.0.1")));
    Demo.Access access = Demo.start(server, Clock.systemUTC());
    RunningServer.untilStopped(
        server,
        "ready url="
            + RunningServer.url(server)
            + " client_id="
            + access.clientId()
            + " ingest_token="
            + access.ingestToken()
            + " api_token="
            + access.apiToken());
  }
}
