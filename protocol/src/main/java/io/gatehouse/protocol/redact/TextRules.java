// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.redact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules in texts and attributes, which have no fields of their own: what a rule names is hidden
 * behind that name, as in {@code name=value}, {@code "name": "value"} and attributes such as {@code
 * http.request.header.name}. Immutable.
 *
 * @param attributes rules for places in attributes
 * @param texts rules that name what they hide
 */
record TextRules(List<Rules.Rule> attributes, List<Rules.Rule> texts) {

  static final TextRules NONE = new TextRules(List.of(), List.of());

  boolean isEmpty() {
    return attributes.isEmpty();
  }

  /** The text itself when no rule is about anything in it. */
  String mask(String text) {
    if (texts.isEmpty()) {
      return text;
    }
    StringBuilder masked = null;
    int from = 0;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      long place = c == '=' || c == ':' ? place(text, from, at) : Place.NONE;
      if (place == Place.NONE) {
        at++;
        continue;
      }
      masked = masked == null ? new StringBuilder(text.length()) : masked;
      masked.append(text, from, Place.start(place)).append(ValueDetector.MASK);
      from = Place.end(place);
      at = from;
    }
    return masked == null ? text : masked.append(text, from, text.length()).toString();
  }

  private long place(String text, int from, int at) {
    for (Rules.Rule rule : texts) {
      String name = rule.name();
      long place =
          name == null
              ? Place.NONE
              : Assignment.find(
                  text,
                  from,
                  at,
                  text.length(),
                  (all, start, end) -> FieldName.endsWith(all, start, end, name),
                  true);
      if (place != Place.NONE) {
        rule.hit();
        return place;
      }
    }
    return Place.NONE;
  }

  /** Those of an endpoint; null = of one that is not known. */
  static TextRules of(Rules rules, @Nullable String endpoint) {
    return rules.isEmpty()
        ? NONE
        : new TextRules(rules.ofAttributes(endpoint), rules.ofTexts(endpoint));
  }
}
