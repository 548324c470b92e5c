// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.redact;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.collector.log.BatchCodec;
import io.gatehouse.collector.testkit.Batches;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.ErrorKind;
import io.gatehouse.storage.ErrorRollup;
import io.gatehouse.storage.RequestLog;
import io.gatehouse.storage.RequestLog.Body;
import io.gatehouse.storage.RequestLog.ExceptionInfo;
import io.gatehouse.storage.RequestLog.Header;
import io.gatehouse.storage.RequestLog.LogLine;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Secrets are planted in random documents wherever they may occur; none may reach the log. */
class CanaryTest {

  private static final int DOCUMENTS = Integer.getInteger("gatehouse.canaries", 5_000);
  private static final String[] NAMES = {
    "password",
    "Passwd",
    "PWD",
    "api_key",
    "apiKey",
    "API-KEY",
    "x-secret-value",
    "accessToken",
    "refresh_token",
    "Authorization",
    "cookie",
    "session_id",
    "cardNumber",
    "card_number",
    "cvv",
    "client_secret",
    "privateKey",
    "x-auth",
    "ssn",
    "userPassword2"
  };

  private final BatchRedactor redactor = BatchRedactor.builtIn();

  @Test
  void canaries_neverReachTheLog() {
    for (int seed = 0; seed < DOCUMENTS; seed++) {
      Random random = new Random(seed);
      String canary = "cAnArY" + Math.abs(random.nextLong() | 1L << 60);
      Batch plain = document(random, canary);
      assertThat(new String(BatchCodec.encode(plain), ISO_8859_1)).contains(canary);
      String stored = new String(BatchCodec.encode(redactor.redact(plain)), ISO_8859_1);
      assertThat(stored).as("seed %d", seed).doesNotContain(canary);
    }
  }

  private static Batch document(Random random, String canary) {
    RequestLog plain = Batches.requestLog(new UUID(1, 1));
    String body = random.nextBoolean() ? json(random, canary, 4) : form(random, canary);
    String contentType = body.startsWith("{") ? "application/json" : "";
    if (random.nextInt(4) == 0) {
      body = body.substring(0, random.nextInt(body.length()));
      contentType = "application/json";
    }
    RequestLog log =
        RequestLog.builder(
                plain.id(),
                0,
                "GET",
                "/",
                "https://u:" + canary + "@h/p?" + form(random, canary) + "#" + form(random, canary))
            .status(200)
            .durationMicros(0)
            .requestBytes(0)
            .responseBytes(0)
            .requestHeaders(
                List.of(
                    new Header("Content-Type", contentType),
                    new Header(name(random), canary),
                    new Header("X-Other", text(random, canary))))
            .responseHeaders(List.of(new Header("Location", "/next?" + form(random, canary))))
            .requestBody(Body.ofText(body))
            .responseBody(Body.ofText(text(random, canary)))
            .exception(new ExceptionInfo("E", text(random, canary), text(random, canary), null))
            .logs(List.of(new LogLine(0, "info", text(random, canary), null, null, null)))
            .build();
    ErrorRollup error =
        new ErrorRollup(
            0,
            ErrorKind.SERVER,
            "GET",
            "/",
            null,
            1,
            "E",
            text(random, canary),
            text(random, canary),
            null,
            1);
    return Batches.of(1).requestLogs(List.of(log)).errors(List.of(error)).build();
  }

  private static String name(Random random) {
    return NAMES[random.nextInt(NAMES.length)];
  }

  private static String form(Random random, String canary) {
    return "a=1&" + escapePercent(random, name(random)) + "=" + canary + "&b=2";
  }

  private static String escapePercent(Random random, String name) {
    int at = random.nextInt(name.length());
    return random.nextBoolean()
        ? name
        : name.substring(0, at)
            + "%%%02x".formatted((int) name.charAt(at))
            + name.substring(at + 1);
  }

  private static String text(Random random, String canary) {
    String filler = "x ".repeat(random.nextInt(20));
    return filler
        + switch (random.nextInt(7)) {
          case 0 -> "Bearer " + canary;
          case 1 -> name(random) + "=" + canary;
          case 2 -> "\"" + name(random) + "\": \"" + canary + "\"";
          case 3 -> "-----BEGIN PRIVATE KEY-----\n" + canary;
          case 4 -> "sk_live_" + canary;
          case 5 -> "eyJhbGciOiJIUzI1NiJ9." + canary + ".x";
          default -> "{\\\"" + name(random) + "\\\":\\\"" + canary + "\\\"}";
        }
        + " "
        + filler;
  }

  private static String json(Random random, String canary, int depth) {
    String inner =
        switch (depth == 0 ? 0 : random.nextInt(5)) {
          case 1 -> json(random, canary, depth - 1);
          case 2 -> "[1," + json(random, canary, depth - 1) + "]";
          case 3 -> '"' + json(random, canary, 0).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
          default -> "\"plain\"";
        };
    String secret =
        switch (random.nextInt(3)) {
          case 0 -> "[{\"deep\":\"" + canary + "\"}]";
          case 1 -> "\"" + canary + "\",\"" + name(random) + "\":\"" + canary + "\"";
          default -> "\"" + canary + "\"";
        };
    return "{ \"id\" : 4.50e1 , \"x\":"
        + inner
        + ",\""
        + escapeJson(random, name(random))
        + "\" :\n"
        + secret
        + "}";
  }

  private static String escapeJson(Random random, String name) {
    int at = random.nextInt(name.length());
    return random.nextBoolean()
        ? name
        : name.substring(0, at)
            + "\\u%04x".formatted((int) name.charAt(at))
            + name.substring(at + 1);
  }
}
