// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.CatalogException;
import io.gatehouse.catalog.Statements.Counts;
import io.gatehouse.catalog.Statements.Entry;
import io.gatehouse.catalog.Statements.Statement;
import io.gatehouse.catalog.Statements.Summary;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.api.StatementViews.DraftId;
import io.gatehouse.server.api.StatementViews.ItemView;
import io.gatehouse.server.api.StatementViews.StatementView;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.server.statements.StatementLine;
import io.gatehouse.server.statements.StatementPeriod;
import io.gatehouse.server.statements.UsageStatements;
import io.gatehouse.server.statements.UsageStatements.Made;
import io.gatehouse.storage.FileFormat;
import io.gatehouse.storage.InstanceQueries.MissingBatches;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Statements of usage: what a consumer is told it used in a month. */
final class StatementPages {

  private static final int MAX_AMENDED = 1_000;
  private static final int LONGEST_REASON = 256;
  private static final int AT_ONCE = 500;

  private final Backend backend;
  private final UsageStatements statements;

  StatementPages(Backend backend) {
    this.backend = backend;
    this.statements = new UsageStatements(backend.catalog(), backend.storage(), backend.clock());
  }

  List<Route> routes() {
    return List.of(
        Route.get("/apps/{app}/statements", Policy.VIEWER, this::list),
        Route.post("/apps/{app}/statements", Policy.ADMIN, this::finalise),
        Route.slowPost("/apps/{app}/statements/all", Policy.ADMIN, this::finaliseAll),
        Route.get("/apps/{app}/statements/{statement}", Policy.VIEWER, this::one),
        Route.get("/apps/{app}/statements/{statement}/recompute", Policy.VIEWER, this::recompute),
        Route.get("/apps/{app}/statements/{statement}/csv", Policy.VIEWER, this::csv),
        Route.get("/apps/{app}/statements/{statement}/jsonl", Policy.VIEWER, this::jsonl),
        Route.post("/apps/{app}/statements/{statement}/adjust", Policy.ADMIN, this::adjust),
        Route.post("/apps/{app}/statements/{statement}/amend", Policy.ADMIN, this::amend),
        Route.post("/apps/{app}/statements/{statement}/void", Policy.ADMIN, this::takeBack));
  }

  /**
   * @param consumer identifier; not for all of them
   * @param force although batches are missing
   */
  record FinalRequest(
      @Nullable String consumer,
      @Nullable String month,
      @Nullable String zone,
      @Nullable Boolean force,
      @Nullable String reason) {}

  record ReasonRequest(@Nullable String reason) {}

  /** What is absent is 0. */
  record AmendedLine(
      @Nullable String key,
      @Nullable String method,
      @Nullable String route,
      @Nullable Long calls,
      @Nullable Long billable,
      @Nullable Long refused,
      @Nullable Long serverErrors,
      @Nullable Long rateLimited,
      @Nullable Long requestBytes,
      @Nullable Long responseBytes) {

    StatementLine line() {
      return new StatementLine(
          Fields.or(key, ""),
          Fields.or(method, ""),
          Fields.or(route, ""),
          new Counts(
              Fields.or(calls, 0L),
              Fields.or(billable, 0L),
              Fields.or(refused, 0L),
              Fields.or(serverErrors, 0L),
              Fields.or(rateLimited, 0L),
              Fields.or(requestBytes, 0L),
              Fields.or(responseBytes, 0L)));
    }
  }

  record AmendRequest(@Nullable String reason, @Nullable List<AmendedLine> lines) {}

  /**
   * @param due it can be made final now, but for missing batches
   * @param counted the ledger has the month to the minute; without it there are no drafts
   * @param unassigned calls that told no consumer, which are in no statement
   */
  record StatementList(
      String month,
      String zone,
      String from,
      String to,
      String closesAt,
      boolean due,
      boolean counted,
      UsagePages.Completeness completeness,
      Counts unassigned,
      List<ItemView> items,
      @Nullable String nextCursor) {}

  /**
   * @param made final now
   * @param skipped were stated before
   */
  record AllMade(int made, int skipped) {}

  private Response list(Request request) {
    App app = backend.app(request);
    String zone = request.parameter("zone").orElse("UTC");
    StatementPeriod period =
        StatementPeriod.of(request.parameter("month").orElseGet(() -> lastMonth(zone)), zone);
    String consumer = request.parameter("consumer").orElse(null);
    boolean counted = statements.canCount(app, period);
    Map<String, Counts> totals =
        counted ? new TreeMap<>(statements.totals(app, period, consumer)) : new TreeMap<>();
    Counts unassigned = totals.getOrDefault("", Counts.ZERO);
    totals.remove("");
    ItemList<ItemView> page = ItemList.page(request, items(app, period, consumer, counted, totals));
    return Response.ok(
        new StatementList(
            period.month().toString(),
            period.zone().getId(),
            period.from().toString(),
            period.to().toString(),
            period.closes().toString(),
            !backend.clock().instant().isBefore(period.closes()),
            counted,
            UsagePages.completeness(statements.missing(app)),
            unassigned,
            page.items(),
            page.nextCursor()));
  }

