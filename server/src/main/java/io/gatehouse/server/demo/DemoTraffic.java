// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.collector.Intake;
import io.gatehouse.server.demo.DemoShop.Call;
import io.gatehouse.server.http.Json;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.InstanceReport;
import io.gatehouse.storage.KeyUse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shop's instances as they live on: each reports over HTTP with the hub protocol, as SDKs do.
 * That protocol knows no API keys, so calls that were made with one are counted beside it.
 */
final class DemoTraffic implements AutoCloseable {

  static final String CLIENT = "js:express";

  private static final Logger log = LoggerFactory.getLogger(DemoTraffic.class);
  private static final Duration CADENCE = Duration.ofSeconds(10);
  static final int PRODUCTION_INSTANCES = 2;

  private final DemoShop shop;
  private final Ways ways;
  private final Clock clock;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final SplittableRandom random = new SplittableRandom();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "gatehouse-demo");
            thread.setDaemon(true);
            return thread;
          });

  private @Nullable ScheduledFuture<?> reporting;

  /**
   * Where reports go.
   *
   * @param intake takes calls with keys
   */
  record Ways(URI server, String clientId, int app, Intake intake, DemoKeys keys) {}

  DemoTraffic(DemoShop shop, Ways ways, Clock clock) {
    this.shop = shop;
    this.ways = ways;
    this.clock = clock;
  }

  /** The same process slots in the history and in the live traffic. */
  static UUID instance(String environment, int number) {
    return UUID.nameUUIDFromBytes(
        ("demo " + environment + " " + number).getBytes(StandardCharsets.UTF_8));
  }

  static Map<String, String> versions(String app) {
    return Map.of("nodejs", "20.20.2", "express", "5.1.0", "apitally", "0.25.8", "app", app);
  }

  /** What the first instance says with its counts. */
  static InstanceReport sender(String environment, String version) {
    return new InstanceReport(
        instance(environment, 1), false, CLIENT, versions(version), null, null, null, true);
  }

  void start() {
    timer.execute(() -> guarded(this::startup));
    reporting =
        timer.scheduleAtFixedRate(
            () -> guarded(this::reportAll), 0, CADENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.warn("the demo's traffic could not be reported; it goes on", e);
    }
  }

  private void startup() {
    for (int number = 1; number <= PRODUCTION_INSTANCES; number++) {
      startup(DemoShop.PRODUCTION, number);
    }
    startup(DemoShop.STAGING, 1);
  }

  private void startup(String environment, int number) {
    long minute = clock.millis() / 60_000;
    ObjectNode message = message(environment, number);
    ArrayNode paths = message.putArray("paths");
    for (DemoEndpoint endpoint : DemoShop.ENDPOINTS) {
      paths.addObject().put("method", endpoint.method()).put("path", endpoint.route());
    }
    ObjectNode versions = message.putObject("versions");
    versions(shop.versionAt(minute)).forEach(versions::put);
    message.put("client", CLIENT);
    post(environment, "startup", message.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode message(String environment, int number) {
    return Json.MAPPER
        .createObjectNode()
        .put("instance_uuid", instance(environment, number).toString())
        .put("message_uuid", UUID.randomUUID().toString());
  }

  private void reportAll() {
    for (int number = 1; number <= PRODUCTION_INSTANCES; number++) {
      report(DemoShop.PRODUCTION, number, PRODUCTION_INSTANCES);
    }
    report(DemoShop.STAGING, 1, 1);
  }

  private void report(String environment, int number, int instances) {
    long minute = clock.millis() / 60_000;
    double share = CADENCE.toSeconds() / 60.0 / instances;
    int calls = (int) Math.round(shop.callsIn(environment, minute, random) * share);
    List<Call> made = new ArrayList<>();
    List<Call> plain = new ArrayList<>();
    DemoCounts keyed = new DemoCounts();
    for (int i = 0; i < calls; i++) {
      Call call = shop.call(minute, random);
      made.add(call);
      KeyUse key = ways.keys.useOf(environment, call);
      if (key == null) {
        plain.add(call);
      } else {
        keyed.add(minute, call, key);
      }
    }
    count(environment, keyed);
    ObjectNode sync = message(environment, number);
    sync.put("timestamp", clock.millis() / 1000.0);
    new DemoReport(plain, made).writeTo(sync);
    sync.putObject("resources")
        .put("cpu_percent", calls * 1.6 + 4 * random.nextDouble())
        .put("memory_rss", 180_000_000 + random.nextInt(25_000_000));
    post(environment, "sync", sync.toString().getBytes(StandardCharsets.UTF_8));
    if (!made.isEmpty()) {
      post(environment, "log?uuid=" + UUID.randomUUID(), requestLogs(made));
    }
  }

  private void count(String environment, DemoCounts keyed) {
    var unused =
        ways.intake
            .accept(
                Batch.builder(ways.app, environment, clock.millis())
                    .instance(sender(environment, shop.versionAt(clock.millis() / 60_000)))
                    .rollups(keyed.rollups())
                    .build())
            .whenComplete(
                (position, failure) -> {
                  if (failure != null) {
                    log.warn("the demo's calls with keys could not be counted", failure);
                  }
                });
  }

  private byte[] requestLogs(List<Call> calls) {
    StringBuilder lines = new StringBuilder();
    for (Call call : calls) {
      double age = random.nextDouble() * CADENCE.toSeconds();
      long micros = Math.round((clock.millis() / 1000.0 - age) * 1e6);
      lines.append(DemoRequest.of(call, micros, random).line()).append('\n');
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void post(String environment, String resource, byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(
                ways.server.resolve("/v2/" + ways.clientId + "/" + environment + "/" + resource))
            .timeout(Duration.ofSeconds(10))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    try {
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status >= 300) {
        log.warn("the server answered {} to the demo's {}", status, resource);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot report to " + ways.server, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (reporting != null) {
      reporting.cancel(false);
    }
    timer.shutdownNow();
  }
}
