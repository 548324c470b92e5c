// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.fuzz;

import com.google.protobuf.CodedOutputStream;
import io.gatehouse.collector.IngestHead;
import io.gatehouse.collector.Quota;
import io.gatehouse.collector.apitoolkit.PubsubCollector;
import io.gatehouse.collector.apitoolkit.Topics;
import io.gatehouse.collector.intake.IngestCounters;
import io.gatehouse.collector.testkit.FakeApps;
import io.gatehouse.collector.testkit.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/** What SDKs of APIToolkit publish: one message, or a request in JSON or protobuf. */
final class PubsubTarget implements FuzzTarget {

  private static final String TOPIC = "gh-0123456789abcdefghijklmnopqrstuvwxyz0123";
  private static final String PROJECT = "11111111-2222-4333-8444-555555555555";
  private static final String NAME = "projects/gatehouse/topics/" + TOPIC;
  private static final IngestHead GRPC =
      Decoding.head(
          "/google.pubsub.v1.Publisher/Publish", "", Map.of("Content-Type", "application/grpc"));
  private static final IngestHead JSON =
      Decoding.head("/v1/" + NAME + ":publish", "", Map.of("Content-Type", "application/json"));

  /** Knows one topic. */
  private static final class OneTopic implements Topics {

    @Override
    public KeyAnswer key(String ingestKey) {
      return new KeyAnswer.Unknown();
    }

    @Override
    public TopicAnswer topic(String topicId) {
      return new TopicAnswer.Known(FakeApps.APP, false, PROJECT);
    }
  }

  private interface Wrapping {
    byte[] wrap(byte[] input) throws IOException;
  }

  private final Decoding decoding =
      new Decoding(
          intake -> {
            ManualClock clock = new ManualClock(Decoding.NOW_MILLIS);
            return new PubsubCollector(
                new OneTopic(), Quota.UNLIMITED, intake, new IngestCounters(clock), clock);
          });

  private final IngestHead head;
  private final Wrapping wrapping;

  private PubsubTarget(IngestHead head, Wrapping wrapping) {
    this.head = head;
    this.wrapping = wrapping;
  }

  static PubsubTarget message() {
    return new PubsubTarget(GRPC, input -> framed(request(input)));
  }

  static PubsubTarget json() {
    return new PubsubTarget(JSON, input -> input);
  }

  static PubsubTarget grpc() {
    return new PubsubTarget(GRPC, PubsubTarget::framed);
  }

  private static byte[] request(byte[] data) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    CodedOutputStream part = CodedOutputStream.newInstance(message);
    part.writeByteArray(1, data);
    part.flush();
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(request);
    out.writeString(1, NAME);
    out.writeByteArray(2, message.toByteArray());
    out.flush();
    return request.toByteArray();
  }

  private static byte[] framed(byte[] message) {
    return ByteBuffer.allocate(5 + message.length)
        .put((byte) 0)
        .putInt(message.length)
        .put(message)
        .array();
  }

  @Override
  public void run(byte[] input) throws IOException {
    decoding.check(head, wrapping.wrap(input));
  }
}