  private String lastMonth(String zone) {
    try {
      return YearMonth.now(backend.clock().withZone(ZoneId.of(zone))).minusMonths(1).toString();
    } catch (DateTimeException e) {
      // Whoever reads the zone says what is wrong with it.
      return YearMonth.now(backend.clock()).minusMonths(1).toString();
    }
  }

  /** What is kept, and drafts of those that have no statement of the month; most billable first. */
  private List<ItemView> items(
      App app,
      StatementPeriod period,
      @Nullable String consumer,
      boolean counted,
      Map<String, Counts> totals) {
    StatementViews views = new StatementViews(backend, app);
    Map<String, Counts> drafts = new TreeMap<>(totals);
    List<ItemView> items = new ArrayList<>();
    for (Summary kept : statements.kept(app, period, consumer)) {
      String of = kept.subject().consumer();
      boolean same =
          counted
              && kept.subject().fromMinute() == period.range().fromEpochMinute()
              && kept.subject().toMinute() == period.range().toEpochMinute();
      items.add(views.item(kept, same ? totals.getOrDefault(of, Counts.ZERO) : null));
      if (!kept.isVoid()) {
        drafts.remove(of);
      }
    }
    drafts.forEach((of, total) -> items.add(views.draft(period, of, total)));
    items.sort((one, other) -> Long.compare(other.total().billable(), one.total().billable()));
    return items;
  }

  private Response one(Request request) {
    return Response.ok(view(request, backend.app(request)));
  }

  private StatementView view(Request request, App app) {
    StatementViews views = new StatementViews(backend, app);
    String id = request.pathValue("statement");
    if (DraftId.isOne(id)) {
      DraftId draft = DraftId.of(id);
      return views.draft(
          draft.period(),
          draft.consumer(),
          statements.draft(app, draft.period(), draft.consumer()));
    }
    Statement statement = kept(app, id);
    return views.kept(statement, UsageStatements.period(statement));
  }

  private Statement kept(App app, String id) {
    if (DraftId.isOne(id)) {
      throw new GatehouseException(
          ErrorCode.CONFLICT, "This is a draft; only a final statement can be asked for that.");
    }
    return backend
        .catalog()
        .statements()
        .find(app, id)
        .orElseThrow(() -> GatehouseException.notFound("statement", id));
  }

  private Response finalise(Request request) {
    App app = backend.app(request);
    FinalRequest wanted = request.json(FinalRequest.class);
    String consumer = Fields.text("consumer", wanted.consumer(), 128);
    StatementPeriod period = period(wanted);
    Made made =
        statements.finalise(
            app, period, consumer, force(wanted), reason(wanted.reason()), actor(request));
    Statement kept =
        keep(
            () ->
                backend.audited(
                    request,
                    "statement.final",
                    made.subject().id(),
                    Map.of(
                        "month", made.subject().month(),
                        "zone", made.subject().zone(),
                        "force", force(wanted),
                        "sha256", made.entry().sha256()),
                    () ->
                        backend.catalog().statements().create(app, made.subject(), made.entry())));
    return Response.created(new StatementViews(backend, app).kept(kept, period));
  }

  private static StatementPeriod period(FinalRequest wanted) {
    return StatementPeriod.of(
        Fields.required("month", wanted.month()), Fields.or(wanted.zone(), "UTC"));
  }

  private static boolean force(FinalRequest wanted) {
    return Fields.or(wanted.force(), false);
  }

  private static String reason(@Nullable String reason) {
    return reason == null || reason.isBlank() ? "" : Fields.text("reason", reason, LONGEST_REASON);
  }

  private static String actor(Request request) {
    return request.requirePrincipal().actor();
  }

  /** What does not fit what is there by now is a conflict. */
  private static <T> T keep(Supplier<T> work) {
    try {
      return work.get();
    } catch (CatalogException e) {
      throw new GatehouseException(ErrorCode.CONFLICT, "Nothing new: " + e.getMessage() + ".", e);
    }
  }

