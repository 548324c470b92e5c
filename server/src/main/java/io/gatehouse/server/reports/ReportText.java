// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.reports;

import io.gatehouse.alerting.outbound.Texts;
import io.gatehouse.server.overview.Change;
import io.gatehouse.server.overview.Words;
import io.gatehouse.server.reports.Report.Endpoint;
import io.gatehouse.server.reports.Report.Failure;
import io.gatehouse.server.reports.ReportFigures.Figure;
import java.time.Duration;
import java.util.List;

/** A report as plain text. */
final class ReportText {

  private static final int MOST_CHANGES = 6;
  private static final String END = "\r\n";

  private ReportText() {}

  static String subject(Report report) {
    return report.app().name() + ": " + report.period().title();
  }

  static List<Change> changes(Report report) {
    List<Change> all = report.overview().changed().changes();
    return all.subList(0, Math.min(MOST_CHANGES, all.size()));
  }

  /** What stands in place of changes when there are none. */
  static String noChanges(Report report) {
    return report.overview().before().requests() == 0
        ? "There is nothing to compare with yet."
        : "Nothing changed by more than 10%.";
  }

  static String watched(Report report) {
    if (report.outages() == 0 && report.alerts() == 0) {
      return "No monitor was down and no alert fired.";
    }
    String down =
        report.outages() == 0
            ? "No monitor was down"
            : "Monitors were down "
                + (report.outages() == 1 ? "once" : report.outages() + " times")
                + ", "
                + duration(report.outageMillis())
                + " in all";
    return down
        + (report.alerts() == 0
            ? "; no alert fired."
            : "; " + report.alerts() + (report.alerts() == 1 ? " alert" : " alerts") + " fired.");
  }

  private static String duration(long millis) {
    Duration duration = Duration.ofMillis(millis);
    if (duration.toMinutes() == 0) {
      return duration.toSeconds() + " s";
    }
    return duration.toHours() == 0
        ? duration.toMinutes() + " min"
        : duration.toHours() + " h " + duration.toMinutesPart() + " min";
  }

  static String failures(Endpoint endpoint) {
    return endpoint.requests() == 0
        ? "0%"
        : Words.percent((double) endpoint.serverErrors() / endpoint.requests());
  }

  static String p95(Endpoint endpoint) {
    return Double.isNaN(endpoint.p95Micros()) ? "–" : Words.duration(endpoint.p95Micros() / 1_000);
  }

  static String of(Report report, String link, String unsubscribe) {
    StringBuilder text = new StringBuilder(2_000);
    text.append(line(subject(report))).append(END);
    text.append("Compared with ").append(report.period().beforeTitle()).append(". Times in ");
    text.append(report.period().zone()).append('.').append(END).append(END);
    for (Figure figure : ReportFigures.of(report)) {
      text.append("  ").append(pad(figure.name(), 18)).append(pad(figure.value(), 12));
      text.append(figure.change()).append(END);
    }
    text.append(END).append("What changed").append(END);
    List<Change> changes = changes(report);
    if (changes.isEmpty()) {
      text.append("  ").append(noChanges(report)).append(END);
    }
    for (Change change : changes) {
      text.append("  - ").append(line(change.text())).append('.').append(END);
    }
    if (!report.endpoints().isEmpty()) {
      text.append(END).append("Busiest endpoints: requests, 5xx, p95").append(END);
    }
    for (Endpoint endpoint : report.endpoints()) {
      text.append("  ").append(line(endpoint.name())).append(": ");
      text.append(Words.count(endpoint.requests())).append(", ").append(failures(endpoint));
      text.append(", ").append(p95(endpoint)).append(END);
    }
    if (!report.failures().isEmpty()) {
      text.append(END).append("Most frequent errors").append(END);
    }
    for (Failure failure : report.failures()) {
      text.append("  ").append(line(failure.title())).append(" in ");
      text.append(line(failure.endpoint())).append(": ").append(Words.count(failure.count()));
      text.append(failure.isNew() ? ", new" : "").append(END);
    }
    text.append(END).append(watched(report)).append(END).append(END);
    text.append("Open it: ").append(link).append(END);
    text.append("-- ").append(END).append("Sent by Gatehouse. Unsubscribe: ").append(unsubscribe);
    return text.append(END).toString();
  }

  private static String line(String text) {
    return Texts.oneLine(text, 300);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }
}
