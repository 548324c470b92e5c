// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol;

import io.gatehouse.protocol.WireRecord.Body;
import io.gatehouse.protocol.WireRecord.BodyState;
import io.gatehouse.protocol.WireRecord.Failure;
import io.gatehouse.protocol.WireRecord.Header;
import io.gatehouse.protocol.WireRecord.LogLine;
import io.gatehouse.protocol.WireRecord.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the members of one request record; used for one line. */
final class RequestReader {

  private @Nullable UUID id;
  private long startMicros;
  private @Nullable String method;
  private String route = "";
  private String url = "";
  private int status;
  private @Nullable String consumer;
  private @Nullable String key;
  private @Nullable String refusal;
  private boolean failed;
  private boolean aborted;
  private long durationMicros = -1;
  private long requestBytes = -1;
  private long responseBytes = -1;
  private @Nullable String clientAddress;
  private @Nullable String traceId;
  private List<Header> requestHeaders = List.of();
  private List<Header> responseHeaders = List.of();
  private Body requestBody = Body.NONE;
  private Body responseBody = Body.NONE;
  private @Nullable Failure exception;
  private List<LogLine> logs = List.of();

  private RequestReader() {}

  static Request read(JsonReader json) throws ProtocolException {
    RequestReader reader = new RequestReader();
    while (json.nextMember()) {
      reader.member(json);
    }
    return reader.result(json);
  }

  private void member(JsonReader json) throws ProtocolException {
    switch (json.text()) {
      case "id" -> id = UUID.fromString(json.readString());
      case "startMicros" -> startMicros = json.readLong();
      case "method" -> method = json.readString();
      case "route" -> route = json.readString();
      case "url" -> url = json.readString();
      case "status" -> status = json.readInt();
      case "consumer" -> consumer = json.readString();
      case "key" -> key = json.readString();
      case "refusal" -> refusal = json.readString();
      case "failed" -> failed = json.readBoolean();
      case "aborted" -> aborted = json.readBoolean();
      case "durationMicros" -> durationMicros = json.readLong();
      case "requestBytes" -> requestBytes = json.readLong();
      case "responseBytes" -> responseBytes = json.readLong();
      case "clientAddress" -> clientAddress = json.readString();
      case "traceId" -> traceId = json.readString();
      case "requestHeaders" -> requestHeaders = headers(json);
      case "responseHeaders" -> responseHeaders = headers(json);
      case "requestBody" -> requestBody = body(json);
      case "responseBody" -> responseBody = body(json);
      case "exception" -> exception = failure(json);
      case "logs" -> logs = logs(json);
      default -> json.skipValue();
    }
  }

  private Request result(JsonReader json) throws ProtocolException {
    if (id == null || method == null) {
      throw json.error("a request needs id and method");
    }
    return new Request(
        id,
        startMicros,
        method,
        route,
        url,
        status,
        consumer,
        key,
        refusal,
        failed,
        aborted,
        durationMicros,
        requestBytes,
        responseBytes,
        clientAddress,
        traceId,
        requestHeaders,
        responseHeaders,
        requestBody,
        responseBody,
        exception,
        logs);
  }

  private static List<Header> headers(JsonReader json) throws ProtocolException {
    List<Header> headers = new ArrayList<>();
    json.beginArray();
    while (json.nextElement()) {
      json.beginArray();
      headers.add(new Header(json.readString(), json.readString()));
      if (json.nextElement()) {
        throw json.error("a header is a name and a value");
      }
    }
    return headers;
  }

  private static Body body(JsonReader json) throws ProtocolException {
    BodyState state = BodyState.NONE;
    String text = null;
    json.beginObject();
    while (json.nextMember()) {
      switch (json.text()) {
        case "state" -> state = state(json);
        case "text" -> text = json.readString();
        default -> json.skipValue();
      }
    }
    return new Body(state, text);
  }

  private static BodyState state(JsonReader json) throws ProtocolException {
    String text = json.readString();
    for (BodyState state : BodyState.values()) {
      if (state.name().toLowerCase(Locale.ROOT).equals(text)) {
        return state;
      }
    }
    throw json.error("an unknown state of a body");
  }

  private static Failure failure(JsonReader json) throws ProtocolException {
    String type = "";
    String message = "";
    String stacktrace = null;
    json.beginObject();
    while (json.nextMember()) {
      switch (json.text()) {
        case "type" -> type = json.readString();
        case "message" -> message = json.readString();
        case "stacktrace" -> stacktrace = json.readString();
        default -> json.skipValue();
      }
    }
    return new Failure(type, message, stacktrace);
  }

  private static List<LogLine> logs(JsonReader json) throws ProtocolException {
    List<LogLine> logs = new ArrayList<>();
    json.beginArray();
    while (json.nextElement()) {
      long micros = 0;
      String level = "info";
      String message = "";
      String logger = null;
      json.beginObject();
      while (json.nextMember()) {
        switch (json.text()) {
          case "micros" -> micros = json.readLong();
          case "level" -> level = json.readString();
          case "message" -> message = json.readString();
          case "logger" -> logger = json.readString();
          default -> json.skipValue();
        }
      }
      logs.add(new LogLine(micros, level, message, logger));
    }
    return logs;
  }
}
