// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.protocol.Settings.Target;
import io.gatehouse.protocol.redact.Buffers;
import io.gatehouse.protocol.redact.Redactor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** How much the redactor reads in a second of one core. */
final class RedactorBenchmark {

  private static final int TEXTS = 500;
  private static final int ROUNDS = 9;
  private static final long ROUND_NANOS = 200_000_000;
  private static final double TARGET = 50;
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Redactor redactor = new Redactor(List.of(), false);
  private final Random random = new Random(1);

  private RedactorBenchmark() {}

  /** Redacts a text. */
  private interface Redaction {
    @Nullable String apply(String text);
  }

  static void run(Report report) {
    new RedactorBenchmark().all(report);
  }

  private void all(Report report) {
    measure(report, "JSON bodies", json(), this::bytes);
    measure(
        report,
        "JSON bodies, as text",
        json(),
        text -> redactor.body(Target.REQUEST_BODY, "POST /a", text, JSON));
    measure(
        report,
        "forms",
        texts(this::form),
        text -> redactor.body(Target.REQUEST_BODY, "POST /a", text, FORM));
    measure(
        report, "addresses", texts(this::form), text -> redactor.url("GET /a", "/a", "/a", text));
    measure(report, "log lines", texts(this::line), redactor::text);
    measure(
        report,
        "header values",
        texts(this::line),
        text -> redactor.header(Target.REQUEST_HEADER, "GET /a", "X-Note", text));
  }

  private @Nullable String bytes(String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    byte[] longer = Arrays.copyOf(utf8, utf8.length + Buffers.SLACK);
    return redactor.body(Target.REQUEST_BODY, "POST /a", longer, utf8.length, JSON);
  }

  private static void measure(Report report, String what, List<String> texts, Redaction redaction) {
    double bytes = texts.stream().mapToLong(text -> text.getBytes(UTF_8).length).sum();
    double[] speeds = new double[ROUNDS];
    for (int round = -3; round < ROUNDS; round++) {
      long started = Report.cpuNanos();
      int passes = 0;
      while (Report.cpuNanos() - started < ROUND_NANOS) {
        for (String text : texts) {
          if (redaction.apply(text) == null) {
            throw new IllegalStateException("not understood: " + text);
          }
        }
        passes++;
      }
      if (round >= 0) {
        speeds[round] = passes * bytes / 1e6 / ((Report.cpuNanos() - started) / 1e9);
      }
    }
    double median = Report.median(speeds);
    report.line(
        "%-22s %,6.0f MB/s on one core: ratio to the target %.1f", what, median, median / TARGET);
  }

  private interface Text {
    String make();
  }

  private static List<String> texts(Text text) {
    return java.util.stream.Stream.generate(text::make).limit(TEXTS).toList();
  }

  private List<String> json() {
    return texts(
        () -> {
          StringJoiner items = new StringJoiner(",");
          for (int i = 0; i < 16; i++) {
            items.add(
                String.format(
                    Locale.ROOT,
                    "{\"sku\":\"SKU-%05d\",\"name\":\"A thing of number %d\",\"quantity\":%d,"
                        + "\"price\":%.2f,\"in_stock\":true}",
                    random.nextInt(99_999),
                    i,
                    random.nextInt(9),
                    random.nextDouble() * 100));
          }
          return "{\"customer\":{\"id\":%d,\"email\":\"c%d@shop.test\"},\"password\":\"p%d\",\"items\":[%s]}"
              .formatted(random.nextInt(), random.nextInt(999), random.nextInt(), items);
        });
  }

  private String form() {
    StringJoiner form = new StringJoiner("&");
    for (int i = 0; i < 20; i++) {
      form.add("field_" + i + "=value+number+" + random.nextInt(10_000));
    }
    return form + "&token=t" + random.nextInt();
  }

  private String line() {
    return "Order %d of customer c-%d could not be sent to https://mail.shop.test/send?id=%d: the answer was 503 after 1200 ms"
        .formatted(random.nextInt(99_999), random.nextInt(9_999), random.nextInt(99));
  }
}
