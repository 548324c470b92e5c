// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.CatalogException;
import io.gatehouse.catalog.Reports;
import io.gatehouse.catalog.Reports.Subscription;
import io.gatehouse.catalog.Role;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.server.overview.OverviewReader.Overview;
import io.gatehouse.server.reports.Report;
import io.gatehouse.server.reports.ReportPeriod;
import io.gatehouse.server.reports.ReportPeriod.Every;
import io.gatehouse.server.reports.ReportReader;
import io.gatehouse.server.reports.ReportRunner;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reports of an app, and who is sent them. Everybody may be sent what they can see anyway; only
 * admins send it to others.
 */
final class ReportPages {

  private static final List<String> EVERY = List.of("week", "month");

  private final Backend backend;
  private final ReportRunner runner;
  private final ReportReader reader;

  ReportPages(Backend backend, ReportRunner runner) {
    this.backend = backend;
    this.runner = runner;
    this.reader = new ReportReader(backend.catalog(), backend.storage());
  }

  List<Route> routes() {
    return List.of(
        Route.get("/apps/{app}/report", Policy.VIEWER, this::report),
        Route.get("/apps/{app}/reports", Policy.VIEWER, this::list),
        Route.post("/apps/{app}/reports", Policy.VIEWER, this::create),
        Route.patch("/apps/{app}/reports/{report}", Policy.VIEWER, this::change),
        Route.delete("/apps/{app}/reports/{report}", Policy.VIEWER, this::delete),
        Route.slowPost("/apps/{app}/reports/{report}/send", Policy.VIEWER, this::send));
  }

  record NewReport(
      @Nullable String email,
      @Nullable String every,
      @Nullable String zone,
      @Nullable String environment) {}

  record ReportChange(@Nullable Boolean active) {}

  record Sent(boolean delivered, String answer) {}

  /**
   * @param answer what the last try came to
   */
  record SubscriptionView(
      String id,
      String email,
      String every,
      String zone,
      String environment,
      boolean active,
      String nextAt,
      @Nullable String sentAt,
      String answer,
      String createdAt,
      String createdBy) {

    static SubscriptionView of(Subscription report) {
      return new SubscriptionView(
          report.id(),
          report.terms().email(),
          report.terms().every(),
          report.terms().zone(),
          report.terms().environment(),
          report.active(),
          Times.ofMillis(report.nextAt()),
          report.sentAt() == 0 ? null : Times.ofMillis(report.sentAt()),
          report.answer(),
          Times.ofMillis(report.createdAt()),
          report.createdBy());
    }
  }

  record EndpointView(
      String endpoint,
      long requests,
      @Nullable Long previousRequests,
      long serverErrors,
      @Nullable Double p95Ms) {}

  record FailureView(String id, String title, String endpoint, long count, boolean isNew) {}

  /**
   * @param at first day of the period
   * @param over the period has ended
   */
  record ReportView(
      String every,
      String at,
      String title,
      String previousTitle,
      String previousAt,
      String nextAt,
      String from,
      String to,
      boolean over,
      Figures current,
      @Nullable Figures previous,
      OverviewPages.UpView up,
      boolean unchanged,
      List<OverviewPages.ChangeView> changes,
      List<EndpointView> endpoints,
      List<FailureView> errors,
      int outages,
      long outageMillis,
      int alerts) {}

  private Response report(Request request) {
    App app = backend.app(request);
    Every every = Every.of(request.choice("every", EVERY));
    ZoneId zone = zone("zone", request.parameter("zone").orElse("UTC"));
    long now = backend.clock().millis();
    ReportPeriod period =
        request
            .parameter("at")
            .map(at -> ReportPeriod.of(every, date(at, now), zone))
            .orElseGet(() -> ReportPeriod.lastBefore(every, now, zone));
    String env = request.parameter("env").orElse("all");
    return Response.ok(view(reader.read(app, period, env.equals("all") ? "" : env, now), now));
  }

  private static LocalDate date(String text, long nowMillis) {
    try {
      LocalDate date = LocalDate.parse(text);
      LocalDate latest = Instant.ofEpochMilli(nowMillis).atZone(ZoneId.of("UTC")).toLocalDate();
      if (date.getYear() >= 2000 && !date.isAfter(latest.plusDays(1))) {
        return date;
      }
    } catch (DateTimeParseException e) {
      throw badDate(text);
    }
    throw badDate(text);
  }

  private static GatehouseException badDate(String text) {
    return GatehouseException.invalid(
        "at",
        "The parameter at is \"" + text + "\", but must be a day such as 2026-03-02, until today.");
  }

