// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.collector.decode.GunzipStream;
import io.gatehouse.collector.intake.Corrections;
import io.gatehouse.collector.intake.Limits;
import io.gatehouse.storage.RequestLog.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Bodies that a span carries: text or bytes, maybe compressed, or a word in their place. */
final class CapturedBody {

  private static final int INFLATED_BYTES = 64 << 10;

  private CapturedBody() {}

  static Body of(@Nullable Object value, Corrections corrections) {
    if (value instanceof String text) {
      return ofText(text, corrections);
    }
    if (value instanceof byte[] bytes) {
      return ofBytes(bytes, corrections);
    }
    return Body.NONE;
  }

  private static Body ofText(String text, Corrections corrections) {
    return switch (text) {
      case "" -> Body.NONE;
      case "[BODY_TOO_LARGE]" -> new Body(Body.State.TOO_LARGE, null, false);
      case "[REDACTED]" -> new Body(Body.State.MASKED, null, false);
      default ->
          text.length() > Limits.BODY_BYTES || text.getBytes(UTF_8).length > Limits.BODY_BYTES
              ? tooLarge(corrections)
              : Body.ofText(text);
    };
  }

  private static Body ofBytes(byte[] bytes, Corrections corrections) {
    byte[] plain = bytes;
    if (GunzipStream.isGzip(bytes)) {
      try (GunzipStream in = new GunzipStream(bytes, INFLATED_BYTES)) {
        plain = in.readAllBytes();
      } catch (IOException e) {
        return tooLarge(corrections);
      }
    }
    if (plain.length > Limits.BODY_BYTES) {
      return tooLarge(corrections);
    }
    try {
      String text =
          UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(plain))
              .toString();
      return ofText(text, corrections);
    } catch (CharacterCodingException e) {
      return new Body(Body.State.CAPTURED, Base64.getEncoder().encodeToString(plain), true);
    }
  }

  private static Body tooLarge(Corrections corrections) {
    corrections.truncated("body-too-large", "");
    return new Body(Body.State.TOO_LARGE, null, false);
  }
}
