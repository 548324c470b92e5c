// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.gatehouse.collector.IngestAnswer;

/** Refusals as RFC 9457 problems. */
final class Problems {

  private Problems() {}

  static IngestAnswer of(int status, String title, String detail) {
    String json =
        "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
            .formatted(quote(title), status, quote(detail));
    return IngestAnswer.of(status, "application/problem+json", json.getBytes(UTF_8));
  }

  private static String quote(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }
}
