// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import io.gatehouse.protocol.key.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Who calls and with which API key, in one text, so that counting needs one look-up for both:
 * without a key the identifier of the consumer, else {@code NUL id NUL refusal NUL identifier}.
 *
 * @param identifier empty = anonymous
 * @param refusal as {@link Refusal#text()}
 */
record CallerText(String identifier, @Nullable String key, @Nullable String refusal) {

  private static final char MARK = '\0';

  static String of(String identifier, @Nullable String key, @Nullable Refusal refusal) {
    String why = refusal == null ? "" : refusal.text();
    return MARK + (key == null ? "" : key) + MARK + why + MARK + identifier;
  }

  /** Of a consumer alone. */
  static String of(String identifier) {
    return identifier.indexOf(MARK) == 0 ? of(identifier, null, null) : identifier;
  }

  static CallerText parse(String text) {
    if (text.indexOf(MARK) != 0) {
      return new CallerText(text, null, null);
    }
    int refusal = text.indexOf(MARK, 1) + 1;
    int identifier = text.indexOf(MARK, refusal) + 1;
    return new CallerText(
        text.substring(identifier),
        orNull(text.substring(1, refusal - 1)),
        orNull(text.substring(refusal, identifier - 1)));
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** Null unless an API key is told. */
  @Nullable KeyUse keyUse() {
    for (Refusal known : Refusal.values()) {
      if (known.text().equals(refusal)) {
        return KeyUse.refused(key, known);
      }
    }
    return key == null ? null : KeyUse.of(key);
  }
}
