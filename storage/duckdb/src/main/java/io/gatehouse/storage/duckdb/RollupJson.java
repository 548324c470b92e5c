// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.storage.duckdb;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.Rollup;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A rollup as an array by position, for those that may have to be taken back. */
final class RollupJson {

  private RollupJson() {}

  static String write(Rollup rollup) {
    return Json.write(
        json -> {
          json.writeStartArray();
          json.writeNumber(rollup.epochMinute());
          json.writeString(rollup.method());
          json.writeString(rollup.route());
          json.writeNumber(rollup.status());
          json.writeString(rollup.consumer());
          json.writeNumber(rollup.requests());
          write(json, rollup.durations());
          json.writeNumber(rollup.durationMicros());
          json.writeNumber(rollup.requestBytes());
          write(json, rollup.requestSizes());
          json.writeNumber(rollup.responseBytes());
          write(json, rollup.responseSizes());
          json.writeNumber(rollup.failed());
          json.writeNumber(rollup.aborted());
          json.writeEndArray();
        });
  }

  private static void write(JsonGenerator json, Histogram histogram) throws IOException {
    json.writeStartArray();
    for (int i = 0; i < histogram.size(); i++) {
      json.writeNumber(histogram.bucket(i));
      json.writeNumber(histogram.count(i));
    }
    json.writeEndArray();
  }

  static Rollup read(String text) {
    return Json.read(
        text,
        json ->
            new Rollup(
                number(json),
                text(json),
                text(json),
                (int) number(json),
                optionalText(json),
                number(json),
                histogram(json),
                number(json),
                number(json),
                histogram(json),
                number(json),
                histogram(json),
                number(json),
                number(json)));
  }

  private static long number(JsonParser json) throws IOException {
    json.nextToken();
    return json.getLongValue();
  }

  private static @Nullable String optionalText(JsonParser json) throws IOException {
    return json.nextToken() == JsonToken.VALUE_NULL ? null : json.getText();
  }

  private static String text(JsonParser json) throws IOException {
    json.nextToken();
    return json.getText();
  }

  private static Histogram histogram(JsonParser json) throws IOException {
    SizeCounts counts = new SizeCounts();
    json.nextToken();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      int bucket = json.getIntValue();
      counts.add(bucket, number(json));
    }
    return counts.histogram();
  }
}
