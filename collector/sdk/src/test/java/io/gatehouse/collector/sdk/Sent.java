// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.collector.IngestHead;
import io.gatehouse.collector.testkit.FakeApps;
import io.gatehouse.protocol.BatchWriter;
import io.gatehouse.protocol.Protocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Batches as an SDK sends them. */
final class Sent {

  static final String INSTANCE = "7d1f0a52-4c3b-4f0e-9b7e-0d6c5a4b3c2d";
  static final String HEADER =
      "{\"gatehouse\":1,\"environment\":\"prod\",\"sealedMillis\":%d,\"startup\":true,"
          + "\"instance\":{\"sdk\":\"gatehouse-java\",\"sdkVersion\":\"0.1.0\","
          + "\"framework\":\"servlet\",\"runtime\":\"java 17\",\"appVersion\":\"4.2\"}}\n";

  private Sent() {}

  static String body(long nowMillis, String... lines) {
    return HEADER.formatted(nowMillis) + String.join("\n", lines) + "\n";
  }

  static Map<String, String> headers(long sequence, String body) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Authorization", "Bearer " + FakeApps.TOKEN);
    headers.put(Protocol.BATCH_HEADER, INSTANCE + "/1/" + sequence);
    headers.put(Protocol.HASH_HEADER, BatchWriter.hash(body.getBytes(UTF_8)));
    return headers;
  }

  static IngestHead head(Map<String, String> headers) {
    return new IngestHead("POST", Protocol.BATCHES_PATH, "", headers::get, "192.0.2.7", -1);
  }

  static byte[] gzip(String body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
