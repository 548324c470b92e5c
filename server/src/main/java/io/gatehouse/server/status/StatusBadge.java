// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.alerting.outbound.Texts;

/** A name and a state as a small picture. */
final class StatusBadge {

  private static final int MOST_CHARS = 40;
  private static final double CHAR = 6.6;
  private static final double WIDE_CHAR = 12;
  private static final int PAD = 7;

  private StatusBadge() {}

  static String of(String name, State state) {
    String label = Texts.oneLine(name, MOST_CHARS);
    String word = state.word().toLowerCase(java.util.Locale.ROOT);
    int left = width(label);
    int right = width(word);
    Markup out = new Markup();
    out.add("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").add(left + right);
    out.add("\" height=\"20\" role=\"img\" aria-label=\"").text(label + ": " + word).add("\">");
    out.add("<title>").text(label + ": " + word).add("</title>");
    out.add("<rect width=\"").add(left + right).add("\" height=\"20\" rx=\"4\" fill=\"#3d4553\"/>");
    out.add("<path fill=\"").add(state.color()).add("\" d=\"M").add(left).add(" 0h");
    out.add(right - 4).add("a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4h-").add(right - 4).add("z\"/>");
    out.add("<g fill=\"#fff\" font-family=\"Verdana,DejaVu Sans,sans-serif\" font-size=\"11\">");
    text(out, label, PAD, left - 2 * PAD);
    text(out, word, left + PAD, right - 2 * PAD);
    return out.add("</g></svg>").toString();
  }

  private static void text(Markup out, String text, int x, int length) {
    out.add("<text x=\"").add(x).add("\" y=\"14\" textLength=\"").add(length);
    out.add("\" lengthAdjust=\"spacingAndGlyphs\">").text(text).add("</text>");
  }

  private static int width(String text) {
    double width = text.codePoints().mapToDouble(c -> c < 0x2000 ? CHAR : WIDE_CHAR).sum();
    return (int) Math.ceil(width) + 2 * PAD;
  }

  /** A dot. */
  static String icon(State state) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 16\">"
        + "<circle cx=\"8\" cy=\"8\" r=\"7\" fill=\""
        + state.color()
        + "\"/></svg>";
  }
}
