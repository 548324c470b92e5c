// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cli;

import io.gatehouse.server.GatehouseServer;
import io.gatehouse.server.SetupLink;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "serve",
    description = "Starts the server.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "When it is ready it prints to standard output: ready url=<base URL>",
      "The first start prints a one-time link that creates the first user."
    })
final class ServeCommand implements Runnable {

  @Mixin private ServerOptions options = new ServerOptions();

  @Override
  public void run() {
    GatehouseServer server = GatehouseServer.start(options.read(Map.of()));
    SetupLink.printIfNeeded(server);
    RunningServer.untilStopped(server, "ready url=" + RunningServer.url(server));
  }
}
