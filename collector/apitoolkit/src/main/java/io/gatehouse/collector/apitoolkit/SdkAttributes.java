// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.apitoolkit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.storage.RequestLog.Body;
import io.gatehouse.storage.RequestLog.Header;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what has no place of its own as the attributes of a request or a span. */
final class SdkAttributes {

  private SdkAttributes() {}

  @FunctionalInterface
  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private static String object(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = SdkJson.FACTORY.createGenerator(text)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text cannot be written", e);
    }
    return text.toString();
  }

  static String ofRequest(SdkMessage message) {
    return object(
        json -> {
          common(json, message);
          text(json, "http.route.original", original(message));
          params(json, "path_params", message.pathParams);
          text(json, "referer", message.referer);
          text(json, "parent_id", message.parentId);
        });
  }

  private static @Nullable String original(SdkMessage message) {
    String told = message.urlPath;
    return told == null || told.equals(Templates.of(told)) ? null : told;
  }

  private static void common(JsonGenerator json, SdkMessage message) throws IOException {
    text(json, "sdk_type", message.sdkType);
    text(json, "service_version", message.serviceVersion);
    if (!message.tags.isEmpty()) {
      json.writeArrayFieldStart("tags");
      for (String tag : message.tags) {
        json.writeString(tag);
      }
      json.writeEndArray();
    }
  }

  static String ofOutgoing(
      SdkMessage message, RequestTarget target, String route, int status, Corrections corrections) {
    return object(
        json -> {
          common(json, message);
          text(json, "http.request.method", message.method);
          if (status != 0) {
            json.writeNumberField("http.response.status_code", status);
          }
          text(json, "server.address", target.knownHost());
          text(json, "url.full", target.url());
          text(json, "url.template", route);
          text(json, "parent_id", message.parentId);
          headers(json, "request_headers", message.requestHeaders);
          headers(json, "response_headers", message.responseHeaders);
          String sdk = message.sdkType;
          body(
              json,
              "request_body",
              SdkBodies.of(message.requestBody, message.requestHeaders, sdk, corrections));
          body(
              json,
              "response_body",
              SdkBodies.of(message.responseBody, message.responseHeaders, sdk, corrections));
          errors(json, message.errors);
        });
  }

  private static void text(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null && !value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }

  private static void params(JsonGenerator json, String name, Map<String, String> params)
      throws IOException {
    if (!params.isEmpty()) {
      json.writeObjectFieldStart(name);
      for (Map.Entry<String, String> param : params.entrySet()) {
        json.writeStringField(param.getKey(), param.getValue());
      }
      json.writeEndObject();
    }
  }

  private static void headers(JsonGenerator json, String name, List<Header> headers)
      throws IOException {
    Map<String, String> joined = new LinkedHashMap<>();
    for (Header header : headers) {
      joined.merge(header.name(), header.value(), (one, other) -> one + ", " + other);
    }
    params(json, name, joined);
  }

  /** JSON stays JSON, so that its fields are masked by their names. */
  private static void body(JsonGenerator json, String name, Body body) throws IOException {
    String text = body.text();
    if (text == null || body.base64()) {
      return;
    }
    json.writeFieldName(name);
    if (isObjectOrArray(text)) {
      json.writeRawValue(text);
    } else {
      json.writeString(text);
    }
  }

  private static boolean isObjectOrArray(String text) {
    if (!text.startsWith("{") && !text.startsWith("[")) {
      return false;
    }
    try (JsonParser parser = SdkJson.FACTORY.createParser(text)) {
      parser.nextToken();
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  private static void errors(JsonGenerator json, List<SdkError> errors) throws IOException {
    if (errors.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("errors");
    for (SdkError error : errors) {
      json.writeStartObject();
      json.writeStringField("type", error.type());
      json.writeStringField("message", error.message());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
