// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.apitoolkit;

import java.util.Map;
import java.util.regex.Pattern;

/** Route templates of all frameworks in one form: {@code /users/{id}}, {@code /files/{*}}. */
final class Templates {

  private static final String REST = "{*}";

  /** What has a meaning in one of the forms. */
  private static final Pattern MARKS = Pattern.compile("[{}<>()*?:=\\\\]");

  private final String text;
  private final StringBuilder out = new StringBuilder();
  private int at;

  private Templates(String text) {
    this.text = text;
  }

  /**
   * The template without a query, with a slash in front; empty for an empty one. A template in this
   * form stays as it is.
   */
  static String of(String told) {
    String text = told.strip();
    if (text.isEmpty()) {
      return "";
    }
    Templates templates = new Templates(text);
    templates.convert();
    String route = templates.out.toString();
    return route.startsWith("/") ? route : "/" + route;
  }

  private void convert() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '?') {
        return;
      }
      switch (c) {
        case '{' -> braces();
        case '<' -> angles();
        case '(' -> group();
        case ':' -> colon();
        case '*' -> star();
        case '^', '$', '\\' -> at++;
        default -> {
          if (!Character.isWhitespace(c)) {
            out.append(c);
          }
          at++;
        }
      }
    }
  }

  /** What stands between a bracket and its partner; the place is behind it. */
  private String enclosed(char open, char close) {
    int depth = 0;
    int start = at + 1;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == open) {
        depth++;
      } else if (c == close && --depth == 0) {
        return text.substring(start, at++);
      }
    }
    return text.substring(Math.min(start, text.length()));
  }

  /** {@code {id}}, {@code {id:regex}}, {@code {id?}}, {@code {id=1}}, {@code {**rest}}. */
  private void braces() {
    String inner = enclosed('{', '}');
    if (inner.startsWith("*")) {
      out.append(REST);
      return;
    }
    int end = 0;
    while (end < inner.length() && ":?=".indexOf(inner.charAt(end)) < 0) {
      end++;
    }
    place(inner.substring(0, end));
  }

  /** What a broken template has in the place of a name would be read as another template. */
  private void place(String name) {
    out.append('{').append(MARKS.matcher(name).replaceAll("")).append('}');
  }

  /** {@code <id>}, {@code <int:id>}. */
  private void angles() {
    String inner = enclosed('<', '>');
    place(inner.substring(inner.lastIndexOf(':') + 1));
  }

  /** {@code (?P<id>[0-9]+)}, {@code (.*)}. */
  private void group() {
    String inner = enclosed('(', ')');
    int open = inner.indexOf('<');
    int close = inner.indexOf('>');
    boolean named = inner.startsWith("?") && open > 0 && close > open;
    if (named) {
      place(inner.substring(open + 1, close));
    } else {
      out.append(REST);
    }
    skipQuantifier();
  }

  /** {@code :id}, {@code :id?}, {@code :id(\d+)}; a colon after a word is no parameter. */
  private void colon() {
    int end = at + 1;
    while (end < text.length() && isNamePart(text.charAt(end))) {
      end++;
    }
    boolean begins = out.isEmpty() || "/-.".indexOf(out.charAt(out.length() - 1)) >= 0;
    if (!begins) {
      out.append(':');
      at++;
      return;
    }
    if (end == at + 1) {
      at++;
      return;
    }
    place(text.substring(at + 1, end));
    at = end;
    if (at < text.length() && text.charAt(at) == '(') {
      enclosed('(', ')');
    }
    skipQuantifier();
  }

  private void star() {
    while (at < text.length() && (text.charAt(at) == '*' || isNamePart(text.charAt(at)))) {
      at++;
    }
    out.append(REST);
  }

  private void skipQuantifier() {
    // A question mark with something behind it begins a query.
    boolean optional =
        at < text.length()
            && text.charAt(at) == '?'
            && (at + 1 == text.length() || text.charAt(at + 1) == '/');
    if (optional || (at < text.length() && "*+".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
  }

  private static boolean isNamePart(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  /** Puts parameters in the place of whole segments that hold their values. */
  static String withParams(String route, Map<String, String> params) {
    if (params.isEmpty() || route.isEmpty()) {
      return route;
    }
    String[] segments = route.split("/", -1);
    for (Map.Entry<String, String> param : params.entrySet()) {
      String place = "{" + param.getKey() + "}";
      if (param.getValue().isEmpty() || route.contains(place)) {
        continue;
      }
      for (int i = 0; i < segments.length; i++) {
        if (segments[i].equals(param.getValue())) {
          segments[i] = place;
          break;
        }
      }
    }
    return String.join("/", segments);
  }

  /** Whether a path can be one of the template's. */
  static boolean matches(String template, String path) {
    String[] expected = template.split("/");
    String[] found = path.split("/");
    for (int i = 0; i < expected.length; i++) {
      if (expected[i].contains(REST)) {
        return true;
      }
      if (i >= found.length || (!expected[i].contains("{") && !expected[i].equals(found[i]))) {
        return false;
      }
    }
    return expected.length == found.length;
  }
}
