// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/** Random sync messages together with what they must add up to, per endpoint, status and value. */
final class Syncs {

  private static final String[] ROUTES = {"/a", "/b/:id", "/c", "/d/:id/e"};

  private final Random random;
  private final UUID instance = UUID.randomUUID();

  Syncs(long seed) {
    random = new Random(seed);
  }

  /** Sums of one endpoint. */
  record Sums(long requests, long clientErrors, long serverErrors, long in, long out) {
    static final Sums NONE = new Sums(0, 0, 0, 0, 0);

    Sums plus(Sums other) {
      return new Sums(
          requests + other.requests,
          clientErrors + other.clientErrors,
          serverErrors + other.serverErrors,
          in + other.in,
          out + other.out);
    }
  }

  /** A message and its sums by {@code METHOD route}. */
  record Sync(UUID id, byte[] body, TreeMap<String, Sums> sums) {}

  Sync next(double timestamp) {
    UUID id =
        new UUID((random.nextLong() & ~0xF000L) | 0x4000L, (random.nextLong() >>> 2) | 1L << 63);
    TreeMap<String, Sums> sums = new TreeMap<>();
    List<String> rows = new ArrayList<>();
    int count = 1 + random.nextInt(12);
    for (int i = 0; i < count; i++) {
      String route = ROUTES[random.nextInt(ROUTES.length)];
      int status = new int[] {200, 200, 201, 404, 500}[random.nextInt(5)];
      long requests = 1L + random.nextInt(9);
      long in = random.nextInt(5_000);
      long out = random.nextInt(50_000);
      String consumer = "c" + random.nextInt(6);
      rows.add(
          ("{\"consumer\":\"%s\",\"method\":\"GET\",\"path\":\"%s\",\"status_code\":%d,"
                  + "\"request_count\":%d,\"request_size_sum\":%d,\"response_size_sum\":%d,"
                  + "\"response_times\":{\"%d\":%d},\"request_sizes\":{},\"response_sizes\":{}}")
              .formatted(
                  consumer, route, status, requests, in, out, 10 * random.nextInt(90), requests));
      sums.merge(
          "GET " + route,
          new Sums(
              requests,
              status / 100 == 4 ? requests : 0,
              status / 100 == 5 ? requests : 0,
              in,
              out),
          Sums::plus);
    }
    String body =
        String.format(
            Locale.ROOT,
            "{\"timestamp\":%f,\"instance_uuid\":\"%s\",\"message_uuid\":\"%s\",\"requests\":[%s],"
                + "\"validation_errors\":[],\"server_errors\":[],\"consumers\":[]}",
            timestamp,
            instance,
            id,
            String.join(",", rows));
    return new Sync(id, body.getBytes(StandardCharsets.UTF_8), sums);
  }
}
