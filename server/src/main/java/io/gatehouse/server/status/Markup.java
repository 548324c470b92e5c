// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.alerting.outbound.Texts;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Writes HTML or XML. What people wrote goes in as text only. */
final class Markup {

  private static final Pattern LINES = Pattern.compile("\r\n|[\n\r\u2028\u2029]");
  private static final int LONGEST_LINE = 4_000;

  private final StringBuilder out = new StringBuilder(8_000);

  /** Adds markup of ours. */
  Markup add(String markup) {
    out.append(markup);
    return this;
  }

  Markup add(long number) {
    out.append(number);
    return this;
  }

  Markup add(Markup other) {
    out.append(other.out);
    return this;
  }

  /** Adds a foreign text as one line. */
  Markup text(String foreign) {
    escape(Texts.oneLine(foreign, LONGEST_LINE));
    return this;
  }

  /** Adds a foreign text that may have several lines. */
  Markup lines(String foreign) {
    String[] lines = LINES.split(foreign.strip());
    for (int i = 0; i < lines.length; i++) {
      if (i > 0) {
        out.append('\n');
      }
      escape(Texts.oneLine(lines[i], LONGEST_LINE));
    }
    return this;
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
  }

  /** Of the whole in UTF-8. */
  int bytes() {
    return out.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
