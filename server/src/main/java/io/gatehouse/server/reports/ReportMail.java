// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.reports;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.alerting.Vault;
import io.gatehouse.alerting.channel.Mailer.Mail;
import io.gatehouse.catalog.Reports.Subscription;
import io.gatehouse.server.overview.Change;
import io.gatehouse.storage.TimeRange;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A report as a mail to one reader, with a way out that needs no signing in (RFC 8058). */
final class ReportMail {

  private final Vault vault;
  private final String base;

  /**
   * @param base under which people reach the dashboard
   */
  ReportMail(Vault vault, String base) {
    this.vault = vault;
    this.base = base;
  }

  Mail of(Subscription to, Report report, long nowMillis) {
    String unsubscribe = base + Unsubscribe.PATH + Unsubscribe.token(vault, to.id());
    String link =
        base
            + "/a/"
            + encoded(report.app().id())
            + "/reports?by="
            + report.period().every().text()
            + "&at="
            + report.period().first()
            + environment(report, "&");
    return new Mail(
        to.id() + "." + report.period().first(),
        List.of(to.terms().email()),
        ReportText.subject(report),
        ReportText.of(report, link, unsubscribe),
        ReportHtml.of(report, link, unsubscribe, change -> link(report, change)),
        nowMillis,
        Map.of(
            "List-Unsubscribe",
            "<" + unsubscribe + ">",
            "List-Unsubscribe-Post",
            "List-Unsubscribe=One-Click"));
  }

  /** The view behind a change, over the time of the report. */
  private String link(Report report, Change change) {
    TimeRange range = report.period().range();
    StringBuilder link = new StringBuilder(base);
    link.append("/a/").append(encoded(report.app().id())).append('/').append(change.page());
    link.append(change.id().isEmpty() ? "" : "/" + encoded(change.id()));
    link.append("?from=").append(minute(range.fromEpochMinute()));
    link.append("&to=").append(minute(range.toEpochMinute()));
    link.append(environment(report, "&"));
    new TreeMap<>(change.search())
        .forEach((name, value) -> link.append('&').append(name).append('=').append(encoded(value)));
    return link.toString();
  }

  private static String environment(Report report, String before) {
    return before
        + "env="
        + (report.environment().isEmpty() ? "all" : encoded(report.environment()));
  }

  private static String minute(long epochMinute) {
    return Instant.ofEpochSecond(epochMinute * 60).toString().substring(0, 16) + "Z";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
