// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.collector.ByteBudget;
import io.gatehouse.collector.Clock;
import io.gatehouse.collector.Collector;
import io.gatehouse.collector.IngestAnswer;
import io.gatehouse.collector.IngestHead;
import io.gatehouse.collector.Intake;
import io.gatehouse.collector.Quota;
import io.gatehouse.collector.Upload;
import io.gatehouse.collector.intake.IngestCounters;
import io.gatehouse.collector.testkit.FakeApps;
import io.gatehouse.collector.testkit.ManualClock;
import io.gatehouse.collector.testkit.RecordingIntake;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.IngestOutcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** A hub collector with fakes around it, at the time of the fixtures. */
final class Hub {

  static final long NOW = 1_795_379_645_000L;
  static final String ID = FakeApps.KNOWN.toString();
  static final String BASE = "/v2/" + ID + "/dev/";

  final FakeApps apps = new FakeApps();
  final RecordingIntake intake = new RecordingIntake();
  final ManualClock clock = new ManualClock(NOW);
  final IngestCounters counters = new IngestCounters(clock);
  final ByteBudget budget = new ByteBudget(96 << 20);
  final Collector collector =
      new Collector(
          List.of(new HubCollector(apps, Quota.UNLIMITED, intake, counters, clock)), budget);

  /** What takes the bodies of this kind of message. */
  static HubHandler handler(String kind, Intake intake, IngestCounters counters, Clock clock) {
    return switch (kind) {
      case "sync" -> new SyncHandler(intake, counters, clock);
      case "startup" -> new StartupHandler(intake, counters, clock);
      case "log" -> new LogHandler(intake, counters, clock);
      case "logpush" -> new LogpushHandler(intake, counters, clock);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  static IngestHead head(String path, String query, Map<String, String> headers) {
    Map<String, String> folded = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    folded.putAll(headers);
    return new IngestHead(
        "POST", path, query, name -> folded.get(name.toLowerCase(Locale.ROOT)), "192.0.2.7", -1);
  }

  IngestAnswer post(String path, byte[] body) {
    return post(head(path, "", Map.of()), body);
  }

  IngestAnswer post(IngestHead head, byte[] body) {
    Upload upload = collector.open(head);
    upload.add(body, 0, body.length);
    return upload.finish().toCompletableFuture().join();
  }

  IngestAnswer sync(String json) {
    return post(BASE + "sync", json.getBytes(UTF_8));
  }

  /** The batch that this sync becomes. */
  Batch syncBatch(String json) {
    IngestAnswer answer = sync(json);
    if (answer.status() != 202) {
      throw new AssertionError(answer);
    }
    return intake.batch();
  }

  /** A sync with these members besides the identities. */
  static String syncJson(String members) {
    return """
        {"timestamp":1795379640.5,"instance_uuid":"1f3b5566-4dcf-4c61-a3a7-dc8e09d46292",
         "message_uuid":"410f7a47-4959-4c33-898e-69b611de4a52",%s}"""
        .formatted(members);
  }

  /** A sync with one row; members given here win over the defaults. */
  static String rowJson(String members) {
    return syncJson("\"requests\":[{" + members + "}]");
  }

  Batch logBatch(String... lines) {
    IngestAnswer answer =
        post(
            head(BASE + "log", "uuid=e80f8544-3495-4ed8-ad5e-a901878f57fb", Map.of()),
            gzip((String.join("\n", lines) + "\n").getBytes(UTF_8)));
    if (answer.status() != 202) {
      throw new AssertionError(answer);
    }
    return intake.batch();
  }

  static List<String> reasons(Batch batch) {
    return batch.outcomes().stream().map(IngestOutcome::reason).toList();
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(out)) {
      zip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static byte[] resource(String name) {
    try (InputStream in = Hub.class.getResourceAsStream("/fixtures/" + name)) {
      if (in == null) {
        throw new AssertionError("no fixture " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
