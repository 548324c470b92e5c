// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.server.cli.GatehouseCommand;

/** Where the program begins. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    Logging.start();
    int exitCode = GatehouseCommand.run(arguments);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }
}
