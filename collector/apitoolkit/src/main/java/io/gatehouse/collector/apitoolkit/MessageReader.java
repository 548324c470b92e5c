// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.apitoolkit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.collector.decode.Json;
import io.gatehouse.collector.intake.Corrections;
import java.io.IOException;

/** Reads one published message. Unknown keys are passed over, null is absent. */
final class MessageReader {

  private MessageReader() {}

  /**
   * @throws IOException when it is no JSON object
   */
  static SdkMessage read(byte[] data, Corrections corrections) throws IOException {
    SdkMessage message = new SdkMessage();
    try (JsonParser parser = SdkJson.FACTORY.createParser(data)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not a JSON object");
      }
      Json.fields(parser, (name, value) -> field(message, name, value, corrections));
      if (parser.nextToken() != null) {
        throw new IOException("more than one JSON object");
      }
    }
    return message;
  }

  private static void field(
      SdkMessage message, String name, JsonParser value, Corrections corrections)
      throws IOException {
    switch (name) {
      case "timestamp" -> message.timestamp = SdkJson.text(value);
      case "duration" -> message.durationNanos = SdkJson.number(value);
      case "project_id" -> message.projectId = SdkJson.text(value);
      case "host" -> message.host = SdkJson.text(value);
      case "method" -> message.method = SdkJson.text(value);
      case "url_path" -> message.urlPath = SdkJson.text(value);
      case "raw_url" -> message.rawUrl = SdkJson.text(value);
      case "referer" -> message.referer = SdkJson.text(value);
      case "query_params" -> message.queryParams = SdkJson.params(value);
      case "path_params" -> message.pathParams = SdkJson.params(value);
      case "request_headers" -> message.requestHeaders = SdkJson.headers(value, corrections);
      case "response_headers" -> message.responseHeaders = SdkJson.headers(value, corrections);
      case "request_body" -> message.requestBody = SdkJson.text(value);
      case "response_body" -> message.responseBody = SdkJson.text(value);
      case "status_code" -> message.status = status(SdkJson.number(value));
      default -> more(message, name, value, corrections);
    }
  }

  private static void more(
      SdkMessage message, String name, JsonParser value, Corrections corrections)
      throws IOException {
    switch (name) {
      case "sdk_type" -> {
        String type = SdkJson.text(value);
        message.sdkType = type == null ? "" : corrections.cut(type, 64, "sdk-type-cut");
      }
      case "msg_id" -> message.msgId = SdkJson.text(value);
      case "parent_id" -> message.parentId = SdkJson.text(value);
      case "errors" -> message.errors = SdkError.list(value, corrections);
      case "tags" -> message.tags = tags(value);
      case "service_version" -> message.serviceVersion = SdkJson.text(value);
      default -> value.skipChildren();
    }
  }

  static int status(double told) {
    return told >= 100 && told < 600 ? (int) told : 0;
  }

  static java.util.List<String> tags(JsonParser value) throws IOException {
    return SdkJson.texts(value).stream().filter(tag -> !tag.isBlank()).toList();
  }
}
