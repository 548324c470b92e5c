// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cli;

import io.gatehouse.catalog.Audit;
import io.gatehouse.catalog.Catalog;
import io.gatehouse.server.config.ServerConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "doctor",
    description = "Checks settings, Java, data directory, disk space, port and catalog.",
    mixinStandardHelpOptions = true,
    footer = {"", "Exit code 0 = everything is fine, 1 = something needs attention."})
final class DoctorCommand implements Callable<Integer> {

  @Mixin private ServerOptions options = new ServerOptions();

  private boolean fine = true;

  @Override
  public Integer call() {
    ServerConfig config = options.read(Map.of());
    report(true, "settings are valid");
    int java = Runtime.version().feature();
    report(java >= 17, "Java " + java + " (17 or newer is needed)");
    checkDirectory(config);
    checkPort(config);
    checkCatalog(config.dataDirectory());
    return fine ? 0 : 1;
  }

  private void checkDirectory(ServerConfig config) {
    Path directory = config.dataDirectory().toAbsolutePath();
    try {
      Files.createDirectories(directory);
      Path probe = Files.createTempFile(directory, "doctor", ".tmp");
      Files.delete(probe);
      report(true, "data directory " + directory + " can be written");
      long free = Files.getFileStore(directory).getUsableSpace();
      long reserve = config.ingest().diskReserveBytes();
      report(
          free > 2 * reserve,
          (free >> 20) + " MiB free there (below " + (reserve >> 20) + " MiB nothing is taken in)");
    } catch (IOException e) {
      report(false, "data directory " + directory + " cannot be written: " + e.getMessage());
    }
  }

  private void checkPort(ServerConfig config) {
    int port = config.http().port();
    String address = config.http().address();
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(
          address.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(address, port));
      report(true, "port " + port + " is free");
    } catch (IOException e) {
      report(false, "port " + port + " cannot be used (is a server running?): " + e.getMessage());
    }
  }

  private void checkCatalog(Path directory) {
    if (!Files.exists(directory.resolve(Catalog.FILE))) {
      report(true, "no catalog yet; the first start makes one");
      return;
    }
    try (Catalog catalog = Catalog.open(directory, Clock.systemUTC())) {
      Audit.Verification audit = catalog.audit().verify();
      report(catalog.isHealthy(), "catalog answers");
      String head = catalog.audit().head().map(Audit.Head::hash).orElse("missing");
      report(
          audit.brokenAt() == null,
          audit.brokenAt() == null
              ? "audit trail of " + audit.entries() + " entries is intact, its head is " + head
              : "audit trail was changed or cut off at entry " + audit.brokenAt());
    } catch (RuntimeException e) {
      report(false, "catalog: " + e.getMessage());
    }
  }

  private void report(boolean good, String what) {
    fine &= good;
    System.out.println((good ? "ok    " : "WRONG ") + what);
  }
}
