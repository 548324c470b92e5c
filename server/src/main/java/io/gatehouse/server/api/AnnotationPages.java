// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.alerting.SpecJson;
import io.gatehouse.alerting.rule.RuleSpec;
import io.gatehouse.catalog.AlertRules.StoredRule;
import io.gatehouse.catalog.Alerts.Alert;
import io.gatehouse.catalog.Annotations.Note;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.CatalogException;
import io.gatehouse.catalog.WatchTimes.Gap;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import io.gatehouse.storage.InstanceQueries.Deploy;
import io.gatehouse.storage.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What time charts mark: deploys, notes, alerts that fired, times in which nobody watched. */
final class AnnotationPages {

  private static final int MOST_NOTES = 1_000;
  private static final int MOST_ALERTS = 200;

  /** Shorter gaps are restarts. */
  private static final long LEAST_GAP_MILLIS = 120_000;

  private final Backend backend;

  AnnotationPages(Backend backend) {
    this.backend = backend;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/apps/{app}/annotations", Policy.VIEWER, this::list),
        Route.post("/apps/{app}/annotations", Policy.EDITOR, this::create),
        Route.delete("/apps/{app}/annotations/{id}", Policy.EDITOR, this::delete));
  }

  record NoteRequest(@Nullable String at, @Nullable String text, @Nullable String environment) {}

  /**
   * @param id null = it was seen, not noted
   * @param environment empty = all
   */
  record Annotation(
      @Nullable String id,
      String at,
      String kind,
      String label,
      String environment,
      @Nullable String createdBy) {

    static Annotation of(Note note) {
      return new Annotation(
          note.id(),
          Times.ofMillis(note.at()),
          "note",
          note.text(),
          note.environment(),
          note.createdBy());
    }

    static Annotation of(Deploy deploy) {
      return new Annotation(
          null,
          Times.ofMillis(deploy.epochMillis()),
          "deploy",
          deploy.version(),
          deploy.environment(),
          null);
    }
  }

  /**
   * @param kind {@code alert} or {@code gap}
   * @param to null = it goes on
   * @param ruleId null = no rule is behind it
   */
  record Period(
      String kind, String from, @Nullable String to, String label, @Nullable String ruleId) {}

  record AnnotationList(
      List<Annotation> items, @Nullable String nextCursor, List<Period> periods) {}

  private Response list(Request request) {
    App app = backend.app(request);
    Scope scope = backend.view(request, app).scope();
    List<Period> periods = new ArrayList<>(alerts(app, scope));
    for (Gap gap : backend.catalog().watchTimes().gaps(from(scope), to(scope), LEAST_GAP_MILLIS)) {
      periods.add(
          new Period(
              "gap",
              Times.ofMillis(gap.fromMillis()),
              Times.ofMillis(gap.toMillis()),
              "Gatehouse did not run",
              null));
    }
    return Response.ok(new AnnotationList(annotations(backend, scope), null, periods));
  }

  private static long from(Scope scope) {
    return scope.range().fromEpochMinute() * 60_000;
  }

  private static long to(Scope scope) {
    return scope.range().toEpochMinute() * 60_000;
  }

  /** Deploys and notes of a scope, ascending. */
  static List<Annotation> annotations(Backend backend, Scope scope) {
    List<Annotation> annotations = new ArrayList<>();
    for (Deploy deploy :
        backend.storage().instances().deploys(scope.app(), scope.environments(), scope.range())) {
      annotations.add(Annotation.of(deploy));
    }
    for (Note note :
        backend.catalog().annotations().list(scope.app(), from(scope), to(scope), MOST_NOTES)) {
      if (concerns(note.environment(), scope.environments())) {
        annotations.add(Annotation.of(note));
      }
    }
    annotations.sort(Comparator.comparing(one -> Instant.parse(one.at())));
    return annotations;
  }

  private static boolean concerns(@Nullable String environment, Set<String> wanted) {
    return environment == null
        || environment.isEmpty()
        || wanted.isEmpty()
        || wanted.contains(environment);
  }

  private List<Period> alerts(App app, Scope scope) {
    Map<String, StoredRule> rules =
        backend.catalog().alertRules().list(app.number()).stream()
            .collect(Collectors.toMap(StoredRule::id, Function.identity()));
    List<Period> periods = new ArrayList<>();
    for (Alert alert :
        backend.catalog().alerts().touching(app.number(), from(scope), to(scope), MOST_ALERTS)) {
      StoredRule rule = rules.get(alert.rule());
      if (rule != null
          && concerns(
              SpecJson.read(rule.spec(), RuleSpec.class).environment(), scope.environments())) {
        periods.add(
            new Period(
                "alert",
                Times.ofMillis(alert.startedAt()),
                alert.endedAt() == 0 ? null : Times.ofMillis(alert.endedAt()),
                alert.label().isEmpty() ? rule.name() : rule.name() + ": " + alert.label(),
                rule.id()));
      }
    }
    return periods;
  }

  private Response create(Request request) {
    App app = backend.app(request);
    NoteRequest wanted = request.json(NoteRequest.class);
    String text = Fields.text("text", wanted.text(), 120);
    long at =
        wanted.at() == null ? backend.clock().millis() : QuietPages.instant("at", wanted.at());
    String environment = Fields.or(wanted.environment(), "").strip().toLowerCase(Locale.ROOT);
    if (!environment.isEmpty()) {
      Fields.name("environment", environment);
    }
    try {
      Note made =
          backend.audited(
              request,
              "annotation.create",
              note -> app.id() + " " + note.id(),
              Map.of("at", Times.ofMillis(at), "environment", environment, "text", text),
              () ->
                  backend
                      .catalog()
                      .annotations()
                      .create(app, at, environment, text, request.requirePrincipal().actor()));
      return Response.created(Annotation.of(made));
    } catch (CatalogException e) {
      throw new GatehouseException(ErrorCode.CONFLICT, "Not noted: " + e.getMessage() + ".", e);
    }
  }

  private Response delete(Request request) {
    App app = backend.app(request);
    String id = request.pathValue("id");
    Note note =
        backend
            .catalog()
            .annotations()
            .find(app.number(), id)
            .orElseThrow(() -> GatehouseException.notFound("annotation", id));
    backend.audited(
        request,
        "annotation.delete",
        app.id() + " " + id,
        Map.of("at", Times.ofMillis(note.at()), "text", note.text()),
        () -> {
          backend.catalog().annotations().delete(note);
          return note;
        });
    return Response.noContent();
  }
}