  /** All consumers that have calls and no statement yet, some hundred in each transaction. */
  private Response finaliseAll(Request request) {
    App app = backend.app(request);
    FinalRequest wanted = request.json(FinalRequest.class);
    if (wanted.consumer() != null) {
      throw GatehouseException.invalid(
          "consumer", "The field consumer is not for all statements; leave it out.");
    }
    StatementPeriod period = period(wanted);
    String reason = reason(wanted.reason());
    List<MissingBatches> missing = statements.requireOver(app, period, force(wanted), reason);
    List<Made> waiting = new ArrayList<>();
    int[] done = new int[2];
    statements.drafts(
        app,
        period,
        (consumer, lines) -> {
          waiting.add(statements.made(period, consumer, missing, reason, lines, actor(request)));
          if (waiting.size() == AT_ONCE) {
            keepAll(request, app, waiting, done);
          }
        });
    keepAll(request, app, waiting, done);
    return Response.ok(new AllMade(done[0], done[1]));
  }

  private void keepAll(Request request, App app, List<Made> waiting, int[] done) {
    if (waiting.isEmpty()) {
      return;
    }
    Made first = waiting.get(0);
    backend.audited(
        request,
        "statement.final",
        app.id(),
        Map.of(
            "month", first.subject().month(),
            "zone", first.subject().zone(),
            "statements",
                waiting.stream()
                    .map(made -> made.subject().id() + " " + made.entry().sha256())
                    .toList()),
        () -> {
          for (Made made : waiting) {
            try {
              backend.catalog().statements().create(app, made.subject(), made.entry());
              done[0]++;
            } catch (CatalogException e) {
              // A part of the time is stated already, which the answer counts.
              done[1]++;
            }
          }
          return done;
        });
    waiting.clear();
  }

  private Response adjust(Request request) {
    App app = backend.app(request);
    Statement statement = kept(app, request.pathValue("statement"));
    String reason = reason(request.json(ReasonRequest.class).reason());
    return add(
        request, app, statement, statements.adjustment(app, statement, reason, actor(request)));
  }

  private Response amend(Request request) {
    App app = backend.app(request);
    Statement statement = kept(app, request.pathValue("statement"));
    AmendRequest wanted = request.json(AmendRequest.class);
    String reason = Fields.text("reason", wanted.reason(), LONGEST_REASON);
    List<AmendedLine> lines = Fields.required("lines", wanted.lines());
    if (lines.isEmpty() || lines.size() > MAX_AMENDED) {
      throw GatehouseException.invalid(
          "lines", "There are " + lines.size() + " lines, but must be 1 to " + MAX_AMENDED + ".");
    }
    for (AmendedLine line : lines) {
      Fields.maxLength("lines.key", line.key(), 64);
      Fields.maxLength("lines.method", line.method(), 32);
      Fields.maxLength("lines.route", line.route(), 2_000);
    }
    return add(
        request,
        app,
        statement,
        statements.amendment(
            statement, reason, lines.stream().map(AmendedLine::line).toList(), actor(request)));
  }

  private Response takeBack(Request request) {
    App app = backend.app(request);
    Statement statement = kept(app, request.pathValue("statement"));
    String reason =
        Fields.text("reason", request.json(ReasonRequest.class).reason(), LONGEST_REASON);
    return add(request, app, statement, statements.counterEntry(statement, reason, actor(request)));
  }

  private Response add(Request request, App app, Statement statement, Entry entry) {
    Statement kept =
        keep(
            () ->
                backend.audited(
                    request,
                    "statement." + entry.kind(),
                    statement.subject().id(),
                    Map.of("entry", entry.number(), "sha256", entry.sha256()),
                    () -> backend.catalog().statements().add(app, statement, entry)));
    return Response.created(
        new StatementViews(backend, app).kept(kept, UsageStatements.period(kept)));
  }

  private Response recompute(Request request) {
    App app = backend.app(request);
    Statement statement = kept(app, request.pathValue("statement"));
    return Response.ok(
        new StatementViews(backend, app).recomputed(statements.recompute(app, statement)));
  }

  private Response csv(Request request) {
    return file(request, FileFormat.CSV);
  }

  private Response jsonl(Request request) {
    return file(request, FileFormat.JSONL);
  }

  private Response file(Request request, FileFormat format) {
    App app = backend.app(request);
    StatementView statement = view(request, app);
    String text = StatementFiles.write(statement, format);
    backend.audited(
        request,
        "statement.export",
        statement.state().equals("draft") ? app.id() : statement.id(),
        Map.of("format", format.ending(), "month", statement.month()),
        () -> true);
    return Response.text(200, format.contentType(), text)
        .withHeader(
            "Content-Disposition",
            "attachment; filename=\"statement-" + statement.month() + "." + format.ending() + "\"");
  }
}
