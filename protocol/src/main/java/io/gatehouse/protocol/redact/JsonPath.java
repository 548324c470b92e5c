// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.redact;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Places in a JSON text: {@code $}, {@code .name}, {@code ['name']}, {@code [3]}, {@code [*]},
 * {@code .*}, {@code ..name}; a bare name means that name anywhere. The case of names does not
 * matter. Followed in step with a reader: which of the steps have been taken is a set of bits, so
 * that time does not depend on how the document is made. Immutable.
 */
final class JsonPath {

  private static final int MAX_STEPS = 62;
  private static final int ANY = -1;

  /**
   * One step; name and index missing = any child.
   *
   * @param suffix whether the last part of a child's dotted name counts, as in names of attributes
   */
  private record Step(boolean deep, @Nullable String name, int index, boolean suffix) {

    Step(boolean deep, @Nullable String name, int index) {
      this(deep, name, index, false);
    }

    boolean takes(@Nullable String childName, int childIndex) {
      if (name == null) {
        return index == ANY || index == childIndex;
      }
      if (suffix && childName != null) {
        return FieldName.endsWith(childName, 0, childName.length(), name);
      }
      return name.equalsIgnoreCase(childName);
    }
  }

  private final List<Step> steps;

  private JsonPath(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException when it is not of the subset
   */
  static JsonPath parse(String text) {
    return new JsonPath(new Parser(normalize(text.strip())).steps());
  }

  private static String normalize(String text) {
    if (text.startsWith("$")) {
      return text;
    }
    boolean bare = text.indexOf('.') < 0 && text.indexOf('[') < 0;
    return (bare ? "$.." : "$.") + text;
  }

  /** The whole document. */
  static JsonPath root() {
    return new JsonPath(List.of());
  }

  /** Attributes of that name anywhere, alone or as the last part of a dotted name. */
  static JsonPath ofAttribute(String name) {
    return new JsonPath(List.of(new Step(true, name, ANY, true)));
  }

  /** The name that is meant wherever it occurs; null = the path says more, or has none. */
  @Nullable String nameAnywhere() {
    return steps.size() == 1 && steps.get(0).deep ? steps.get(0).name : null;
  }

  /** States at the root of a document. */
  static long start() {
    return 1;
  }

  /** States at a child, which has a name or an index. */
  long next(long states, @Nullable String name, int index) {
    long next = 0;
    for (int i = 0; i < steps.size(); i++) {
      if ((states & (1L << i)) != 0) {
        next |= steps.get(i).takes(name, index) ? 1L << (i + 1) : 0;
        next |= steps.get(i).deep ? 1L << i : 0;
      }
    }
    return next;
  }

  boolean accepts(long states) {
    return (states & (1L << steps.size())) != 0;
  }

  /** Whether a form field of that name is meant: its last name counts. */
  boolean takesField(String name) {
    return steps.isEmpty() || steps.get(steps.size() - 1).takes(name, ANY);
  }

  /** Reads the text of one path. */
  private static final class Parser {
    private final String text;
    private int at = 1;

    Parser(String text) {
      this.text = text;
    }

    List<Step> steps() {
      List<Step> steps = new ArrayList<>();
      while (at < text.length()) {
        steps.add(step());
      }
      if (steps.size() > MAX_STEPS) {
        throw refuse();
      }
      return steps;
    }

    private Step step() {
      if (text.startsWith("..", at)) {
        at += 2;
        return text.startsWith("[", at) ? bracket(true) : name(true);
      }
      if (text.charAt(at) == '.') {
        at++;
        return name(false);
      }
      return bracket(false);
    }

    private Step name(boolean deep) {
      int start = at;
      while (at < text.length() && text.charAt(at) != '.' && text.charAt(at) != '[') {
        at++;
      }
      String name = text.substring(start, at);
      if (name.isEmpty()) {
        throw refuse();
      }
      return new Step(deep, name.equals("*") ? null : name, ANY);
    }

    private Step bracket(boolean deep) {
      int end = text.charAt(at) == '[' ? close() : -1;
      if (end < 0) {
        throw refuse();
      }
      String inside = text.substring(at + 1, end).strip();
      at = end + 1;
      if (inside.equals("*")) {
        return new Step(deep, null, ANY);
      }
      char quote = inside.isEmpty() ? 0 : inside.charAt(0);
      if ((quote == '\'' || quote == '"') && inside.length() > 2) {
        return new Step(deep, inside.substring(1, inside.length() - 1), ANY);
      }
      return new Step(deep, null, index(inside));
    }

    private int close() {
      char quote = at + 1 < text.length() ? text.charAt(at + 1) : 0;
      boolean quoted = quote == '\'' || quote == '"';
      int from = quoted ? text.indexOf(quote, at + 2) : at;
      return from < 0 ? -1 : text.indexOf(']', from);
    }

    private int index(String digits) {
      if (digits.isEmpty() || digits.length() > 9) {
        throw refuse();
      }
      for (int i = 0; i < digits.length(); i++) {
        if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
          throw refuse();
        }
      }
      return Integer.parseInt(digits);
    }

    private IllegalArgumentException refuse() {
      return new IllegalArgumentException("not a path of the JSONPath subset: " + text);
    }
  }
}
