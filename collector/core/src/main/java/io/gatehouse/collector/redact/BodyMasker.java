// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.redact;

import io.gatehouse.protocol.redact.UrlMasker;
import io.gatehouse.protocol.redact.UrlMasker.FieldRules;
import io.gatehouse.protocol.redact.ValueDetector;
import io.gatehouse.storage.RequestLog.Body;
import io.gatehouse.storage.RequestLog.Body.State;
import io.gatehouse.storage.RequestLog.Header;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Masks captured bodies by the rules of their content type. What cannot be understood is dropped:
 * nobody can say what is in it. Immutable.
 */
final class BodyMasker {

  private static final int MAX_BODY_CHARS = 50_000;

  private final JsonMasker json;
  private final UrlMasker forms;
  private final ValueDetector values;

  BodyMasker(JsonMasker json, UrlMasker forms, ValueDetector values) {
    this.json = json;
    this.forms = forms;
    this.values = values;
  }

  Body mask(Body body, List<Header> headers) {
    String text = body.text();
    if (body.state() != State.CAPTURED || text == null) {
      return body;
    }
    if (text.length() > MAX_BODY_CHARS) {
      return new Body(State.TOO_LARGE, null, false);
    }
    String masked = body.base64() ? null : maskText(text, contentType(headers));
    if (masked == null) {
      return new Body(State.MASKED, null, false);
    }
    return masked.equals(text) ? body : Body.ofText(masked);
  }

  private @Nullable String maskText(String text, String contentType) {
    if (text.isBlank()) {
      return text;
    }
    if (contentType.contains("json")) {
      return json.mask(text);
    }
    if (contentType.startsWith("multipart/")) {
      return null;
    }
    // Also where a form is told: some SDKs write its fields as JSON.
    char first = text.stripLeading().charAt(0);
    if (first == '{' || first == '[') {
      return json.mask(text);
    }
    if (contentType.contains("x-www-form-urlencoded")) {
      return forms.maskForm(text, FieldRules.NONE);
    }
    if (contentType.isEmpty() && isForm(text)) {
      return forms.maskForm(text, FieldRules.NONE);
    }
    return values.mask(text);
  }

  private static boolean isForm(String text) {
    return text.indexOf('=') > 0 && text.indexOf(' ') < 0 && text.indexOf('\n') < 0;
  }

  private static String contentType(List<Header> headers) {
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase("content-type")) {
        return header.value().toLowerCase(Locale.ROOT);
      }
    }
    return "";
  }
}
