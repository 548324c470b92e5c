// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.channel;

import io.gatehouse.alerting.channel.Message.Item;
import io.gatehouse.alerting.outbound.Texts;

/**
 * A message as text and as HTML. Everything foreign is escaped; nothing is loaded from elsewhere.
 */
final class MailText {

  private MailText() {}

  static String plain(Message message) {
    StringBuilder text = new StringBuilder();
    text.append(Texts.oneLine(message.title(), 300)).append("\r\n\r\n");
    for (Item item : Wording.first(message, 100)) {
      text.append(Texts.oneLine(Wording.line(item), 600)).append("\r\n  ").append(item.link());
      text.append("\r\n\r\n");
    }
    text.append("All of it: ").append(message.link()).append("\r\n-- \r\n");
    text.append(Texts.oneLine(message.app(), 200)).append(", told by Gatehouse\r\n");
    return text.toString();
  }

  static String html(Message message) {
    StringBuilder html = new StringBuilder(2_000);
    html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>");
    html.append(escaped(message.title(), 300));
    html.append("</title></head><body style=\"margin:0;background:#f6f7f9;padding:24px;");
    html.append("font-family:-apple-system,'Segoe UI',Helvetica,Arial,sans-serif;color:#171a21\">");
    html.append("<div style=\"max-width:600px;margin:0 auto;background:#ffffff;border:1px solid ");
    html.append("#e4e7ec;border-top:4px solid ").append(Wording.color(message));
    html.append(";border-radius:8px;padding:24px\"><p style=\"margin:0 0 4px;font-size:12px;");
    html.append("color:#4f5868\">").append(escaped(message.app(), 200));
    html.append("</p><h1 style=\"margin:0 0 16px;font-size:18px;line-height:1.3\">");
    html.append(escaped(message.title(), 300)).append("</h1>");
    for (Item item : Wording.first(message, 100)) {
      append(html, item);
    }
    html.append("<p style=\"margin:20px 0 0\"><a style=\"display:inline-block;background:#0f766e;");
    html.append("color:#ffffff;text-decoration:none;padding:8px 14px;border-radius:6px;");
    html.append("font-size:14px\" href=\"").append(escaped(message.link(), 2_000));
    html.append("\">Open</a></p></div></body></html>");
    return html.toString();
  }

  private static void append(StringBuilder html, Item item) {
    boolean over = item.state().equals("resolved");
    html.append("<div style=\"border-top:1px solid #e4e7ec;padding:12px 0;font-size:14px;");
    html.append("line-height:1.45\"><a style=\"color:#171a21;font-weight:600\" href=\"");
    html.append(escaped(item.link(), 2_000)).append("\">").append(escaped(item.title(), 300));
    html.append("</a><span style=\"color:").append(over ? "#0f766e" : "#c02347").append("\"> ");
    html.append(over ? "over" : "firing").append("</span><br>");
    html.append("<span style=\"color:#4f5868\">").append(escaped(item.text(), 600));
    if (item.endedAt() > 0) {
      html.append(" Over after ")
          .append(Wording.duration(item.endedAt() - item.startedAt()))
          .append('.');
    }
    html.append("</span></div>");
  }

  static String escaped(String text, int max) {
    return Texts.oneLine(text, max)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
