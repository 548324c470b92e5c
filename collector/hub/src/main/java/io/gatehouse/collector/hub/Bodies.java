// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.Limits;
import io.gatehouse.storage.RequestLog.Body;
import io.gatehouse.storage.RequestLog.Body.State;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Captured bodies: base64, or base64 of a text that says why there is none. */
final class Bodies {

  private Bodies() {}

  static Body read(@Nullable String base64, Corrections corrections) {
    if (base64 == null || base64.isEmpty()) {
      return Body.NONE;
    }
    byte[] bytes;
    try {
      bytes = Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      corrections.rejected("body-not-base64", "%d characters".formatted(base64.length()));
      return new Body(State.MASKED, null, false);
    }
    if (bytes.length > Limits.BODY_BYTES) {
      corrections.truncated("body-too-large", "%d bytes".formatted(bytes.length));
      return new Body(State.TOO_LARGE, null, false);
    }
    return ofText(bytes, base64);
  }

  private static Body ofText(byte[] bytes, String base64) {
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new Body(State.CAPTURED, base64, true);
    }
    return switch (text) {
      case "<body too large>", "[BODY_TOO_LARGE]" -> new Body(State.TOO_LARGE, null, false);
      case "<masked>", "[REDACTED]" -> new Body(State.MASKED, null, false);
      default -> Body.ofText(text);
    };
  }
}
