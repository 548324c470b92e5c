// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.fuzz;

import io.gatehouse.storage.duckdb.FilterTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All targets, and what each starts from: recorded messages, and inputs that were findings. */
@SuppressWarnings("ImmutableEnumChecker") // Made once, and never changed.
enum Targets {
  NATIVE(NativeTarget::new, ""),
  HUB_SYNC(() -> new HubTarget("sync"), "hub", "sync-first.json", "sync-traffic.raw-body.json"),
  HUB_STARTUP(() -> new HubTarget("startup"), "hub", "startup.raw-body.json"),
  HUB_LOG(() -> new HubTarget("log"), "hub", "log.ndjson"),
  HUB_LOGPUSH(() -> new HubTarget("logpush"), "hub", "decoded.ndjson"),
  OTLP_TRACES(() -> OtlpTarget.protobuf("traces"), "otlp", "otlp.pb"),
  OTLP_METRICS(() -> OtlpTarget.protobuf("metrics"), "otlp", "metrics.pb.gz"),
  OTLP_LOGS(() -> OtlpTarget.protobuf("logs"), "otlp", "logs.pb.gz"),
  OTLP_JSON_TRACES(() -> OtlpTarget.json("traces"), "otlp", "traces-1.json"),
  OTLP_JSON_METRICS(() -> OtlpTarget.json("metrics"), "otlp", "metrics-1.json"),
  OTLP_JSON_LOGS(() -> OtlpTarget.json("logs"), "otlp", "logs-1.json"),
  OTLP_GRPC(OtlpTarget::grpc, ""),
  PUBSUB_MESSAGE(PubsubTarget::message, ""),
  PUBSUB_JSON(PubsubTarget::json, ""),
  PUBSUB_GRPC(PubsubTarget::grpc, "apitoolkit", "publishrequest.pb"),
  FILTER(FilterTarget::new, ""),
  REDACTOR(RedactorTarget::new, ""),
  ROUTE(RouteTarget::new, "");

  private static final Path SEEDS = Path.of("src/test/resources/seeds");

  private final Supplier<FuzzTarget> maker;
  private final String collector;
  private final List<String> endings;

  Targets(Supplier<FuzzTarget> maker, String collector, String... endings) {
    this.maker = maker;
    this.collector = collector;
    this.endings = List.of(endings);
  }

  FuzzTarget create() {
    return maker.get();
  }

  /** As folders are called. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Files to begin with. */
  List<Path> seeds() {
    List<Path> seeds = files(SEEDS.resolve(text()));
    for (Path file :
        endings.isEmpty()
            ? List.<Path>of()
            : files(Path.of("../collector/" + collector + "/src/test/resources"))) {
      if (endings.stream().anyMatch(file.toString()::endsWith)) {
        seeds.add(file);
      }
    }
    return seeds;
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return new ArrayList<>();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return new ArrayList<>(all.filter(Files::isRegularFile).sorted().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
