// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.fuzz;

import io.gatehouse.collector.ByteBudget;
import io.gatehouse.collector.Collector;
import io.gatehouse.collector.HttpCollector;
import io.gatehouse.collector.IngestAnswer;
import io.gatehouse.collector.IngestHead;
import io.gatehouse.collector.Intake;
import io.gatehouse.collector.Upload;
import io.gatehouse.collector.log.BatchCodec;
import io.gatehouse.collector.redact.BatchRedactor;
import io.gatehouse.collector.testkit.RecordingIntake;
import io.gatehouse.storage.Batch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/**
 * What holds for every decoder, whatever the body: it answers with a status that clients know,
 * keeps nothing of what it refuses, gives equal batches for equal bodies, and what it keeps
 * survives redaction and the ingest log.
 */
final class Decoding {

  /** Of the recorded messages, so that their times are of now. */
  static final long NOW_MILLIS = 1_795_380_443_000L;

  private static final Set<Integer> STATUSES = Set.of(200, 202, 400, 401, 403, 404, 409, 413, 422);

  private final Function<Intake, HttpCollector> maker;

  Decoding(Function<Intake, HttpCollector> maker) {
    this.maker = maker;
  }

  static IngestHead head(String path, String query, Map<String, String> headers) {
    Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    fields.putAll(headers);
    return new IngestHead("POST", path, query, fields::get, "192.0.2.7", -1);
  }

  static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be written", e);
    }
    return bytes.toByteArray();
  }

  /** The answer, after all that has to hold was checked. */
  IngestAnswer check(IngestHead head, byte[] body) {
    RecordingIntake first = new RecordingIntake();
    IngestAnswer answer = send(first, head, body);
    if (!STATUSES.contains(answer.status())) {
      throw new AssertionError("answered " + answer);
    }
    if (answer.status() >= 300 && !first.batches().isEmpty()) {
      throw new AssertionError("refused, but kept " + first.batches());
    }
    RecordingIntake second = new RecordingIntake();
    send(second, head, body);
    if (!first.batches().equals(second.batches())) {
      throw new AssertionError(first.batches() + " is not " + second.batches());
    }
    first.batches().forEach(Decoding::keep);
    return answer;
  }

  private IngestAnswer send(RecordingIntake intake, IngestHead head, byte[] body) {
    ByteBudget budget = new ByteBudget(96 << 20);
    Upload upload = new Collector(List.of(maker.apply(intake)), budget).open(head);
    upload.add(body, 0, body.length);
    IngestAnswer answer = upload.finish().toCompletableFuture().join();
    if (budget.used() != 0) {
      throw new AssertionError(budget.used() + " bytes of the budget are lost");
    }
    return answer;
  }

  private static void keep(Batch batch) {
    Batch safe = BatchRedactor.builtIn().redact(batch);
    Batch read = BatchCodec.decode(BatchCodec.encode(safe));
    if (!read.equals(safe)) {
      throw new AssertionError(read + " was written as " + safe);
    }
  }
}
