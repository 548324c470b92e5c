// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.examples.quarkus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.sdk.testkit.ExampleContract;
import io.gatehouse.sdk.testkit.FakeServer;
import io.gatehouse.sdk.testkit.RunningServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starts the shop as it is started in production. */
class ShopIT extends ExampleContract {

  private static final Pattern LISTENING = Pattern.compile("Listening on: http://localhost:(\\d+)");

  @Override
  protected RunningServer start(FakeServer server) throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Dquarkus.http.host=localhost",
                    "-Dquarkus.http.port=0",
                    "-Dgatehouse.server=" + server.url(),
                    "-Dgatehouse.ingest-token=" + FakeServer.INGEST_TOKEN,
                    "-Dgatehouse.flush-interval=20ms",
                    "-jar",
                    System.getProperty("shop.jar")))
            .redirectErrorStream(true)
            .start();
    int port = awaitPort(process);
    return new RunningServer() {
      @Override
      public int port() {
        return port;
      }

      @Override
      public void close() throws Exception {
        process.destroy();
        process.waitFor(20, TimeUnit.SECONDS);
      }
    };
  }

  private static int awaitPort(Process process) throws IOException {
    BufferedReader log = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        return Integer.parseInt(listening.group(1));
      }
    }
    throw new IllegalStateException("the shop did not start");
  }
}
