// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.api;

import io.gatehouse.alerting.InvalidSpecException;
import io.gatehouse.alerting.SpecJson;
import io.gatehouse.alerting.rule.Backtest;
import io.gatehouse.alerting.rule.Metric;
import io.gatehouse.alerting.rule.RuleSpec;
import io.gatehouse.alerting.rule.SloSpec;
import io.gatehouse.catalog.AlertRules;
import io.gatehouse.catalog.AlertRules.StoredRule;
import io.gatehouse.catalog.Alerts.Alert;
import io.gatehouse.catalog.Alerts.AlertState;
import io.gatehouse.catalog.App;
import io.gatehouse.catalog.CatalogException;
import io.gatehouse.catalog.Channels.StoredChannel;
import io.gatehouse.catalog.Slos.StoredSlo;
import io.gatehouse.server.ErrorCode;
import io.gatehouse.server.GatehouseException;
import io.gatehouse.server.Watch;
import io.gatehouse.server.http.Policy;
import io.gatehouse.server.http.Request;
import io.gatehouse.server.http.Response;
import io.gatehouse.server.http.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Alert rules of an app, and when one would have fired. */
final class RulePages {

  private static final List<String> SEVERITIES = List.of("critical", "warning", "info");
  private static final List<String> STATES =
      List.of("firing", "recovering", "pending", "no-data", "ok");

  private final Backend backend;
  private final Watch watch;

