// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.collector.decode.GunzipStream;
import io.gatehouse.collector.decode.Json;
import io.gatehouse.collector.decode.Normalise;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.Limits;
import io.gatehouse.storage.Batch;
import io.gatehouse.storage.RequestLog.LogLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One trace event of a Worker, with the SDK's message among its logs. Used by one thread. */
final class TraceEvent {

  private static final String PREFIX = "apitally:";
  private static final int MAX_MESSAGE_BYTES = 1 << 20;

  private final Corrections corrections = new Corrections();
  private final List<LogLine> logs = new ArrayList<>();
  private @Nullable String encoded;
  private @Nullable String method;
  private String url = "";
  private int status;
  private long timestampMillis = -1;

  /** The parser stands on START_OBJECT. */
  void read(JsonParser parser) throws IOException {
    Json.fields(parser, this::field);
  }

  private void field(String name, JsonParser parser) throws IOException {
    switch (name) {
      case "Event" -> Json.fields(parser, this::eventField);
      case "EventTimestampMs" -> timestampMillis = Json.integer(parser, -1);
      case "Logs" -> Json.objects(parser, this::log);
      default -> parser.skipChildren();
    }
  }

  private void eventField(String name, JsonParser parser) throws IOException {
    switch (name) {
      case "Request", "Response" -> Json.fields(parser, this::httpField);
      default -> parser.skipChildren();
    }
  }

  private void httpField(String name, JsonParser parser) throws IOException {
    switch (name) {
      case "URL" -> {
        String text = Json.text(parser);
        url = text == null ? "" : corrections.cut(text, Limits.URL, "url-cut");
      }
      case "Method" -> method = Json.text(parser);
      case "Status" -> {
        long value = Json.integer(parser, 0);
        status = value >= 0 && value <= 999 ? (int) value : 0;
      }
      default -> parser.skipChildren();
    }
  }

  private void log(JsonParser parser) throws IOException {
    String level = null;
    long millis = timestampMillis;
    List<String> messages = List.of();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "Level" -> level = Json.text(parser);
        case "TimestampMs" -> millis = Json.integer(parser, timestampMillis);
        case "Message" -> messages = messages(parser);
        default -> parser.skipChildren();
      }
    }
    for (String message : messages) {
      if (message.startsWith(PREFIX)) {
        encoded = message;
      } else if (logs.size() < Limits.LOG_LINES) {
        String text = LogLineReader.messageOf(message, corrections);
        logs.add(
            new LogLine(
                Math.max(0, millis) * 1000, Normalise.logLevel(level), text, null, null, null));
      }
    }
  }

  private static List<String> messages(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      String single = Json.text(parser);
      return single == null ? List.of() : List.of(single);
    }
    List<String> messages = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String text = Json.text(parser);
      if (text != null) {
        messages.add(text);
      }
    }
    return messages;
  }

  /** Null when the event holds no message of the SDK. */
  @Nullable Batch toBatch(Sender sender, long nowMillis) throws IOException {
    String message = encoded;
    if (message == null) {
      return null;
    }
    byte[] zipped;
    try {
      zipped = Base64.getMimeDecoder().decode(message.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      throw new IOException("no base64 after " + PREFIX, e);
    }
    WorkerMessage worker = new WorkerMessage(corrections);
    try (GunzipStream inflated = new GunzipStream(zipped, MAX_MESSAGE_BYTES);
        JsonParser parser = Json.FACTORY.createParser(inflated)) {
      worker.read(parser);
    }
    long millis = timestampMillis < 0 ? nowMillis : timestampMillis;
    return worker.toBatch(
        sender, new WorkerMessage.Facts(method, url, status, millis, logs), nowMillis);
  }
}
