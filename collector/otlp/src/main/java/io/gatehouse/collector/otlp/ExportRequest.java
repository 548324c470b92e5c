// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import io.gatehouse.collector.decode.GunzipStream;
import io.gatehouse.collector.decode.MessageIds;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.CountSource;
import io.gatehouse.storage.IngestOutcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The body of one export request, from its bytes to batches. Used by one thread. */
final class ExportRequest {

  private static final int GRPC_HEADER_BYTES = 5;

  private final Signal signal;
  private final Encoding encoding;
  private final SignalSink.Sender sender;
  private final CumulativeSeries series;
  private final @Nullable PayloadKeys keys;
  private Corrections corrections = new Corrections();
  private SignalSink sink;

  /** Lists of a JSON body that others of the same name follow. */
  private Set<Long> leftOut = Set.of();

  ExportRequest(
      Signal signal,
      Encoding encoding,
      SignalSink.Sender sender,
      CumulativeSeries series,
      @Nullable PayloadKeys keys) {
    this.keys = keys;
    this.signal = signal;
    this.encoding = encoding;
    this.sender = sender;
    this.series = series;
    this.sink = newSink();
  }

  private OtlpSink entrance() {
    return keys == null ? sink : new KeyedSink(sink, keys);
  }

  private SignalSink newSink() {
    return switch (signal) {
      case TRACES -> new SpanSink(sender, corrections);
      case METRICS -> new MetricSink(sender, corrections, series);
      case LOGS -> new LogSink(sender, corrections);
    };
  }

  /**
   * One batch for each instance and environment.
   *
   * @throws MalformedOtlpException when nothing of it can be used
   * @throws io.gatehouse.collector.decode.TooLargeException when it holds too much
   */
  List<Batch> read(byte[] body) throws IOException {
    byte[] message = encoding == Encoding.GRPC ? unframed(body) : body;
    try {
      decode(message);
    } catch (IOException e) {
      undo();
      throw e;
    }
    sink.finish();
    return batches(MessageIds.ofBytes(body, 0, body.length).toUuid());
  }

  private void decode(byte[] message) throws IOException {
    try {
      decodeOnce(message);
    } catch (JsonCursor.RepeatedListException e) {
      undo();
      try (InputStream in = open(message)) {
        leftOut = JsonCursor.repeatedLists(in);
      }
      corrections = new Corrections();
      corrections.add(
          IngestOutcome.Kind.CORRECTED,
          "list-repeated",
          "a list came again in its object; the last one counts",
          leftOut.size());
      sink = newSink();
      decodeOnce(message);
    }
  }

  private void decodeOnce(byte[] message) throws IOException {
    try {
      reading(message, cursor -> OtlpDecoder.read(signal, cursor, corrections, entrance()));
    } catch (OtlpDecoder.LateEnvelopeException e) {
      undo();
      decodeReadingAhead(message);
    }
  }

  private void decodeReadingAhead(byte[] message) throws IOException {
    OtlpDecoder.Envelopes envelopes = new OtlpDecoder.Envelopes();
    reading(message, cursor -> OtlpDecoder.scan(signal, cursor, sink, envelopes));
    corrections = new Corrections();
    sink = newSink();
    reading(
        message, cursor -> OtlpDecoder.read(signal, cursor, corrections, entrance(), envelopes));
  }

  private interface Reading {
    void read(Cursor cursor) throws IOException;
  }

  private void reading(byte[] message, Reading reading) throws IOException {
    if (encoding != Encoding.JSON && !GunzipStream.isGzip(message)) {
      reading.read(new ProtobufCursor(message, corrections));
      return;
    }
    try (InputStream in = open(message)) {
      reading.read(cursor(in));
    }
  }

  private static InputStream open(byte[] message) throws IOException {
    return GunzipStream.isGzip(message)
        ? new GunzipStream(message, OtlpLimits.INFLATED_BYTES)
        : new ByteArrayInputStream(message);
  }

  private Cursor cursor(InputStream in) throws IOException {
    return encoding == Encoding.JSON
        ? new JsonCursor(in, signal, leftOut, corrections)
        : new ProtobufCursor(in, corrections);
  }

  /** The one message of a unary call. */
  private static byte[] unframed(byte[] body) throws MalformedOtlpException {
    if (body.length < GRPC_HEADER_BYTES) {
      throw new MalformedOtlpException("a call without a message");
    }
    long length = 0;
    for (int i = 1; i < GRPC_HEADER_BYTES; i++) {
      length = length << 8 | (body[i] & 0xFF);
    }
    boolean compressed = body[0] == 1;
    byte[] message = Arrays.copyOfRange(body, GRPC_HEADER_BYTES, body.length);
    if (length != message.length || compressed != GunzipStream.isGzip(message)) {
      throw new MalformedOtlpException("a call of another form than one message");
    }
    return message;
  }

  private List<Batch> batches(UUID content) {
    List<Batch> batches = new ArrayList<>();
    for (Staging.Parts parts : sink.staging.all()) {
      CountSource source = sink.source(parts);
      boolean monitored = signal == Signal.METRICS || series.knows(parts.origin.instance());
      Batch.Builder batch =
          parts
              .batch(sender.nowMillis(), source, monitored)
              .messageId(MessageIds.derive(content, batches.size()));
      if (batches.isEmpty()) {
        batch.outcomes(corrections.toOutcomes());
      }
      batches.add(batch.build());
    }
    return batches;
  }

  /** What was not taken as it came. */
  Corrections corrections() {
    return corrections;
  }

  IngestAnswerText answer() {
    return new IngestAnswerText(sink.rejections.total(), sink.rejections.message());
  }

  /**
   * What the sender is told.
   *
   * @param message empty when there is nothing to say
   */
  record IngestAnswerText(long rejected, String message) {}

  /** The batches are stored. */
  void stored() {
    if (sink instanceof MetricSink metrics) {
      metrics.stored();
    }
  }

  /** The batches are not stored; the request will come again. */
  void undo() {
    if (sink instanceof MetricSink metrics) {
      metrics.changes().undo();
    }
  }
}
