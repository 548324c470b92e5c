// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.alerting.InvalidSpecException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a JSON document, in the part of RFC 9535 that names one place: {@code $}, names after
 * a dot or in brackets and quotes, indexes.
 */
record JsonPath(List<Object> steps) {

  private static final int MAX_LENGTH = 300;
  private static final Pattern STEP =
      Pattern.compile(
          "\\.([A-Za-z_][A-Za-z0-9_-]*)|\\[(\\d{1,6})]|\\['([^']{1,200})']|\\[\"([^\"]{1,200})\"]");

  /**
   * @throws InvalidSpecException naming {@code jsonPath}
   */
  static JsonPath parse(String text) {
    List<Object> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(text);
    int at = 1;
    boolean good = text.startsWith("$") && text.length() <= MAX_LENGTH;
    while (good && at < text.length()) {
      good = matcher.find(at) && matcher.start() == at;
      if (good) {
        steps.add(step(matcher));
        at = matcher.end();
      }
    }
    if (!good) {
      throw new InvalidSpecException(
          "jsonPath",
          "The field jsonPath is \""
              + text
              + "\", but must be such as $.checks[0].state or $['a b'].");
    }
    return new JsonPath(List.copyOf(steps));
  }

  private static Object step(Matcher matcher) {
    if (matcher.group(2) != null) {
      return Integer.valueOf(matcher.group(2));
    }
    for (int group : new int[] {1, 3, 4}) {
      if (matcher.group(group) != null) {
        return matcher.group(group);
      }
    }
    throw new IllegalStateException("one of the groups matches");
  }

  /** What is there; a missing node when there is nothing. */
  JsonNode in(JsonNode root) {
    JsonNode node = root;
    for (Object step : steps) {
      node = step instanceof Integer index ? node.path(index) : node.path((String) step);
    }
    return node;
  }
}
