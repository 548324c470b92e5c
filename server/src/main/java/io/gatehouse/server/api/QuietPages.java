// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.catalog.App;
import io.gatehouse.catalog.CatalogException;
import io.gatehouse.catalog.QuietTimes.QuietTime;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.Watch;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maintenance windows and silences of an app. */
final class QuietPages {

  private static final long LONGEST_MILLIS = 90L * 86_400_000;
  private static final long DAY_MILLIS = 86_400_000;

  private final Backend backend;
  private final Watch watch;

  QuietPages(Backend backend, Watch watch) {
    this.backend = backend;
    this.watch = watch;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/apps/{app}/quiet-times", Policy.VIEWER, this::list),
        Route.post("/apps/{app}/quiet-times", Policy.EDITOR, this::create),
        Route.delete("/apps/{app}/quiet-times/{id}", Policy.EDITOR, this::end));
  }

  record QuietRequest(
      @Nullable String kind,
      @Nullable String name,
      @Nullable List<String> targets,
      @Nullable String startsAt,
      @Nullable String endsAt,
      @Nullable String repeats) {}

  /**
   * @param active it is quiet now
   */
  record QuietView(
      String id,
      String kind,
      String name,
      List<String> targets,
      String startsAt,
      String endsAt,
      String repeats,
      boolean active,
      String createdAt,
      String createdBy) {

    static QuietView of(QuietTime quiet, long nowMillis) {
      String any = quiet.targets().isEmpty() ? "" : quiet.targets().get(0);
      return new QuietView(
          quiet.id(),
          quiet.kind(),
          quiet.name(),
          quiet.targets(),
          Times.ofMillis(quiet.startsAt()),
          Times.ofMillis(quiet.endsAt()),
          quiet.repeats(),
          quiet.covers(any, nowMillis),
          Times.ofMillis(quiet.createdAt()),
          quiet.createdBy());
    }
  }

  private Response list(Request request) {
    App app = backend.app(request);
    long now = backend.clock().millis();
    return Response.ok(
        ItemList.all(
            backend.catalog().quietTimes().list(app.number()).stream()
                .map(one -> QuietView.of(one, now))
                .toList()));
  }

  private Response create(Request request) {
    App app = backend.app(request);
    QuietRequest wanted = request.json(QuietRequest.class);
    String kind = Fields.required("kind", wanted.kind());
    Fields.oneOf("kind", kind, List.of("maintenance", "silence"));
    String name = Fields.text("name", wanted.name(), 128);
    String repeats = Fields.or(wanted.repeats(), "never");
    Fields.oneOf("repeats", repeats, List.of("never", "daily", "weekly"));
    long now = backend.clock().millis();
    long starts = wanted.startsAt() == null ? now : instant("startsAt", wanted.startsAt());
    long ends = instant("endsAt", Fields.required("endsAt", wanted.endsAt()));
    check(starts, ends, repeats);
    List<String> targets = Fields.or(wanted.targets(), List.<String>of());
    if (targets.size() > 200 || targets.stream().anyMatch(one -> !one.matches("[0-9a-f-]{36}"))) {
      throw GatehouseException.invalid(
          "targets", "The field targets must be at most 200 ids of monitors or rules.");
    }
    QuietTime made;
    try {
      made =
          backend.audited(
              request,
              kind + ".create",
              app.id() + " " + name,
              Map.of("targets", targets, "startsAt", starts, "endsAt", ends, "repeats", repeats),
              () ->
                  backend
                      .catalog()
                      .quietTimes()
                      .create(
                          app,
                          kind,
                          name,
                          targets,
                          starts,
                          ends,
                          repeats,
                          request.requirePrincipal().actor()));
    } catch (CatalogException e) {
      throw new GatehouseException(ErrorCode.CONFLICT, "Nothing new: " + e.getMessage() + ".", e);
    }
    watch.quietTimesChanged();
    return Response.created(QuietView.of(made, now));
  }

  private static void check(long starts, long ends, String repeats) {
    long longest =
        repeats.equals("daily")
            ? DAY_MILLIS
            : repeats.equals("weekly") ? 7 * DAY_MILLIS : LONGEST_MILLIS;
    if (ends <= starts || ends - starts > longest) {
      throw GatehouseException.invalid(
          "endsAt",
          "The field endsAt must be after startsAt, by at most "
              + longest / DAY_MILLIS
              + (longest == DAY_MILLIS ? " day." : " days."));
    }
  }

  static long instant(String field, String text) {
    try {
      return Instant.parse(text).toEpochMilli();
    } catch (DateTimeParseException | ArithmeticException e) {
      throw GatehouseException.invalid(
          field,
          "The field "
              + field
              + " is \""
              + text
              + "\", but must be a time such as 2026-03-01T10:00:00Z.");
    }
  }

  private Response end(Request request) {
    App app = backend.app(request);
    String id = request.pathValue("id");
    QuietTime quiet =
        backend
            .catalog()
            .quietTimes()
            .find(app.number(), id)
            .orElseThrow(() -> GatehouseException.notFound("quiet time", id));
    backend.audited(
        request,
        quiet.kind() + ".end",
        app.id() + " " + quiet.name(),
        Map.of("id", id),
        () -> {
          backend.catalog().quietTimes().end(quiet);
          return quiet;
        });
    watch.quietTimesChanged();
    return Response.noContent();
  }
}
