// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import io.gatehouse.collector.intake.IngestCounters;
import io.gatehouse.collector.testkit.ManualClock;
import io.gatehouse.storage.LogPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Takes one message of a kind from each file, in a process that has little heap. */
final class BombProcess {

  private BombProcess() {}

  /**
   * @param arguments kind, file, kind, file and so on
   */
  public static void main(String[] arguments) throws IOException {
    for (int i = 0; i < arguments.length; i += 2) {
      byte[] body = Files.readAllBytes(Path.of(arguments[i + 1]));
      ManualClock clock = new ManualClock(Hub.NOW);
      HubHandler handler =
          Hub.handler(
              arguments[i],
              batch -> CompletableFuture.completedFuture(new LogPosition(0, 1)),
              new IngestCounters(clock),
              clock);
      int status =
          handler.handle(Sender.of(1, "dev"), null, body).toCompletableFuture().join().status();
      System.out.println(status);
    }
  }
}
