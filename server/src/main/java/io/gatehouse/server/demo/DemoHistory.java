// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.demo;

import io.gatehouse.collector.Intake;
import io.gatehouse.server.demo.DemoShop.Call;
import io.gatehouse.server.demo.DemoShop.Deploy;
import io.gatehouse.server.demo.DemoShop.Failure;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.ConsumerReport;
import io.gatehouse.storage.EndpointReport;
import io.gatehouse.storage.ErrorKind;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.InstanceReport;
import io.gatehouse.storage.LogPosition;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.Rollup;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Thirty days of the shop's past, put into the log as if they had been reported. */
final class DemoHistory {

  static final int DAYS = 30;
  private static final int MINUTES_PER_BATCH = 60;

  /** So many days have CPU and memory of each instance. */
  private static final int HEARTBEAT_DAYS = 2;

  /**
   * So many minutes have recorded requests: all that failed, and one in {@link #RECORDED} others.
   */
  private static final int RECORDED_MINUTES = 1440;

  private static final int RECORDED = 20;

  /** Batches on their way into the log; bounds memory. */
  private static final int IN_FLIGHT = 8;

  private final DemoShop shop;
  private final DemoKeys keys;
  private final int app;
  private final Intake intake;
  private final long startMinute;
  private final SplittableRandom random = new SplittableRandom(20_260_101);

  /** Of its own, so that recording a request does not change what happens after it. */
  private final SplittableRandom recording = new SplittableRandom(20_260_102);

  DemoHistory(DemoShop shop, DemoKeys keys, int app, Intake intake, long startMinute) {
    this.shop = shop;
    this.keys = keys;
    this.app = app;
    this.intake = intake;
    this.startMinute = startMinute;
  }

  private record ErrorCell(
      long minute, ErrorKind kind, String method, String route, String consumer) {}

  /** Fills the days before the start of the demo; returns when all of it is durable. */
  void fill() {
    Deque<CompletableFuture<LogPosition>> inFlight = new ArrayDeque<>();
    inFlight.add(intake.accept(introduction()));
    for (Deploy deploy : shop.deploys()) {
      inFlight.add(intake.accept(startup(deploy)));
    }
    for (String environment : List.of(DemoShop.PRODUCTION, DemoShop.STAGING)) {
      long first = startMinute - DAYS * 1440L;
      for (long from = first; from < startMinute; from += MINUTES_PER_BATCH) {
        long to = Math.min(from + MINUTES_PER_BATCH, startMinute);
        inFlight.add(intake.accept(batch(environment, from, to)));
        while (inFlight.size() > IN_FLIGHT) {
          inFlight.remove().join();
        }
      }
    }
    for (long minute = startMinute - HEARTBEAT_DAYS * 1440L; minute < startMinute; minute += 5) {
      for (int number = 1; number <= DemoTraffic.PRODUCTION_INSTANCES; number++) {
        inFlight.add(
            intake.accept(
                Batch.builder(app, DemoShop.PRODUCTION, minute * 60_000)
                    .instance(heartbeat(DemoShop.PRODUCTION, number, minute))
                    .build()));
      }
    }
    inFlight.forEach(CompletableFuture::join);
  }

  private Batch introduction() {
    return Batch.builder(app, DemoShop.PRODUCTION, (startMinute - DAYS * 1440L) * 60_000)
        .consumers(
            DemoShop.CONSUMERS.stream()
                .map(
                    consumer ->
                        new ConsumerReport(
                            consumer.identifier(), consumer.name(), consumer.group()))
                .toList())
        .endpoints(
            DemoShop.ENDPOINTS.stream()
                .map(endpoint -> new EndpointReport(endpoint.method(), endpoint.route()))
                .toList())
        .build();
  }

  private Batch startup(Deploy deploy) {
    return Batch.builder(app, DemoShop.PRODUCTION, deploy.minute() * 60_000)
        .instance(
            new InstanceReport(
                DemoTraffic.instance(DemoShop.PRODUCTION, 1),
                true,
                DemoTraffic.CLIENT,
                DemoTraffic.versions(deploy.version()),
                deploy.minute() * 60_000,
                null,
                null,
                true))
        .build();
  }

  private Batch batch(String environment, long from, long to) {
    DemoCounts counts = new DemoCounts();
    Map<ErrorCell, Long> errors = new HashMap<>();
    List<RequestLog> recorded = new ArrayList<>();
    for (long minute = from; minute < to; minute++) {
      int calls = shop.callsIn(environment, minute, random);
      for (int i = 0; i < calls; i++) {
        Call call = shop.call(minute, random);
        if (isRecorded(call, minute)) {
          long micros = minute * 60_000_000 + recording.nextLong(60_000_000);
          recorded.add(DemoRequest.of(call, micros, recording).log());
        }
        String route = call.route().isEmpty() ? Rollup.UNMATCHED : call.route();
        counts.add(minute, call, keys.useOf(environment, call));
        if (call.failure() != Failure.NONE) {
          ErrorKind kind =
              call.failure() == Failure.EXCEPTION ? ErrorKind.SERVER : ErrorKind.VALIDATION;
          errors.merge(
              new ErrorCell(minute, kind, call.method(), route, call.consumer()), 1L, Long::sum);
        }
      }
    }
    List<ErrorRollup> errorRollups = new ArrayList<>(errors.size());
    errors.forEach((cell, count) -> errorRollups.add(error(cell, count)));
    return Batch.builder(app, environment, to * 60_000)
        .instance(DemoTraffic.sender(environment, shop.versionAt(from)))
        .rollups(counts.rollups())
        .errors(errorRollups)
        .requestLogs(recorded)
        .build();
  }

  private boolean isRecorded(Call call, long minute) {
    return minute >= startMinute - RECORDED_MINUTES
        && (call.status() >= 500 || recording.nextInt(RECORDED) == 0);
  }

  private InstanceReport heartbeat(String environment, int number, long minute) {
    UUID instance = DemoTraffic.instance(environment, number);
    double load = shop.callsIn(environment, minute, random) * 0.28 + 4 * random.nextDouble();
    return new InstanceReport(
        instance,
        false,
        DemoTraffic.CLIENT,
        DemoTraffic.versions(shop.versionAt(minute)),
        minute * 60_000,
        load,
        182_000_000L + random.nextLong(22_000_000),
        true);
  }

  private static ErrorRollup error(ErrorCell cell, long count) {
    DemoFailure failure = DemoFailure.of(cell.kind() == ErrorKind.SERVER, cell.route());
    return new ErrorRollup(
        cell.minute(),
        cell.kind(),
        cell.method(),
        cell.route(),
        cell.consumer().isEmpty() ? null : cell.consumer(),
        (cell.kind() + cell.method() + cell.route() + failure.type()).hashCode(),
        failure.type(),
        failure.message(),
        failure.stacktrace(),
        failure.field(),
        count);
  }
}
