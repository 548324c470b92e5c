// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.BatchHeader.InstanceFacts;
import io.gatehouse.protocol.BatchWriter;
import io.gatehouse.protocol.WireRecord.Request;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets in 100,000 random exchanges are found nowhere behind the exchange: not in the queue, not
 * in the files of the spool, not in what is sent. What is no secret is found in each of these, so
 * that looking there means something.
 */
class PlantedSecretsTest {

  private static final int DOCUMENTS = 100_000;

  /** As many as the queue has room for. */
  private static final int ROUND = 100;

  /** Of a file; journals are long, and used from their beginning. */
  private static final long FIRST_BYTES = 256 << 10;

  /** In each secret. */
  private static final String SECRET = "zqhush";

  /** In each exchange, and no secret. */
  private static final String KEPT = "plainword";

  private static final String[] SECRET_NAMES = {
    "password", "api_key", "Access-Token", "clientSecret", "sessionId", "SIGNATURE", "cvv"
  };
  private static final String[] NAMES = {"id", "größe", "a.b", "item", "x y", "", "author"};

  private final SdkMetrics metrics = new SdkMetrics();
  private final Aggregation aggregation = new Aggregation(metrics, 1 << 20);
  private final LiveSettings settings =
      new LiveSettings(10_000, RequestLogPolicy.all().bodies(true), Redaction.defaults());
  private final Random random = new Random(11);
  private final List<String> sent = new ArrayList<>();
  private HttpServerHandler handler;
  @TempDir Path directory;

  @BeforeEach
  void create() {
    handler =
        new HttpServerHandler(
            aggregation, metrics, settings, new VirtualClock(), () -> {}, null, null);
  }

  @Test
  void e1_secretsOfRandomExchanges_areFoundNowhereBehindThem() throws Exception {
    try (DiskSpool spool = DiskSpool.open(directory, 8 << 20, metrics)) {
      Reporter reporter = reporter(spool);
      reporter.begin();
      for (int round = 0; round < DOCUMENTS / ROUND; round++) {
        for (int i = 0; i < ROUND; i++) {
          exchange(i);
        }
        if (round % 4 == 0) {
          assertNothingIn("the queue", queued());
          continue;
        }
        reporter.seal();
        assertNothingIn("the spool", spooled(spool));
        reporter.sendAll();
        assertNothingIn("what is sent", String.join("\n", sent));
        sent.clear();
      }
    }
    assertThat(metrics.recorded()).isEqualTo(DOCUMENTS);
    assertThat(metrics.droppedRequestLogs()).isZero();
  }

  private static void assertNothingIn(String place, String text) {
    assertThat(text.contains(KEPT)).as("what is no secret is in %s", place).isTrue();
    int at = text.indexOf(SECRET);
    assertThat(at < 0 ? "" : text.substring(Math.max(0, at - 200), at + 40)).as(place).isEmpty();
  }

  private String queued() {
    StringBuilder lines = new StringBuilder();
    for (Request one : aggregation.drainRequests()) {
      lines.append(one).append(BatchWriter.line(one));
    }
    return lines.toString();
  }