  RulePages(Backend backend, Watch watch) {
    this.backend = backend;
    this.watch = watch;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/apps/{app}/rules", Policy.VIEWER, this::list),
        Route.post("/apps/{app}/rules", Policy.EDITOR, this::create),
        Route.get("/apps/{app}/rules/templates", Policy.VIEWER, this::templates),
        Route.slowPost("/apps/{app}/rules/backtest", Policy.VIEWER, this::test),
        Route.get("/apps/{app}/rules/{rule}", Policy.VIEWER, this::get),
        Route.patch("/apps/{app}/rules/{rule}", Policy.EDITOR, this::change),
        Route.delete("/apps/{app}/rules/{rule}", Policy.EDITOR, this::delete));
  }

  record RuleRequest(
      @Nullable String name,
      @Nullable String severity,
      @Nullable Boolean enabled,
      @Nullable RuleSpec condition,
      @Nullable List<String> channels) {}

  record BacktestRequest(@Nullable RuleSpec condition) {}

  /**
   * @param words the condition, for people
   * @param unit of values; empty for counts
   * @param state the worst of all it looks at: {@code firing}, {@code pending}, {@code no-data},
   *     {@code ok} or {@code off}
   * @param firing how many things it fires for
   * @param silenced nobody would be told now
   */
  record RuleView(
      String id,
      String name,
      String severity,
      boolean enabled,
      RuleSpec condition,
      String words,
      String unit,
      List<String> channels,
      String state,
      @Nullable String since,
      @Nullable Double value,
      @Nullable String evaluatedAt,
      int firing,
      boolean silenced,
      @Nullable String lastFiredAt,
      String createdAt,
      String createdBy,
      String changedAt) {}

  record FiringView(String from, @Nullable String to, @Nullable Double peak, String label) {}

  record PointView(String at, @Nullable Double value) {}

  /**
   * @param possible false when nothing is stored that would tell
   * @param exactFrom earlier steps are hours
   */
  record BacktestView(
      boolean possible,
      String from,
      String to,
      String exactFrom,
      String words,
      String unit,
      List<FiringView> firings,
      List<PointView> points) {}

  private AlertRules rules() {
    return backend.catalog().alertRules();
  }

  private Response list(Request request) {
    App app = backend.app(request);
    Map<String, Alert> last = new HashMap<>();
    for (Alert alert : backend.catalog().alerts().list(app.number(), "", Long.MAX_VALUE, 1_000)) {
      last.putIfAbsent(alert.rule(), alert);
    }
    return Response.ok(
        ItemList.all(
            rules().list(app.number()).stream()
                .map(rule -> view(rule, last.get(rule.id())))
                .toList()));
  }

  private RuleView view(StoredRule rule, @Nullable Alert last) {
    RuleSpec spec = SpecJson.read(rule.spec(), RuleSpec.class);
    long now = backend.clock().millis();
    AlertState worst = null;
    int firing = 0;
    for (AlertState state : watch.engine().states(rule.id())) {
      if (state.alert() != null) {
        firing++;
      }
      if (worst == null || STATES.indexOf(state.state()) < STATES.indexOf(worst.state())) {
        worst = state;
      }
    }
    boolean silenced =
        backend.catalog().quietTimes().list(rule.app()).stream()
            .anyMatch(quiet -> quiet.kind().equals("silence") && quiet.covers(rule.id(), now));
    String state = worst == null ? "ok" : worst.state();
    return new RuleView(
        rule.id(),
        rule.name(),
        rule.severity(),
        rule.enabled(),
        spec,
        spec.words(),
        unit(spec),
        rule.channels(),
        !rule.enabled() ? "off" : state.equals("recovering") ? "firing" : state,
        worst == null ? null : Times.ofMillis(worst.since()),
        worst == null ? null : worst.value(),
        worst == null ? null : Times.ofMillis(worst.evaluatedAt()),
        firing,
        silenced,
        last == null ? null : Times.ofMillis(last.startedAt()),
        Times.ofMillis(rule.createdAt()),
        rule.createdBy(),
        Times.ofMillis(rule.changedAt()));
  }

  private static String unit(RuleSpec spec) {
    boolean change = "rise".equals(spec.comparison()) || "fall".equals(spec.comparison());
    return change ? "%" : spec.kind().unit();
  }

  private StoredRule find(App app, Request request) {
    String id = request.pathValue("rule");
    return rules()
        .find(app.number(), id)
        .orElseThrow(() -> GatehouseException.notFound("rule", id));
  }

  private RuleView view(App app, StoredRule rule) {
    List<Alert> last = backend.catalog().alerts().list(app.number(), rule.id(), Long.MAX_VALUE, 1);
    return view(rule, last.isEmpty() ? null : last.get(0));
  }

  private Response get(Request request) {
    App app = backend.app(request);
    return Response.ok(view(app, find(app, request)));
  }

  private Optional<StoredSlo> slo(App app, RuleSpec spec) {
    String id = spec.slo();
    return id == null ? Optional.empty() : backend.catalog().slos().find(app.number(), id);
  }

  private RuleSpec checked(App app, @Nullable RuleSpec condition) {
    RuleSpec spec = Fields.required("condition", condition);
    Fields.required("condition.metric", spec.metric());
    try {
      spec.check();
      if (spec.slo() != null && slo(app, spec).isEmpty()) {
        throw new InvalidSpecException(
            "slo", "The field slo is \"" + spec.slo() + "\", but there is no such objective.");
      }
      return spec;
    } catch (InvalidSpecException e) {
      throw GatehouseException.invalid("condition." + e.field(), String.valueOf(e.getMessage()));
    }
  }

  private List<String> channels(Request request, @Nullable List<String> wanted) {
    List<String> ids = wanted == null ? List.of() : wanted;
    List<String> known =
        backend
            .catalog()
            .channels()
            .list(request.requirePrincipal().member().workspaceId())
            .stream()
            .map(StoredChannel::id)
            .toList();
    for (String id : ids) {
      if (!known.contains(id)) {
        throw GatehouseException.invalid(
            "channels",
            "The field channels contains \"" + id + "\", but there is no such channel.");
      }
    }
    if (ids.size() > 20) {
      throw GatehouseException.invalid(
          "channels", "The field channels has " + ids.size() + " entries; at most 20.");
    }
    return ids.stream().distinct().toList();
  }

  private Response create(Request request) {
    App app = backend.app(request);
    RuleRequest wanted = request.json(RuleRequest.class);
    String name = Fields.text("name", wanted.name(), 128);
    String severity = Fields.or(wanted.severity(), "warning");
    Fields.oneOf("severity", severity, SEVERITIES);
    RuleSpec spec = checked(app, wanted.condition());
    List<String> channels = channels(request, wanted.channels());
    boolean enabled = Fields.or(wanted.enabled(), true);
    try {
      StoredRule made =
          backend.audited(
              request,
              "rule.create",
              one -> app.id() + " " + one.id(),
              Map.of("name", name, "condition", spec.words()),
              () ->
                  rules()
                      .create(
                          app.number(),
                          name,
                          severity,
                          enabled,
                          SpecJson.write(spec),
                          channels,
                          request.requirePrincipal().actor()));
      watch.engine().changed(app.number(), Set.of(Metric.MONITOR_DOWN));
      return Response.created(view(app, made));
    } catch (CatalogException e) {
      throw new GatehouseException(ErrorCode.CONFLICT, "No new rule: " + e.getMessage() + ".", e);
    }
  }

  private Response change(Request request) {
    App app = backend.app(request);
    StoredRule before = find(app, request);
    RuleRequest wanted = request.json(RuleRequest.class);
    String name = wanted.name() == null ? before.name() : Fields.text("name", wanted.name(), 128);
    String severity = Fields.or(wanted.severity(), before.severity());
    Fields.oneOf("severity", severity, SEVERITIES);
    boolean enabled = Fields.or(wanted.enabled(), before.enabled());
    String spec =
        wanted.condition() == null
            ? before.spec()
            : SpecJson.write(checked(app, wanted.condition()));
    List<String> channels =
        wanted.channels() == null ? before.channels() : channels(request, wanted.channels());
    backend.audited(
        request,
        "rule.update",
        app.id() + " " + before.id(),
        Map.of("before", before.spec(), "after", spec, "enabled", enabled, "name", name),
        () -> {
          rules().change(before, name, severity, enabled, spec, channels);
          return before;
        });
    return Response.ok(view(app, find(app, request)));
  }

  private Response delete(Request request) {
    App app = backend.app(request);
    StoredRule rule = find(app, request);
    backend.audited(
        request,
        "rule.delete",
        app.id() + " " + rule.id(),
        Map.of("name", rule.name(), "condition", rule.spec()),
        () -> {
          rules().delete(rule);
          return rule;
        });
    return Response.noContent();
  }

  private Response test(Request request) {
    App app = backend.app(request);
    RuleSpec spec = checked(app, request.json(BacktestRequest.class).condition());
    SloSpec slo =
        slo(app, spec).map(stored -> SpecJson.read(stored.spec(), SloSpec.class)).orElse(null);
    Backtest.Result result = watch.backtest().run(spec, slo, app, backend.clock().millis());
    return Response.ok(
        new BacktestView(
            result.possible(),
            Times.ofMillis(result.fromMillis()),
            Times.ofMillis(result.toMillis()),
            Times.ofMillis(result.exactFromMillis()),
            spec.words(),
            unit(spec),
            result.firings().stream()
                .map(
                    one ->
                        new FiringView(
                            Times.ofMillis(one.fromMillis()),
                            one.toMillis() == 0 ? null : Times.ofMillis(one.toMillis()),
                            one.peak(),
                            one.label()))
                .toList(),
            result.points().stream()
                .map(one -> new PointView(Times.ofMillis(one.atMillis()), one.value()))
                .toList()));
  }

  private Response templates(Request request) {
    return Response.ok(ItemList.all(RuleTemplates.of(backend.app(request))));
  }
}
