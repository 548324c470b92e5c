// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.reports;

import io.gatehouse.alerting.outbound.Texts;
import io.gatehouse.server.overview.Change;
import io.gatehouse.server.overview.Words;
import io.gatehouse.server.reports.Report.Endpoint;
import io.gatehouse.server.reports.Report.Failure;
import io.gatehouse.server.reports.ReportFigures.Figure;
import java.util.List;
import java.util.function.Function;

/**
 * A report as HTML for mail readers: tables and inline styles, nothing from elsewhere. Everything
 * foreign is escaped.
 */
final class ReportHtml {

  private static final String MUTED = "color:#4f5868";
  private static final String CELL = "padding:7px 0;border-top:1px solid #e4e7ec;font-size:13px;";
  private static final String RIGHT =
      CELL + "text-align:right;white-space:nowrap;padding-left:12px;";
  private static final String HEAD = "font-size:15px;margin:26px 0 8px;line-height:1.3";
  private static final int FIGURES_A_ROW = 3;

  private final Report report;
  private final Function<Change, String> links;
  private final StringBuilder html = new StringBuilder(8_000);

  private ReportHtml(Report report, Function<Change, String> links) {
    this.report = report;
    this.links = links;
  }

  /**
   * @param links the address of the view behind a change
   */
  static String of(Report report, String link, String unsubscribe, Function<Change, String> links) {
    ReportHtml html = new ReportHtml(report, links);
    html.begin();
    html.figures();
    html.changes();
    html.endpoints();
    html.failures();
    html.end(link, unsubscribe);
    return html.html.toString();
  }

  private static String escaped(String text) {
    return Texts.oneLine(text, 300)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private ReportHtml add(String markup) {
    html.append(markup);
    return this;
  }

  private void begin() {
    add("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>");
    add(escaped(ReportText.subject(report)));
    add("</title><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
    add("<meta name=\"color-scheme\" content=\"light\"></head>");
    add("<body style=\"margin:0;background:#f6f7f9;padding:24px 12px;color:#171a21;");
    add("font-family:-apple-system,'Segoe UI',Helvetica,Arial,sans-serif\">");
    add("<div style=\"max-width:600px;margin:0 auto;background:#ffffff;border:1px solid #e4e7ec;");
    add("border-top:4px solid #0f766e;border-radius:8px;padding:24px\">");
    add("<p style=\"margin:0 0 2px;font-size:12px;").add(MUTED).add("\">");
    add(escaped(report.app().name()));
    add(report.environment().isEmpty() ? "" : " · " + escaped(report.environment()));
    add("</p><h1 style=\"margin:0;font-size:20px;line-height:1.3\">");
    add(escaped(report.period().title())).add("</h1><p style=\"margin:2px 0 14px;font-size:12px;");
    add(MUTED).add("\">Compared with ").add(escaped(report.period().beforeTitle()));
    add(". Times in ").add(escaped(report.period().zone().getId())).add(".</p>");
  }

  private void figures() {
    List<Figure> figures = ReportFigures.of(report);
    add("<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\">");
    for (int i = 0; i < figures.size(); i++) {
      Figure figure = figures.get(i);
      add(i % FIGURES_A_ROW == 0 ? "<tr>" : "");
      add("<td width=\"33%\" style=\"padding:10px 0;vertical-align:top\"><div style=\"font-size:");
      add("12px;")
          .add(MUTED)
          .add("\">")
          .add(figure.name())
          .add("</div><div style=\"font-size:22px;");
      add("font-weight:600;line-height:1.3\">").add(escaped(figure.value())).add("</div>");
      add("<div style=\"font-size:12px;color:").add(color(figure.tone())).add("\">");
      add(escaped(figure.change())).add("&nbsp;</div></td>");
      add(i % FIGURES_A_ROW == FIGURES_A_ROW - 1 ? "</tr>" : "");
    }
    add("</table>");
  }

  private static String color(String tone) {
    return switch (tone) {
      case "bad" -> "#b32642";
      case "good" -> "#0f766e";
      default -> "#4f5868";
    };
  }

  private void heading(String text) {
    add("<h2 style=\"").add(HEAD).add("\">").add(text).add("</h2>");
  }

  private void changes() {
    heading("What changed");
    List<Change> changes = ReportText.changes(report);
    if (changes.isEmpty()) {
      add("<p style=\"margin:0;font-size:14px;").add(MUTED).add("\">");
      add(ReportText.noChanges(report)).add("</p>");
      return;
    }
    add("<ul style=\"margin:0;padding:0 0 0 18px;font-size:14px;line-height:1.5\">");
    for (Change change : changes) {
      String tone = change.tone().name().toLowerCase(java.util.Locale.ROOT);
      add("<li style=\"margin:0 0 6px;color:").add(color(tone)).add("\">");
      add("<a style=\"color:#171a21\" href=\"").add(escapedLink(links.apply(change))).add("\">");
      add(escaped(change.text())).add("</a></li>");
    }
    add("</ul>");
  }

  private static String escapedLink(String link) {
    return link.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
  }

  private void endpoints() {
    if (report.endpoints().isEmpty()) {
      return;
    }
    heading("Busiest endpoints");
    add("<table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\"><tr>");
    for (String name : List.of("Endpoint", "Requests", "5xx", "p95")) {
      add("<th style=\"font-size:11px;font-weight:500;").add(MUTED).add(";text-align:");
      add(name.equals("Endpoint") ? "left" : "right").add("\">").add(name).add("</th>");
    }
    add("</tr>");
    for (Endpoint endpoint : report.endpoints()) {
      add("<tr><td style=\"").add(CELL).add("font-family:Menlo,Consolas,monospace;font-size:12px;");
      add("word-break:break-all\">").add(escaped(endpoint.name())).add("</td><td style=\"");
      add(RIGHT).add("\">").add(Words.count(endpoint.requests())).add("</td><td style=\"");
      add(RIGHT).add("\">").add(ReportText.failures(endpoint)).add("</td><td style=\"");
      add(RIGHT).add("\">").add(ReportText.p95(endpoint)).add("</td></tr>");
    }
    add("</table>");
  }

  private void failures() {
    if (!report.failures().isEmpty()) {
      heading("Most frequent errors");
      add("<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\">");
      for (Failure failure : report.failures()) {
        add("<tr><td style=\"").add(CELL).add("\">").add(escaped(failure.title()));
        add(failure.isNew() ? " <b style=\"color:#b32642\">new</b>" : "");
        add("<br><span style=\"font-size:12px;").add(MUTED).add("\">");
        add(escaped(failure.endpoint())).add("</span></td><td style=\"").add(RIGHT).add("\">");
        add(Words.count(failure.count())).add("</td></tr>");
      }
      add("</table>");
    }
    add("<p style=\"margin:22px 0 0;font-size:14px\">").add(ReportText.watched(report)).add("</p>");
  }

  private void end(String link, String unsubscribe) {
    add("<p style=\"margin:22px 0 0\"><a style=\"display:inline-block;background:#0f766e;");
    add("color:#ffffff;text-decoration:none;padding:8px 14px;border-radius:6px;font-size:14px\" ");
    add("href=\"").add(escapedLink(link)).add("\">Open the report</a></p></div>");
    add("<p style=\"max-width:600px;margin:14px auto 0;text-align:center;font-size:12px;");
    add(MUTED).add("\">Sent by Gatehouse. <a style=\"").add(MUTED).add("\" href=\"");
    add(escapedLink(unsubscribe)).add("\">Unsubscribe</a></p></body></html>");
  }
}
