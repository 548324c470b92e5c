// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.protocol.BatchWriter;
import io.gatehouse.protocol.Protocol;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.UUID;

/** A batch of the native protocol, as text and as requests that send it. */
public record NativeBatch(UUID instance, long sequence, String body) {

  /** A batch with one rollup of the current minute. */
  public static NativeBatch of(long sequence, String route, int requests) {
    String body =
        """
        {"gatehouse":1,"environment":"prod","sealedMillis":%d,"instance":{"sdk":"test","sdkVersion":"1"}}
        {"type":"rollup","minute":%d,"method":"GET","route":"%s","status":200,"requests":%d,\
        "durationMicros":7000,"durations":[318,%d]}
        """
            .formatted(
                System.currentTimeMillis(),
                System.currentTimeMillis() / 60_000,
                route,
                requests,
                requests);
    return new NativeBatch(UUID.randomUUID(), sequence, body);
  }

  /** A request that sends it. */
  public HttpRequest request(String url, String token, long settings) {
    return HttpRequest.newBuilder(URI.create(url + Protocol.BATCHES_PATH))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", Protocol.CONTENT_TYPE)
        .header(Protocol.BATCH_HEADER, instance + "/1/" + sequence)
        .header(Protocol.HASH_HEADER, BatchWriter.hash(body.getBytes(UTF_8)))
        .header(Protocol.SETTINGS_HEADER, Long.toString(settings))
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }
}
