// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.apitoolkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.Limits;
import io.gatehouse.storage.RequestLog.Body;
import io.gatehouse.storage.RequestLog.Header;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bodies as the SDKs send them: base64, often of something else than went over the wire. */
final class SdkBodies {

  private SdkBodies() {}

  static Body of(
      @Nullable String told, List<Header> headers, String sdkType, Corrections corrections) {
    if (told == null || told.isEmpty()) {
      return Body.NONE;
    }
    if (told.length() / 4 * 3 > Limits.BODY_BYTES + 3) {
      corrections.truncated("body-too-large", "%d characters".formatted(told.length()));
      return new Body(Body.State.TOO_LARGE, null, false);
    }
    byte[] bytes = base64(told);
    if (bytes == null) {
      corrections.rejected("body-not-base64", "%d characters".formatted(told.length()));
      return Body.NONE;
    }
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new Body(Body.State.CAPTURED, Base64.getEncoder().encodeToString(bytes), true);
    }
    return ofText(SdkJson.clean(text), headers, sdkType, corrections);
  }

  private static Body ofText(
      String text, List<Header> headers, String sdkType, Corrections corrections) {
    boolean untold =
        value(headers, "content-type") == null && value(headers, "content-length") == null;
    if (text.isEmpty()
        || (text.equals("{}") && sdkType.startsWith("Js") && untold)
        || (text.equals("null") && sdkType.startsWith("Python"))) {
      return Body.NONE;
    }
    if (text.equals("null") && sdkType.startsWith("Go")) {
      // There was none, or one that was not JSON: these SDKs do not tell which.
      corrections.corrected("body-not-captured", sdkType);
      return Body.NONE;
    }
    if (text.equals("[CLIENT_REDACTED]") || text.equals("\"[CLIENT_REDACTED]\"")) {
      return new Body(Body.State.MASKED, null, false);
    }
    String type = value(headers, "content-type");
    return Body.ofText(type != null && type.startsWith("text/") ? unwrapped(text) : text);
  }

  /** Some SDKs make a JSON string of a text. */
  private static String unwrapped(String text) {
    if (!text.startsWith("\"")) {
      return text;
    }
    try (JsonParser parser = SdkJson.FACTORY.createParser(text)) {
      String inner = parser.nextToken() == JsonToken.VALUE_STRING ? parser.getText() : text;
      return parser.nextToken() == null ? inner : text;
    } catch (IOException e) {
      return text;
    }
  }

  /** Null when it is none. Takes the alphabet of URLs, and ends without padding. */
  static byte @Nullable [] base64(String text) {
    String plain = text.strip().replace('-', '+').replace('_', '/');
    int end = plain.length();
    while (end > 0 && plain.charAt(end - 1) == '=') {
      end--;
    }
    try {
      return Base64.getDecoder().decode(plain.substring(0, end));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** What the sender measured: bodies are captured in another form than they had. −1 = unknown. */
  static long size(List<Header> headers) {
    String length = value(headers, "content-length");
    if (length == null || length.isEmpty() || length.length() > 15) {
      return -1;
    }
    for (int i = 0; i < length.length(); i++) {
      if (length.charAt(i) < '0' || length.charAt(i) > '9') {
        return -1;
      }
    }
    return Long.parseLong(length);
  }

  static @Nullable String value(List<Header> headers, String name) {
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return header.value();
      }
    }
    return null;
  }
}
