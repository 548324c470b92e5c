// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.apitoolkit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.Limits;
import io.gatehouse.storage.RequestLog.Header;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one span with which SDKs of the second generation tell about a request or an outgoing call.
 * What it tells is that of the first generation, as attributes.
 */
public final class SdkSpan {

  private static final Set<String> NAMES = Set.of("apitoolkit-http-span", "monoscope.http");
  private static final List<String> PREFIXES = List.of("apitoolkit.", "monoscope.");
  private static final String REQUEST_HEADER = "http.request.header.";
  private static final String RESPONSE_HEADER = "http.response.header.";
  private static final Set<String> PLACED =
      Set.of(
          "net.host.name",
          "http.route",
          "http.target",
          "http.request.method",
          "http.response.status_code",
          "http.request.query_params",
          "http.request.path_params",
          "http.request.body",
          "http.response.body");

  @FunctionalInterface
  private interface Reader<T> {
    T read(JsonParser parser) throws IOException;
  }

  private final Map<String, @Nullable Object> attributes;
  private final Corrections corrections;

  private SdkSpan(Map<String, @Nullable Object> attributes, Corrections corrections) {
    this.attributes = attributes;
    this.corrections = corrections;
  }

  /** Whether a span is one of these, whatever its kind. */
  public static boolean isOne(String name, Map<String, @Nullable Object> attributes) {
    return NAMES.contains(name)
        || attributes.get("apitoolkit.sdk_type") != null
        || attributes.get("monoscope.sdk_type") != null;
  }

  /** Whether the message that is made of the span tells the attribute. */
  public static boolean isPlaced(String name) {
    return PLACED.contains(name)
        || name.startsWith(REQUEST_HEADER)
        || name.startsWith(RESPONSE_HEADER)
        || PREFIXES.stream().anyMatch(name::startsWith);
  }

  /**
   * @param attributes texts, booleans, longs, doubles, lists and maps by name
   */
  public static SdkMessage read(
      Map<String, @Nullable Object> attributes,
      long startNanos,
      long endNanos,
      Corrections corrections) {
    SdkMessage message = new SdkMessage();
    message.startMicros = startNanos / 1_000;
    message.durationNanos = Math.max(0, endNanos - startNanos);
    new SdkSpan(attributes, corrections).fill(message);
    return message;
  }

  private void fill(SdkMessage message) {
    String type = own("sdk_type");
    message.sdkType = type == null ? "" : corrections.cut(type, 64, "sdk-type-cut");
    message.host = text("net.host.name");
    message.method = text("http.request.method");
    message.urlPath = text("http.route");
    message.rawUrl = text("http.target");
    message.status = status(text("http.response.status_code"));
    message.queryParams = json(text("http.request.query_params"), SdkJson::params, Map.of());
    message.pathParams = json(text("http.request.path_params"), SdkJson::params, Map.of());
    message.requestBody = text("http.request.body");
    message.responseBody = text("http.response.body");
    message.requestHeaders = headers(REQUEST_HEADER, message.sdkType);
    message.responseHeaders = headers(RESPONSE_HEADER, message.sdkType);
    message.msgId = own("msg_id");
    message.parentId = own("parent_id");
    message.serviceVersion = own("service_version");
    message.errors =
        json(own("errors"), parser -> SdkError.list(parser, corrections), List.<SdkError>of());
    message.tags = tags();
    mend(message);
  }

  private static void mend(SdkMessage message) {
    String route = MessageRows.orEmpty(message.urlPath);
    String target = MessageRows.orEmpty(message.rawUrl);
    if (message.sdkType.equals("PythonFlask") && (route.contains("?") || target.contains("<"))) {
      message.urlPath = target;
      message.rawUrl = route;
    }
    if (message.sdkType.equals("PythonOutgoing") && message.parentMessageId() == null) {
      message.parentId = message.msgId;
      message.msgId = null;
    }
    if (message.sdkType.equals("JsAxiosOutgoing")) {
      // What it gives for these is the query.
      message.pathParams = Map.of();
    }
  }

  private static int status(@Nullable String told) {
    if (told == null || told.length() > 20) {
      return 0;
    }
    try {
      return MessageReader.status(Double.parseDouble(told));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private @Nullable String own(String suffix) {
    for (String prefix : PREFIXES) {
      String text = text(prefix + suffix);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private @Nullable String text(String name) {
    return scalar(attributes.get(name));
  }

  private static @Nullable String scalar(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.isEmpty() ? null : scalar(list.get(0));
    }
    boolean scalar = value instanceof String || value instanceof Number || value instanceof Boolean;
    return scalar ? SdkJson.clean(String.valueOf(value)) : null;
  }

  private <T> T json(@Nullable String text, Reader<T> reader, T missing) {
    if (text == null || text.isEmpty()) {
      return missing;
    }
    try (JsonParser parser = SdkJson.FACTORY.createParser(text)) {
      parser.nextToken();
      return reader.read(parser);
    } catch (IOException e) {
      corrections.rejected("attribute-not-json", "%d characters".formatted(text.length()));
      return missing;
    }
  }

  /** An array, the JSON of one, or the JSON of a text with commas. */
  private List<String> tags() {
    for (String prefix : PREFIXES) {
      Object value = attributes.get(prefix + "tags");
      if (value instanceof List<?> list) {
        List<String> tags = new ArrayList<>();
        for (Object element : list) {
          String tag = scalar(element);
          if (tag != null && !tag.isBlank()) {
            tags.add(tag);
          }
        }
        return tags;
      }
      if (value instanceof String text) {
        return json(text, SdkSpan::tags, List.of());
      }
    }
    return List.of();
  }

  private static List<String> tags(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      return MessageReader.tags(parser);
    }
    List<String> tags = new ArrayList<>();
    for (String tag : parser.getText().split(",", -1)) {
      if (!tag.isBlank()) {
        tags.add(tag.strip());
      }
    }
    return tags;
  }

  private List<Header> headers(String prefix, String sdkType) {
    List<Header> headers = new ArrayList<>();
    for (Map.Entry<String, @Nullable Object> entry : attributes.entrySet()) {
      if (!entry.getKey().startsWith(prefix)) {
        continue;
      }
      String name = entry.getKey().substring(prefix.length()).toLowerCase(Locale.ROOT);
      Object told = entry.getValue();
      List<?> values =
          told instanceof List<?> list ? list : told == null ? List.of() : List.of(told);
      for (Object value : values) {
        String text = headerText(scalar(value), sdkType);
        if (text != null && headers.size() < Limits.HEADERS) {
          headers.add(new Header(name, corrections.cut(text, Limits.HEADER_VALUE, "header-cut")));
        }
      }
    }
    return headers;
  }

  private static @Nullable String headerText(@Nullable String text, String sdkType) {
    if (text == null || text.equals("undefined")) {
      return null;
    }
    boolean list = sdkType.equals("PythonOutgoing") && text.startsWith("['") && text.endsWith("']");
    return list && text.length() >= 4 ? text.substring(2, text.length() - 2) : text;
  }
}
