// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.alerting.Vault;
import io.gatehouse.alerting.channel.Mailer.Mail;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.Reports.Subscription;
import io.gatehouse.catalog.Reports.Terms;
import io.gatehouse.server.overview.Change;
import io.gatehouse.server.overview.Change.Kind;
import io.gatehouse.server.overview.Change.Tone;
import io.gatehouse.server.overview.OverviewReader.Overview;
import io.gatehouse.server.overview.OverviewReader.Up;
import io.gatehouse.server.overview.WhatChanged.Result;
import io.gatehouse.server.reports.Report.Endpoint;
import io.gatehouse.server.reports.Report.Failure;
import io.gatehouse.server.reports.ReportPeriod.Every;
import io.gatehouse.storage.Histogram;
import io.gatehouse.storage.TrafficQueries.Totals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportMailTest {

  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final long NOW = 1_773_040_000_000L;

  private static final Vault VAULT =
      new Vault() {
        @Override
        public String seal(String context, String secret) {
          return "1." + context + "-" + secret;
        }

        @Override
        public String open(String context, String sealed) {
          return sealed.substring(context.length() + 3);
        }
      };

  private static Totals totals(long requests, long serverErrors) {
    return new Totals(
        requests, 0, requests - serverErrors - 40, 0, 40, serverErrors, 0, 0, 0, 446, 3);
  }

  private static Histogram durations(double millis) {
    return Histogram.of(new int[] {Histogram.bucketOf(millis * 1_000)}, new long[] {1_000});
  }

  private static Report report(String text) {
    List<Change> changes =
        List.of(
            new Change(
                Kind.ERRORS,
                Tone.BAD,
                1,
                "5xx on " + text + " rose from 0.20% to 3.1% since 14:05, after version 1.4.2",
                "errors",
                "",
                Map.of("tab", "server", "q", "endpoint:\"" + text + "\"")),
            new Change(
                Kind.CONSUMER_GROWTH,
                Tone.PLAIN,
                1,
                "Consumer Acme sends 4.0 × as much: 12.4k requests",
                "consumers",
                "acme & sons",
                Map.of()),
            new Change(
                Kind.LATENCY,
                Tone.GOOD,
                1,
                "p95 of GET /v2/rates fell from 140 ms to 41 ms",
                "performance",
                "",
                Map.of()));
    Overview overview =
        new Overview(
            totals(731_204, 3_091),
            totals(687_000, 900),
            durations(438),
            durations(390),
            new Up(7, 1, 0.99871),
            new Up(7, 0, 0.9999),
            new Result(changes, false));
    return new Report(
        new App(1, 1, "shop", "Shop " + text, 500, "#0f766e", false, false, 0),
        ReportPeriod.of(Every.WEEK, LocalDate.of(2026, 3, 2), ZoneId.of("Europe/Berlin")),
        "prod",
        overview,
        List.of(
            new Endpoint("GET /v2/shipments/{id}/tracking", 313_755, 290_000L, 120, 88_000),
            new Endpoint("POST " + text, 173_706, null, 8_300, 1_420_000)),
        List.of(new Failure(7, text, "POST /v2/quotes", 8_302, true)),
        3,
        5_400_000,
        4);
  }

  private static Mail mail(Report report) {
    Subscription to =
        new Subscription(
            "sub-1",
            1,
            new Terms("ines@example.com", "week", "Europe/Berlin", "prod"),
            true,
            0,
            0,
            0,
            "",
            0,
            "");
    return new ReportMail(VAULT, "https://g.example").of(to, report, NOW);
  }

  /** Written to a file as well, so that people can look at it. */
  @Test
  void mail_tellsThePeriodAgainstTheOneBefore() throws IOException {
    Mail mail = mail(report("/v2/quotes"));
    assertThat(mail.subject()).isEqualTo("Shop /v2/quotes: Week of 2 March 2026");
    assertThat(mail.id()).isEqualTo("sub-1.2026-03-02");
    assertThat(mail.headers())
        .containsEntry("List-Unsubscribe", "<https://g.example/unsubscribe/1.unsubscribe-sub-1>")
        .containsEntry("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    for (String text : List.of(mail.plain(), mail.html())) {
      assertThat(text)
          .contains("731k", "+6.4%", "0.42%", "+0.29 pp", "99.87%", "the week before")
          .contains("Consumer Acme sends 4.0 × as much: 12.4k requests")
          .contains("Monitors were down 3 times, 1 h 30 min in all; 4 alerts fired.")
          .contains("https://g.example/unsubscribe/1.unsubscribe-sub-1")
          .contains("Europe/Berlin");
    }
    assertThat(mail.html())
        .contains("https://g.example/a/shop/consumers/acme%20%26%20sons?from=2026-03-01T23:00Z")
        .contains("https://g.example/a/shop/reports?by=week&amp;at=2026-03-02&amp;env=prod")
        .doesNotContain("<script", "<img", "src=", "url(");
    assertThat(mail.plain().lines()).allMatch(line -> line.length() < 400);
    Path folder = Path.of("target/reports");
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("report.html"), mail.html());
    Files.writeString(folder.resolve("report.txt"), mail.plain());
  }

  @Test
  void mail_ofAQuietWeek_saysSo() {
    Report loud = report("/x");
    Overview overview = loud.overview();
    Overview quiet =
        new Overview(
            overview.now(),
            overview.now(),
            overview.durations(),
            overview.durations(),
            new Up(0, 0, null),
            new Up(0, 0, null),
            new Result(List.of(), true));
    Report report =
        new Report(loud.app(), loud.period(), "", quiet, loud.endpoints(), List.of(), 0, 0, 0);
    assertThat(mail(report).plain())
        .contains("Nothing changed by more than 10%.")
        .contains("No monitor was down and no alert fired.")
        .contains("unchanged");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "</a></td></table></title>",
        "line\r\nBcc: all@example.com\r\n\r\nbody",
        "\u202ecodnelis \u0000\u001b[31m",
        "javascript:alert(1)"
      })
  void mail_withHostileNames_hasTheSameElements(String hostile) {
    Mail bad = mail(report(hostile));
    assertThat(names(bad.html())).isEqualTo(names(mail(report("/plain")).html()));
    assertThat(bad.plain()).doesNotContain("\r\nBcc:").doesNotContain("\u001b");
    assertThat(bad.html()).doesNotContain("href=\"javascript");
  }

  private static List<String> names(String html) {
    return TAG.matcher(html)
        .results()
        .map(MatchResult::group)
        .map(tag -> tag.split("[ >]", 2)[0])
        .toList();
  }
}
