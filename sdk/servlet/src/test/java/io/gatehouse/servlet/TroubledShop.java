// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.servlet;

import io.gatehouse.sdk.Gatehouse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** The fixture in Tomcat, to see what trouble of the SDK does to requests. */
final class TroubledShop implements AutoCloseable {

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Tomcat tomcat = new Tomcat();

  TroubledShop(Gatehouse gatehouse, Path directory) throws Exception {
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    tomcat.getConnector();
    Context context = tomcat.addContext("", directory.toString());
    context.addServletContainerInitializer(new FixtureApplication(gatehouse), null);
    tomcat.start();
  }

  /** How many requests are not answered as they are without an SDK. */
  int failures(int requests) throws InterruptedException {
    int failures = 0;
    for (int i = 0; i < requests; i++) {
      failures += isAnswered(i) ? 0 : 1;
    }
    return failures;
  }

  private boolean isAnswered(int number) throws InterruptedException {
    String address =
        "http://localhost:" + tomcat.getConnector().getLocalPort() + "/items/" + number;
    try {
      return http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
          .body()
          .equals("item " + number);
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }
}
