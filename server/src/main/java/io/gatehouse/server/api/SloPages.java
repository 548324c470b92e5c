// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.gatehouse.alerting.InvalidSpecException;
import io.gatehouse.alerting.SpecJson;
import io.gatehouse.alerting.rule.RuleSpec;
import io.gatehouse.alerting.rule.SloReader;
import io.gatehouse.alerting.rule.SloReader.Status;
import io.gatehouse.alerting.rule.SloSpec;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.CatalogException;
import io.gatehouse.catalog.Slos;
import io.gatehouse.catalog.Slos.StoredSlo;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objectives of an app, and how they are kept. */
final class SloPages {

  private final Backend backend;

  SloPages(Backend backend) {
    this.backend = backend;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/apps/{app}/slos", Policy.VIEWER, this::list),
        Route.post("/apps/{app}/slos", Policy.EDITOR, this::create),
        Route.get("/apps/{app}/slos/{slo}", Policy.VIEWER, this::get),
        Route.patch("/apps/{app}/slos/{slo}", Policy.EDITOR, this::change),
        Route.delete("/apps/{app}/slos/{slo}", Policy.EDITOR, this::delete));
  }

  record SloRequest(@Nullable String name, @Nullable SloSpec objective) {}

  record RuleName(String id, String name) {}

  record PointView(String at, double budgetLeft) {}

  /**
   * @param good share of requests; null = there were none
   * @param budgetLeft share of what may be bad; below 0 = more was bad
   * @param rules that look at its budget
   */
  record SloView(
      String id,
      String name,
      SloSpec objective,
      String words,
      long requests,
      long bad,
      @Nullable Double good,
      @Nullable Double budgetLeft,
      @Nullable Double burnHour,
      @Nullable Double burnSixHours,
      List<RuleName> rules,
      String createdAt,
      String createdBy,
      String changedAt) {}

  record SloDetail(@JsonUnwrapped SloView slo, List<PointView> points) {}

  private Slos slos() {
    return backend.catalog().slos();
  }

  private Status status(StoredSlo slo) {
    return new SloReader(backend.storage().traffic())
        .read(SpecJson.read(slo.spec(), SloSpec.class), slo.app(), backend.clock().millis());
  }

  private SloView view(StoredSlo slo, Status status) {
    SloSpec spec = SpecJson.read(slo.spec(), SloSpec.class);
    return new SloView(
        slo.id(),
        slo.name(),
        spec,
        spec.words(),
        status.all(),
        status.bad(),
        status.good(),
        status.budgetLeft(),
        status.burnHour(),
        status.burnSixHours(),
        rules(slo),
        Times.ofMillis(slo.createdAt()),
        slo.createdBy(),
        Times.ofMillis(slo.changedAt()));
  }

  private List<RuleName> rules(StoredSlo slo) {
    List<RuleName> rules = new ArrayList<>();
    backend
        .catalog()
        .alertRules()
        .list(slo.app())
        .forEach(
            rule -> {
              if (slo.id().equals(SpecJson.read(rule.spec(), RuleSpec.class).slo())) {
                rules.add(new RuleName(rule.id(), rule.name()));
              }
            });
    return rules;
  }

  private SloDetail detail(StoredSlo slo) {
    Status status = status(slo);
    return new SloDetail(
        view(slo, status),
        status.points().stream()
            .map(point -> new PointView(Times.ofMillis(point.atMillis()), point.budgetLeft()))
            .toList());
  }

  private StoredSlo find(App app, Request request) {
    String id = request.pathValue("slo");
    return slos()
        .find(app.number(), id)
        .orElseThrow(() -> GatehouseException.notFound("objective", id));
  }

  private Response list(Request request) {
    App app = backend.app(request);
    return Response.ok(
        ItemList.all(
            slos().list(app.number()).stream().map(slo -> view(slo, status(slo))).toList()));
  }

  private Response get(Request request) {
    return Response.ok(detail(find(backend.app(request), request)));
  }

  private static SloSpec checked(@Nullable SloSpec wanted) {
    SloSpec spec = Fields.required("objective", wanted);
    Fields.required("objective.kind", spec.kind());
    try {
      spec.check();
      return spec;
    } catch (InvalidSpecException e) {
      throw GatehouseException.invalid("objective." + e.field(), String.valueOf(e.getMessage()));
    }
  }

  private Response create(Request request) {
    App app = backend.app(request);
    SloRequest wanted = request.json(SloRequest.class);
    String name = Fields.text("name", wanted.name(), 128);
    SloSpec spec = checked(wanted.objective());
    try {
      StoredSlo made =
          backend.audited(
              request,
              "slo.create",
              one -> app.id() + " " + one.id(),
              Map.of("name", name, "objective", spec.words()),
              () ->
                  slos()
                      .create(
                          app.number(),
                          name,
                          SpecJson.write(spec),
                          request.requirePrincipal().actor()));
      return Response.created(detail(made));
    } catch (CatalogException e) {
      throw new GatehouseException(
          ErrorCode.CONFLICT, "No new objective: " + e.getMessage() + ".", e);
    }
  }

  private Response change(Request request) {
    App app = backend.app(request);
    StoredSlo before = find(app, request);
    SloRequest wanted = request.json(SloRequest.class);
    String name = wanted.name() == null ? before.name() : Fields.text("name", wanted.name(), 128);
    String spec =
        wanted.objective() == null ? before.spec() : SpecJson.write(checked(wanted.objective()));
    backend.audited(
        request,
        "slo.update",
        app.id() + " " + before.id(),
        Map.of("before", before.spec(), "after", spec, "name", name),
        () -> {
          slos().change(before, name, spec);
          return before;
        });
    return Response.ok(detail(find(app, request)));
  }

  private Response delete(Request request) {
    App app = backend.app(request);
    StoredSlo slo = find(app, request);
    List<RuleName> rules = rules(slo);
    if (!rules.isEmpty()) {
      throw new GatehouseException(
          ErrorCode.CONFLICT,
          "The rule " + rules.get(0).name() + " looks at it. Remove the rule first.");
    }
    backend.audited(
        request,
        "slo.delete",
        app.id() + " " + slo.id(),
        Map.of("name", slo.name(), "objective", slo.spec()),
        () -> {
          slos().delete(slo);
          return slo;
        });
    return Response.noContent();
  }
}
