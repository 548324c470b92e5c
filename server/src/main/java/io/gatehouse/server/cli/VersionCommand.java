// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cli;

import io.gatehouse.server.Version;
import picocli.CommandLine.Command;

@Command(
    name = "version",
    description = "Prints the version of Gatehouse and of Java.",
    mixinStandardHelpOptions = true)
final class VersionCommand implements Runnable {

  @Override
  public void run() {
    System.out.println(
        "gatehouse " + Version.CURRENT + " (Java " + System.getProperty("java.version") + ")");
  }
}