  /** All files as they are, and what is packed in them. */
  private String spooled(DiskSpool spool) throws IOException {
    StringBuilder text = new StringBuilder();
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        int first = (int) Math.min(Files.size(file), FIRST_BYTES);
        byte[] bytes = new byte[first];
        try (InputStream in = Files.newInputStream(file)) {
          assertThat(in.readNBytes(bytes, 0, first)).isEqualTo(first);
        }
        text.append(new String(bytes, ISO_8859_1));
        if (file.toString().endsWith(".segment")) {
          SpoolSegment segment = new SpoolSegment(file, spool.instance());
          List<SpoolSegment.Stored> all = new ArrayList<>();
          segment.recover(all::add, new SdkMetrics());
          for (SpoolSegment.Stored one : all) {
            text.append(new String(segment.read(one).body(), UTF_8));
          }
        }
      }
    }
    return text.toString();
  }

  private Reporter reporter(Spool spool) {
    return new Reporter(
        aggregation,
        spool,
        payload -> {
          sent.add(new String(payload.body(), UTF_8));
          return SendResult.ACCEPTED;
        },
        metrics,
        settings,
        new VirtualClock(),
        new Random(3),
        "prod",
        new InstanceFacts("test", "1", null, null, null, null));
  }

  private void exchange(int number) {
    String type =
        switch (number % 4) {
          case 0 -> "application/x-www-form-urlencoded";
          case 1 -> "text/plain";
          default -> "application/json; charset=utf-8";
        };
    Exchange exchange =
        handler.begin(
            new FakeRequest("POST")
                .withQuery(pick(SECRET_NAMES) + '=' + secret() + "&lang=en&" + form())
                .withHeader("Content-Type", type)
                .withHeader("Authorization", "Basic " + secret())
                .withHeader("X-" + pick(SECRET_NAMES), secret())
                .withHeader("X-Note", "as " + pattern())
                .withHeader("Referer", "https://me:" + secret() + "@shop.example/?a=1&token=x"));
    write(exchange.requestBody(), body(number));
    BodyTap response = exchange.responseBody();
    response.begin(type, null);
    write(response, body(number));
    exchange.log(0, "INFO", "shop", "said " + pattern() + " to " + KEPT);
    if (number % 10 == 0) {
      exchange.error(new IllegalStateException("password=" + secret() + " is wrong"));
    }
    exchange.end(
        FakeResponse.of(number % 10 == 0 ? 500 : 200)
            .withHeader("Set-Cookie", "id=" + secret())
            .withHeader("Location", "/next?code=1&signature=" + secret()));
  }

  private String body(int number) {
    return switch (number % 4) {
      case 0 -> form();
      case 1 -> "Dear " + KEPT + ", use " + pattern() + " or token: " + secret() + ".\n";
      case 2 -> object(0);
      // Cut off: nobody can tell what is a secret in it.
      default -> object(0).substring(0, 4 + random.nextInt(4)) + "\"password\":\"" + secret();
    };
  }

  private String form() {
    return "word=" + KEPT + '&' + pick(SECRET_NAMES) + '=' + secret() + "&b=" + secretToken();
  }

  private String object(int depth) {
    StringBuilder json = new StringBuilder("{\"word\":\"" + KEPT + '"');
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      switch (random.nextInt(3)) {
        case 0 -> json.append(member(pick(SECRET_NAMES), "\"" + secret() + "\""));
        case 1 -> json.append(member(pick(NAMES), "\"" + pattern() + "\""));
        default -> json.append(member(pick(NAMES), depth > 3 ? "17" : value(depth)));
      }
    }
    return json.append('}').toString();
  }

  private String value(int depth) {
    return switch (random.nextInt(4)) {
      case 0 -> object(depth + 1);
      case 1 -> "[" + object(depth + 1) + ",true," + object(depth + 1) + "]";
      case 2 -> "\"{\\\"" + pick(SECRET_NAMES) + "\\\":\\\"" + secret() + "\\\"}\"";
      default -> "-1.5e3";
    };
  }

  private static String member(String name, String value) {
    return ",\"" + name + "\":" + value;
  }

  /** Looks like nothing; only its place tells that it is a secret. */
  private String secret() {
    return SECRET + Long.toString(random.nextLong() >>> 1, 36);
  }

  /** A secret by what it looks like. */
  private String pattern() {
    return random.nextBoolean() ? "Bearer " + secret() + "Ab0123456789" : secretToken();
  }

  private String secretToken() {
    return "sk_live_" + secret() + "Ab0123456789";
  }

  private String pick(String... from) {
    return from[random.nextInt(from.length)];
  }

  private static void write(BodyTap tap, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    tap.append(bytes, 0, bytes.length);
  }
}