  private static ZoneId zone(String field, String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw GatehouseException.invalid(
          field, "The time zone \"" + text + "\" is unknown; use a name such as Europe/Berlin.");
    }
  }

  private static ReportView view(Report report, long nowMillis) {
    Overview overview = report.overview();
    ReportPeriod period = report.period();
    boolean compared = overview.before().requests() > 0;
    int apdexMs = report.app().apdexMs();
    return new ReportView(
        period.every().text(),
        period.first().toString(),
        period.title(),
        period.beforeTitle(),
        period.before().first().toString(),
        period.next().toString(),
        Times.ofMinute(period.range().fromEpochMinute()),
        Times.ofMinute(period.range().toEpochMinute()),
        period.range().toEpochMinute() * 60_000 <= nowMillis,
        Figures.of(overview.now(), overview.durations(), apdexMs),
        compared ? Figures.of(overview.before(), overview.durationsBefore(), apdexMs) : null,
        OverviewPages.UpView.of(overview),
        overview.changed().nothing(),
        overview.changed().changes().stream().map(OverviewPages.ChangeView::of).toList(),
        report.endpoints().stream()
            .map(
                one ->
                    new EndpointView(
                        one.name(),
                        one.requests(),
                        one.before(),
                        one.serverErrors(),
                        Times.millis(one.p95Micros())))
            .toList(),
        report.failures().stream()
            .map(
                one ->
                    new FailureView(
                        Integer.toString(one.id()),
                        one.title(),
                        one.endpoint(),
                        one.count(),
                        one.isNew()))
            .toList(),
        report.outages(),
        report.outageMillis(),
        report.alerts());
  }

  private Reports reports() {
    return backend.catalog().reports();
  }

  private static boolean isAdmin(Request request) {
    return request.requirePrincipal().role().includes(Role.ADMIN);
  }

  private static boolean isOwn(Request request, String email) {
    return request.requirePrincipal().member().email().equals(email);
  }

  /** Others' addresses are for admins. */
  private Response list(Request request) {
    App app = backend.app(request);
    return Response.ok(
        ItemList.all(
            reports().list(app.number()).stream()
                .filter(one -> isAdmin(request) || isOwn(request, one.terms().email()))
                .map(SubscriptionView::of)
                .toList()));
  }

  private static void refuseOthers(Request request, String email) {
    if (!isAdmin(request) && !isOwn(request, email)) {
      throw new GatehouseException(
          ErrorCode.FORBIDDEN, "Sending reports to others needs the role admin.");
    }
  }

  private Subscription find(App app, Request request) {
    String id = request.pathValue("report");
    Subscription report =
        reports()
            .find(id)
            .filter(one -> one.app() == app.number())
            .filter(one -> isAdmin(request) || isOwn(request, one.terms().email()))
            .orElseThrow(() -> GatehouseException.notFound("report", id));
    return report;
  }

  private Response create(Request request) {
    App app = backend.app(request);
    NewReport wanted = request.json(NewReport.class);
    String own = request.requirePrincipal().member().email();
    String email = wanted.email() == null ? own : Fields.email("email", wanted.email());
    String every = Fields.or(wanted.every(), "week");
    Fields.oneOf("every", every, EVERY);
    ZoneId zone = zone("zone", Fields.or(wanted.zone(), "UTC"));
    String environment = Fields.or(wanted.environment(), "").strip();
    Fields.maxLength("environment", environment, 64);
    refuseOthers(request, email);
    Reports.Terms terms = new Reports.Terms(email, every, zone.getId(), environment);
    long next = ReportPeriod.nextDue(Every.of(every), backend.clock().millis(), zone);
    try {
      Subscription made =
          backend.audited(
              request,
              "report.create",
              one -> app.id() + " " + one.id(),
              Map.of("email", email, "every", every, "zone", zone.getId()),
              () -> reports().create(app, terms, next, request.requirePrincipal().actor()));
      return Response.created(SubscriptionView.of(made));
    } catch (CatalogException e) {
      throw new GatehouseException(ErrorCode.CONFLICT, "No new report: " + e.getMessage() + ".", e);
    }
  }

  private Response change(Request request) {
    App app = backend.app(request);
    Subscription report = find(app, request);
    boolean active = Fields.or(request.json(ReportChange.class).active(), report.active());
    long next = ReportRunner.nextDue(report, backend.clock().millis());
    backend.audited(
        request,
        "report.update",
        app.id() + " " + report.id(),
        Map.of("email", report.terms().email(), "active", active),
        () -> {
          reports().setActive(report, active, next);
          return report;
        });
    return Response.ok(SubscriptionView.of(find(app, request)));
  }

  private Response delete(Request request) {
    App app = backend.app(request);
    Subscription report = find(app, request);
    backend.audited(
        request,
        "report.delete",
        app.id() + " " + report.id(),
        Map.of("email", report.terms().email(), "every", report.terms().every()),
        () -> {
          reports().delete(report);
          return report;
        });
    return Response.noContent();
  }

  private Response send(Request request) {
    App app = backend.app(request);
    ReportRunner.Outcome outcome = runner.sendNow(find(app, request));
    return Response.ok(new Sent(outcome.taken(), outcome.answer()));
  }
}
